// What a page does by itself: night mode, the keys of the sign-in, locking when idle, and telling its parts of changes.
"use strict";

const night = () => localStorage.getItem("night") === "on";
const showNight = () => {
  if (night()) document.documentElement.dataset.theme = "night";
  else delete document.documentElement.dataset.theme;
  document.querySelectorAll("[data-night]").forEach((button) => button.setAttribute("aria-pressed", String(night())));
};
showNight(); // before the first paint, so that nobody on the bridge is blinded

document.addEventListener("DOMContentLoaded", () => {
  showNight();
  document.querySelectorAll("[data-night]").forEach((button) => button.addEventListener("click", () => {
    localStorage.setItem("night", night() ? "off" : "on");
    showNight();
  }));
  document.querySelectorAll("[data-keys]").forEach((keys) => {
    const pin = keys.closest("form").querySelector("input[name=pin]");
    keys.hidden = false;
    keys.addEventListener("click", (event) => {
      const key = event.target.dataset.key;
      if (key === "clear") pin.value = "";
      else if (key === "back") pin.value = pin.value.slice(0, -1);
      else if (key) pin.value += key;
    });
  });
  document.querySelectorAll("[data-names]").forEach((names) => {
    const form = names.closest("form");
    names.hidden = false;
    names.addEventListener("click", (event) => {
      if (!event.target.dataset.name) return;
      form.querySelector("input[name=name]").value = event.target.dataset.name;
      form.querySelector("input[name=pin]").focus();
    });
  });
  document.querySelectorAll("nav [aria-current]").forEach((one) => { // in sight, also where the menu is wider than the screen
    const nav = one.closest("nav");
    nav.scrollLeft += one.getBoundingClientRect().right - nav.getBoundingClientRect().right;
  });
  openNamed();
  window.addEventListener("hashchange", openNamed);
  document.addEventListener("change", (event) => event.target.closest("form") && needTick());
  document.addEventListener("htmx:afterSettle", needTick);
  needTick();
  document.querySelector("main [aria-invalid=true]")?.focus(); // what is to be put right
  lockWhenIdle();
});

// By keyboard: who was on something that is fetched anew stays there, suggestions are walked through with the arrows,
// and what hangs over the page goes when its person goes elsewhere, or by Escape.
let held = null;
const markOf = (one) => one.getAttribute("href") || (one.name ? `${one.name} ${one.value}` : one.textContent);
document.addEventListener("htmx:afterSettle", () => {
  if (!held || held.isConnected || document.activeElement !== document.body) return;
  const same = [...document.querySelectorAll(held.tagName)].find((one) => markOf(one) === markOf(held));
  if (same) same.focus({ preventScroll: true });
});
for (const name of ["focusin", "pointerdown"]) document.addEventListener(name, (event) => {
  held = name === "focusin" ? event.target : null;
  if (held?.matches(":focus-visible")) held.scrollIntoView({ block: "nearest", inline: "nearest" }); // also from half in sight
  if (!event.target.closest(".ask")) document.querySelectorAll(".ask .found").forEach((found) => found.replaceChildren());
  document.querySelectorAll(".me[open]").forEach((me) => { me.open = me.contains(event.target); });
});
document.addEventListener("keydown", (event) => {
  const from = event.target, list = from.closest("[data-found]"), me = from.closest(".me[open]");
  const box = list ? document.querySelector(`[aria-controls="${list.id}"]`) : from.closest("[aria-controls]");
  const found = list || (box && document.getElementById(box.getAttribute("aria-controls")));
  if (event.key === "Escape" && me) {
    me.open = false;
    me.querySelector("summary").focus();
  } else if (event.key === "Escape" && found) {
    box.focus();
    found.replaceChildren();
  } else if (found && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    const links = [...found.querySelectorAll("a")];
    (links[links.indexOf(from) + (event.key === "ArrowDown" ? 1 : -1)] || box).focus();
    event.preventDefault();
  }
});

// A tick that stands for all ticks of its form.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-all]")) return;
  event.target.form.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = event.target.checked; });
});

// An address that names a form opens it.
function openNamed() {
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (named && named.matches("details")) named.open = true;
}

// What acts on ticked rows waits for one.
function needTick() {
  document.querySelectorAll("[data-needs-tick]").forEach((button) => {
    button.disabled = !button.form.querySelector("input:checked");
  });
}

// The server ends a sign-in that nobody used; the page leaves the screen at the same time.
function lockWhenIdle() {
  const limit = Number(document.body.dataset.idleS || 0) * 1000;
  if (!limit) return;
  let timer, usedMs = Date.now();
  const lock = () => {
    const form = document.querySelector('form[action="/sign-out"]');
    if (!form) return;
    const next = Object.assign(document.createElement("input"), { type: "hidden", name: "next", value: location.pathname + location.search });
    form.append(next); // whoever signs in goes on here
    form.submit();
  };
  const used = () => {
    if (Date.now() - usedMs > limit) lock(); // the tablet slept, and its timers with it
    usedMs = Date.now();
    clearTimeout(timer);
    timer = setTimeout(lock, limit);
  };
  for (const name of ["pointerdown", "keydown", "scroll"]) document.addEventListener(name, used, { passive: true });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - usedMs > limit) lock(); });
  used();
}

// "changed" on the body: something that this page may show is new. Parts listen with hx-trigger="changed from:body".
document.addEventListener("htmx:afterSwap", (event) => {
  const pulse = document.getElementById("pulse");
  if (pulse && "changed" in pulse.dataset) {
    delete pulse.dataset.changed;
    document.body.dispatchEvent(new CustomEvent("changed"));
    refresh();
  }
});

// A list that somebody has read on in.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.matches("tr.more")) event.detail.target.closest("form").dataset.grown = "";
});

// What shows data is fetched anew, unless somebody is at work in it: then a line says that there is something new.
function refresh() {
  const parts = document.querySelectorAll("[data-fresh]");
  if (atWork() || !parts.length) document.querySelectorAll("[data-stale]").forEach((line) => { line.hidden = false; });
  else parts.forEach((part) => part.dispatchEvent(new CustomEvent("fresh")));
}

function atWork() {
  return document.querySelector("main input:checked, main details.act[open]") || document.querySelector("main [data-grown]")
    || (document.activeElement && document.activeElement.matches("main form:not(.search) :is(input, textarea, select)"));
}

// What is in a file is shown beneath its form; without scripts the answer is a page of its own.
document.addEventListener("submit", async (event) => {
  const place = event.target.dataset.upload && document.querySelector(event.target.dataset.upload);
  if (!place) return;
  event.preventDefault();
  const button = event.target.querySelector("button"), body = new FormData(event.target);
  button.setAttribute("aria-busy", "true");
  const answer = await fetch(event.target.action, { method: "POST", body, headers: { "hx-request": "true" } }).catch(() => null);
  button.removeAttribute("aria-busy");
  if (answer && answer.headers.has("hx-redirect")) location.assign(answer.headers.get("hx-redirect"));
  else place.innerHTML = answer ? await answer.text() : "<p class=refusal role=alert>The node is not reached; try again.</p>";
});
