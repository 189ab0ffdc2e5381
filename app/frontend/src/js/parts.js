// The parts of the room, each fetched again by itself. Many people follow one sitting: who only reads asks a little later, each at
// a moment of her own and no more often than that, so that the server is not asked by all at once.
import { keepIn } from "./keep.js";
import { beingTyped, swap } from "./refresh.js";

const room = document.getElementById("room");
const SOON = 30;
const CROWD = Number(room?.dataset.crowd ?? 0);
const SPREAD = Math.min(24000, 80 * CROWD);
const LARGE = CROWD > 60;
const wanted = new Set();
const tags = new Map();
let timer;
let due = Infinity;
let asked = 0;

export const shown = { item: room?.dataset.item ?? "" };

export const partsOf = (kind) => all().filter((part) => part.dataset.kinds.split(" ").includes(kind)).map(nameOf);
export const partsIn = (column) => [...(document.getElementById(column)?.querySelectorAll("[data-part]") ?? [])].map(nameOf);
export const typedIn = (names) => all().some((part) => names.includes(nameOf(part)) && beingTyped(part));

// ask for these parts again: at once for who did it herself
export function renew(names, soon = false) {
  names.forEach((name) => wanted.add(name));
  const at = soon ? Date.now() + SOON : Math.max(asked + SPREAD, Date.now() + SOON + Math.random() * SPREAD);
  if (!wanted.size || at >= due) return;
  due = at;
  clearTimeout(timer);
  timer = setTimeout(ask, at - Date.now());
}

let answers = 0;
async function ask() {
  due = Infinity;
  if (document.hidden) return;
  const names = [...wanted].filter(inSight);
  wanted.clear();
  if (!names.length) return;
  asked = Date.now();
  const turn = ++answers;
  const query = new URLSearchParams(names.map((name) => ["part", name]));
  if (shown.item) query.set("item", shown.item);
  const response = await fetchOnce(`${room.dataset.address}/parts?${query}`);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const next of fresh.querySelectorAll("[data-part]")) place(next, turn);
  document.dispatchEvent(new CustomEvent("parts-renewed", { detail: names }));
}

// what nobody looks at waits; what was read already is not sent again
document.addEventListener("visibilitychange", () => !document.hidden && wanted.size && renew([], true));
const scrolled = new IntersectionObserver(come, { rootMargin: "50% 0%" });

// in a large room the parts that are far down wait until they come near
function inSight(name) {
  const box = boxOf(all().find((part) => nameOf(part) === name));
  const { top, bottom } = box?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  if (!LARGE || (top < 1.5 * innerHeight && bottom > -0.5 * innerHeight)) return true;
  (box.waiting ??= new Set()).add(name);
  scrolled.observe(box);
  return false;
}

// a part that shows nothing has no box of its own
const boxOf = (part) => (part?.getClientRects().length ? part : part?.parentElement);

function come(seen) {
  for (const { target } of seen.filter(({ isIntersecting }) => isIntersecting)) {
    scrolled.unobserve(target);
    renew([...target.waiting], true);
    target.waiting.clear();
  }
}

async function fetchOnce(address) {
  const headers = { Accept: "text/html", ...(tags.has(address) && { "If-None-Match": tags.get(address) }) };
  const response = await fetch(address, { headers, redirect: "manual" }).catch(() => null);
  if (response?.ok) tags.set(address, response.headers.get("ETag"));
  return response;
}

// an answer that was overtaken by a later one is not shown
function place(next, turn) {
  const old = all().find((part) => nameOf(part) === nameOf(next));
  if (!old || Number(old.dataset.turn ?? 0) > turn) return;
  old.dataset.turn = turn;
  if (beingTyped(old)) return placeAround(old, next);
  delete old.dataset.stale;
  if (old.innerHTML !== next.innerHTML) replaceAll(old, next);
}

// what is being typed stays; what stands around it is renewed
function placeAround(old, next) {
  old.dataset.stale = "yes";
  for (const piece of old.querySelectorAll("[data-refresh][id]")) {
    const other = next.querySelector(`#${CSS.escape(piece.id)}`);
    if (other && !beingTyped(piece) && !piece.isEqualNode(other)) swap(piece, other);
  }
}

function replaceAll(old, next) {
  const focused = old.contains(document.activeElement) ? signOf(document.activeElement) : "";
  const opened = new Set([...old.querySelectorAll("details[open]")].map(signOf));
  old.replaceChildren(...document.importNode(next, true).childNodes);
  old.dataset.item = next.dataset.item ?? "";
  for (const more of old.querySelectorAll("details")) if (opened.has(signOf(more))) more.open = true;
  if (focused) [...old.querySelectorAll("a, button, summary")].find((each) => signOf(each) === focused)?.focus({ preventScroll: true });
  keepIn(old);
}

// what tells a link, a button or a box that opens from its neighbours
function signOf(element) {
  const form = element.closest("form")?.getAttribute("action") ?? element.querySelector("form")?.getAttribute("action") ?? "";
  return [element.id, element.tagName, element.getAttribute("href"), form, element.querySelector("summary")?.textContent ?? element.textContent].join("|");
}

// parts that waited until nothing was being typed in them
export function renewStale() {
  const stale = all().filter((part) => part.dataset.stale && !beingTyped(part));
  if (stale.length) renew(stale.map(nameOf), true);
}

document.addEventListener("focusout", () => setTimeout(renewStale, 200));

function all() {
  return [...document.querySelectorAll("[data-part]")];
}

function nameOf(part) {
  return part.dataset.part;
}
