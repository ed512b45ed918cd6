// A page on board and the tablet's own worker (worker.js): whether the node is in reach, and what waits on this tablet.
// Where the browser has no worker (plain http), pages work as ever, in reach alone.
"use strict";

(() => {
  if (!("serviceWorker" in navigator)) return;
  const { person, seenMs } = document.body.dataset;
  const EVERY_MS = 3000, RENEW_MS = 10000, USE_MS = 60000;
  const UNSAID = /^(key|person|about|confirmed|source_type|(was|name)\..*|.*_id)$/;
  let inReach = !seenMs, lastMs = Number(seenMs || Date.now()), entries = [], usedMs = 0;

  const registered = navigator.serviceWorker.register("/worker.js").catch(() => new Promise(() => {})); // no trusted certificate
  const ask = async (what) => {
    const worker = (await registered, await navigator.serviceWorker.ready).active, channel = new MessageChannel();
    return new Promise((resolve) => {
      channel.port1.onmessage = (event) => resolve(event.data);
      worker.postMessage({ person, ...what }, [channel.port2]);
    });
  };

  const made = (tag, properties, ...parts) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...parts);
    return element;
  };
  const main = document.getElementById("main");
  const banner = made("div", { className: "stale", hidden: true });
  banner.setAttribute("role", "status");
  const list = made("section", { id: "waiting", hidden: true });
  list.setAttribute("aria-label", "On this tablet");
  main.prepend(banner, list);

  const time = (ms) => new Date(ms).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = (ms) => new Date(ms).toDateString() === new Date().toDateString() ? "" : `${new Date(ms).toLocaleDateString("en-GB")} `;
  const here = new URL(location.href);
  const said = here.searchParams.get("said");
  here.searchParams.delete("said");
  const when = (ms) => day(ms) + time(ms);

  // A page that was kept has a row for all that awaited a decision then: those stay that were ticked.
  function onlyTicked() {
    const ticked = new Set(here.searchParams.getAll("item")), rows = [...document.querySelectorAll("tr[data-item]")];
    if (!ticked.size) return;
    for (const one of rows) if (!ticked.delete(one.dataset.item)) one.remove();
    if (ticked.size) main.prepend(made("p", { className: "refusal" }, `${ticked.size} of them cannot be approved from here now; open each by itself.`));
  }

  // What a form says, as its fields do: those that were changed, without those that nobody reads.
  function words({ about, body }) {
    const form = new URLSearchParams(body);
    const said = [...form].filter(([name, value]) => value && !UNSAID.test(name) && form.get(`was.${name}`) !== value);
    return [about, ...said.map(([name, value]) => `${name.replace(/\..*/, "").replaceAll("_", " ")} ${value.slice(0, 200)}`)].join(", ");
  }

  function row(entry) {
    const why = entry.refused && new DOMParser().parseFromString(entry.refused, "text/html").body.textContent.trim();
    const button = made("button", { type: "button", className: "small secondary outline" }, why ? "Dismiss" : "Withdraw");
    button.addEventListener("click", async () => {
      entries = (await ask({ ask: "drop", id: entry.id })).entries;
      draw();
    });
    const state = made("span", { className: `tag ${why ? "bad" : "warn"}` }, why ? "refused" : "waiting on this tablet");
    return made("li", {}, words(entry), " ", state, ` since ${when(entry.at_ms)} `, why || "", " ", button);
  }

  function draw() {
    banner.hidden = inReach && !seenMs;
    banner.textContent = inReach ? `As last seen ${when(lastMs)}. ` : `As last seen ${when(lastMs)}; this tablet is out of reach of the yacht's network.`;
    if (inReach) banner.append(made("a", { href: here.href }, "Show it as it is now"));
    document.body.toggleAttribute("data-away", !inReach);
    list.hidden = !entries.length;
    list.replaceChildren(made("ul", { className: "results" }, ...entries.map(row)));
  }

  async function settle() {
    const found = await ask({ ask: "settle" });
    const fewer = found.entries.length < entries.length;
    if (found.in_reach && !seenMs) lastMs = Date.now();
    ({ in_reach: inReach, entries } = found);
    draw();
    if (!inReach || !(seenMs || fewer) || atWork() || Date.now() - Number(sessionStorage.getItem("renewed")) < RENEW_MS) return;
    sessionStorage.setItem("renewed", Date.now()); // a node that is slow to answer is not asked over and over
    location.replace(here.href);
  }

  // The pulse of the page (base.html) tells at once when the node is gone; from then on it is asked for here.
  const tick = () => { if (!document.hidden && (!inReach || seenMs || entries.some((entry) => !entry.refused))) settle(); };
  setInterval(tick, EVERY_MS);
  for (const name of ["online", "offline"]) window.addEventListener(name, settle);
  document.addEventListener("htmx:sendError", () => { if (inReach) settle(); });
  document.addEventListener("htmx:afterOnLoad", () => { if (inReach && !seenMs) lastMs = Date.now(); });
  document.addEventListener("visibilitychange", tick);

  if (!person) return;
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => {
    if (Date.now() - usedMs > USE_MS) { usedMs = Date.now(); ask({ ask: "use" }); }
  }, { passive: true });
  if (seenMs) {
    // What is sent from a page that was kept is new each time it is filled in, and what it said was said before.
    document.querySelectorAll("input[name=key]").forEach((key) => { key.value = crypto.randomUUID(); });
    document.querySelector(".said")?.remove();
    onlyTicked();
    if (said) main.prepend(made("p", { className: "said" }, said));
  }
  draw();
  // What may be ticked on this list is approved on a page that is as new as the list.
  const anew = !seenMs && document.querySelector("#list .tick") ? ["/requests/approve?awaiting"] : [];
  ask({ ask: "see", addresses: [here.href, "/requests", "/requests/new"], anew }).then(settle);
})();
