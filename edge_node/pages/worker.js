// The pages on a tablet that is away from the yacht's network: what was last seen is shown, what is entered waits here.
// The node puts VERSION and FILES before this text (away.py). Whose what is: docs/security.md, "A shared tablet".
"use strict";

const SHELL = `shell-${VERSION}`;
const AWAY = "/away"; // the page for what cannot be shown here
const PAGE_MS = 4000, FORM_MS = 10000; // after so long the node counts as out of reach
const MOST_PAGES = 60;
const FORMS_ENCODING = "application/x-www-form-urlencoded;charset=UTF-8";
const KEPT = /^\/requests(\/new|\/approve|\/[0-9a-f-]{36})?$/;
const isKept = (url) => KEPT.test(url.pathname) && !url.searchParams.has("item"); // some that were ticked are not all
const ENDING = ["/sign-in", "/sign-out", "/sealed-code"]; // who goes there is somebody else afterwards

// What is kept. Store "waiting": a form that could not be sent, by its key. Store "tablet": "visit", who is signed in
// and when they last used it; "owed", a sign-out that the node has not heard of.

let opening;
const database = () => opening ??= new Promise((resolve, reject) => {
  const request = indexedDB.open("lazarette", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("waiting", { keyPath: "id" });
    request.result.createObjectStore("tablet");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => { opening = undefined; reject(request.error); };
});

async function stored(name, mode, work) {
  const transaction = (await database()).transaction(name, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const recall = (what) => stored("tablet", "readonly", (store) => store.get(what));
const note = (what, value) => stored("tablet", "readwrite", (store) => value ? store.put(value, what) : store.delete(what));
const put = (entry) => stored("waiting", "readwrite", (store) => store.put(entry));
const drop = (id) => stored("waiting", "readwrite", (store) => store.delete(id));
const entriesOf = async (person) => (await stored("waiting", "readonly", (store) => store.getAll()))
  .filter((entry) => entry.person === person).sort((one, other) => one.at_ms - other.at_ms);

// Its own files and the page for what cannot be shown come with the worker, and go with it.

self.addEventListener("install", (event) => {
  const files = [...FILES, AWAY].map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(request.method === "POST" ? sent(event, url) : shown(event, url));
  else if (request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(file(request));
});

// A page that was seen before an update names the files of that time: those of the same name serve it.
async function file(request) {
  const kept = await caches.match(request);
  return kept ?? fetch(request).catch(async () => await caches.match(request, { ignoreSearch: true }) ?? Response.error());
}

const away = async () => await caches.match(AWAY, { cacheName: SHELL }) ?? Response.error();

const within = (promise, limit_ms) => Promise.race([
  promise, new Promise((_, reject) => setTimeout(() => reject(new Error("out of reach")), limit_ms)),
]);

// Pages that are looked at: the node's answer if it comes in time, else the page as last seen by who is signed in.

async function shown(event, url) {
  if (ENDING.includes(url.pathname)) await forget();
  if (await recall("owed") && !await settled()) return away(); // nobody gets in under a sign-in that was ended here
  const live = seen(event.request, url), kept = await asLastSeen(url);
  event.waitUntil(live.catch(() => undefined)); // a late answer is kept for the next time
  try {
    return await (kept ? within(live, PAGE_MS) : live);
  } catch {
    return kept ?? away();
  }
}

let era = 0; // counts sign-outs: an answer that was asked for before one is not kept after it

async function seen(request, url) {
  const asked = era, answer = await fetch(request), person = answer.headers.get("lazarette-person");
  if (person && answer.ok && asked === era) await keep(answer.clone(), url, person);
  return answer;
}

async function keep(answer, url, person) {
  const last = await recall("visit");
  if (last && last.person !== person) await forget();
  await note("visit", { person, idle_ms: Number(answer.headers.get("lazarette-idle-s")) * 1000, used_ms: Date.now() });
  if (!isKept(url)) return;
  const text = (await answer.text()).replace("<body", `<body data-seen-ms="${Date.now()}"`);
  const cache = await caches.open(`pages-${person}`), address = addressOf(url);
  await cache.delete(address); // so that the oldest come first
  await cache.put(address, new Response(text, { headers: answer.headers }));
  const known = await cache.keys();
  for (const old of known.slice(0, Math.max(0, known.length - MOST_PAGES))) await cache.delete(old);
}

function addressOf(url) {
  const address = new URL(url.pathname === "/" ? "/requests" : url.pathname + url.search, url.origin);
  address.searchParams.delete("said"); // it was said once
  return address.href;
}

// The list, the new request and what may be approved are shown whatever was looked for; an item only as itself.
async function asLastSeen(url) {
  const visit = await recall("visit");
  if (!visit) return null;
  if (visit.idle_ms && Math.abs(Date.now() - visit.used_ms) > visit.idle_ms) return forget();
  const cache = await caches.open(`pages-${visit.person}`), address = addressOf(url);
  const found = await cache.match(address) ?? await cache.match(address, { ignoreSearch: true });
  if (found) await used();
  return found ?? null;
}

async function used() {
  const visit = await recall("visit");
  if (visit) await note("visit", { ...visit, used_ms: Date.now() });
}

async function forget() {
  era += 1;
  await note("visit", null);
  for (const name of await caches.keys()) if (name.startsWith("pages-")) await caches.delete(name);
  return null;
}

// Forms. One that says what it is about (_field.html, keeps) waits here if the node does not answer in time. It may have
// arrived all the same: under its key it counts once.

async function sent(event, url) {
  const text = await event.request.clone().text(), form = new URLSearchParams(text);
  if (url.pathname === "/sign-out") return signedOut(event, text);
  if (ENDING.includes(url.pathname)) await forget();
  const waits = form.has("about") && form.has("key") && form.has("person");
  const before = waits ? (await entriesOf(form.get("person"))).filter((entry) => !entry.refused) : [];
  try {
    if (before.length || await recall("owed")) { // in the order in which it was entered
      if (!await settled()) throw new Error("out of reach");
    }
    return await (waits ? within(fetch(event.request), FORM_MS) : fetch(event.request));
  } catch {
    if (!waits) return away();
  }
  const at_ms = Date.now(), person = form.get("person"), path = url.pathname + url.search;
  for (const { id, about, body } of each(form)) await put({ id, person, about, path, body, at_ms, refused: null });
  return Response.redirect(`/requests?said=${encodeURIComponent("Kept: it waits on this tablet until the yacht's network is in reach.")}`, 303);
}

// A form about several items (approve.html: name.ITEM and quantity.ITEM) waits as one for each: each may be withdrawn,
// and says for itself what became of it. They share its key, under which the node tells them apart by their item.
function each(form) {
  const key = form.get("key"), about = form.get("about");
  const items = [...form.keys()].filter((name) => name.startsWith("name.")).map((name) => name.slice(5));
  if (!items.length) return [{ id: key, about, body: form.toString() }];
  return items.map((item) => {
    const own = [...form].filter(([name]) => !name.includes(".") || name.endsWith(`.${item}`));
    return { id: `${key} ${item}`, about: `${about}: ${form.get(`name.${item}`)}`, body: new URLSearchParams(own).toString() };
  });
}

// At once on this tablet, and at the node as soon as it is in reach.
async function signedOut(event, text) {
  const visit = await recall("visit");
  await forget();
  try {
    return await within(fetch(event.request), PAGE_MS);
  } catch {
    await note("owed", { person: visit?.person, body: text });
    return away();
  }
}

// Sends what waits of who is signed in, the oldest first, and then the sign-out that is owed. Whether the node is in reach.

let settling = null;
const settled = () => settling ??= settle().catch(() => false).finally(() => { settling = null; });

const post = (path, body) => fetch(path, {
  method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(FORM_MS),
  headers: { "content-type": FORMS_ENCODING, "hx-request": "true" },
});

async function settle() {
  const owed = await recall("owed"), person = (await recall("visit"))?.person ?? owed?.person;
  const waiting = person ? (await entriesOf(person)).filter((entry) => !entry.refused) : [];
  if (!owed && !waiting.length) return (await fetch("/v1/actions/health", { signal: AbortSignal.timeout(PAGE_MS) })).ok;
  for (const { id } of waiting) {
    const entry = await stored("waiting", "readonly", (store) => store.get(id)); // unless it was withdrawn meanwhile
    if (!entry) continue;
    const answer = await post(entry.path, entry.body);
    if (answer.ok && answer.headers.has("hx-redirect")) await drop(id);
    else if (answer.status === 401) { await forget(); break; } // it waits until the same person signs in again
    else if ([400, 403, 404, 409, 413, 422].includes(answer.status)) await put({ ...entry, refused: await answer.text() });
    else break; // too busy, or something else that passes
  }
  if (!owed) return true;
  const answer = await post("/sign-out", owed.body);
  if (answer.type !== "opaqueredirect") return false;
  await note("owed", null);
  return true;
}

// What a page asks (away.js): { ask, person, … } is answered with { in_reach, entries }.

self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { ask, person, id, addresses, anew = [] } = event.data; // a page of before an update says less
  const answer = { in_reach: null, entries: [] };
  if (ask === "use") await used();
  if (ask === "see") await lookedAt(addresses, anew);
  if (ask === "drop" && !settling && (await entriesOf(person)).some((entry) => entry.id === id)) await drop(id);
  if (ask === "settle") answer.in_reach = await settled();
  if (person) answer.entries = await entriesOf(person);
  event.ports[0].postMessage(answer);
})()));

// The page that was open before the worker was there, and those that one needs first, if they were not seen yet; and
// those that go with what was seen just now, anew.
async function lookedAt(addresses, anew) {
  for (const address of [...addresses, ...anew]) {
    const url = new URL(address, self.location.origin);
    if (!isKept(url) || (!anew.includes(address) && await asLastSeen(url))) continue;
    await seen(new Request(url.href), url).catch(() => undefined);
  }
}
