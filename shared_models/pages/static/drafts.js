// What is typed into a form and not yet sent is kept in this browser, for who typed it alone, and is there again after
// the session has locked, the node was away or the page was left.
"use strict";

(() => {
  const { person } = document.body.dataset;
  const KEPT_MS = 7 * 24 * 3600 * 1000;
  const forms = [...document.querySelectorAll("form")].filter((form) => form.querySelector("input[name=about]"));
  const here = new URL(location.href);
  here.searchParams.delete("said");
  const nameOf = (form) => `draft ${person} ${here.pathname}${here.search} ${new URL(form.action).pathname}`;
  const typed = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  const valueOf = (field) => field.type === "checkbox" ? field.checked : field.value;
  const set = (field, value) => { if (field.type === "checkbox") field.checked = value; else field.value = value; };

  // What was sent is no draft any more once a page says so.
  const sent = sessionStorage.getItem("sent");
  if (sent && new URLSearchParams(location.search).has("said")) localStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith("draft "))) {
    if (Math.abs(Date.now() - JSON.parse(localStorage.getItem(name)).at_ms) > KEPT_MS) localStorage.removeItem(name);
  }

  function restore(form) {
    const draft = JSON.parse(localStorage.getItem(nameOf(form)) || "null");
    const changed = typed(form).filter((field) => draft && field.name in draft.fields && valueOf(field) !== draft.fields[field.name]);
    if (!changed.length) return;
    const before = changed.map((field) => [field, valueOf(field)]);
    for (const field of changed) set(field, draft.fields[field.name]);
    form.querySelectorAll("details").forEach((part) => { part.open ||= changed.some((field) => part.contains(field)); });
    if (form.closest("details")) form.closest("details").open = true;
    const line = document.createElement("p"), button = document.createElement("button");
    line.className = "said";
    line.setAttribute("role", "status");
    button.type = "button";
    button.className = "small secondary outline";
    button.textContent = "Clear it";
    button.addEventListener("click", () => {
      for (const [field, value] of before) set(field, value);
      localStorage.removeItem(nameOf(form));
      line.remove();
    });
    line.append("What you had typed is here again. ", button);
    form.prepend(line);
  }

  for (const form of person ? forms : []) {
    restore(form);
    form.addEventListener("input", () => {
      const fields = Object.fromEntries(typed(form).map((field) => [field.name, valueOf(field)]));
      localStorage.setItem(nameOf(form), JSON.stringify({ at_ms: Date.now(), fields }));
    });
    form.addEventListener("submit", () => sessionStorage.setItem("sent", nameOf(form)));
  }
})();
