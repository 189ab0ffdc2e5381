// Something changed that the page shows: fetch it again and swap the parts marked data-refresh, sparing what is being typed.
import { later } from "./page.js";
import { crowd } from "./crowd.js";

let running = false;
let again = false;
let waiting;

export const refresh = later(300, async () => {
  if (running) return void (again = true);
  running = true;
  try {
    await swapAll();
  } finally {
    running = false;
    if (again) {
      again = false;
      refresh();
    }
  }
});

// at once for who did it herself; in a large room the others ask each at a moment of her own
export function refreshSpread(mine) {
  const spread = mine || crowd.size < 10 ? 0 : Math.min(20000, 60 * crowd.size);
  if (!spread) return refresh();
  waiting ??= setTimeout(() => {
    waiting = undefined;
    refresh();
  }, Math.random() * spread);
}

async function swapAll() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" }).catch(() => null);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-refresh]")) {
    const next = old.id && fresh.getElementById(old.id);
    if (next && !old.isEqualNode(next) && !beingTyped(old)) swap(old, next);
  }
  for (const list of document.querySelectorAll("[data-messages]")) renewMessages(list, fresh);
}

export function beingTyped(part) {
  const field = document.activeElement;
  if (part.contains(field) && field.matches("input, textarea, select")) return true;
  return [...part.querySelectorAll("input, textarea, select")].some(changed);
}

export function changed(field) {
  if (field.tagName === "SELECT") return field.selectedIndex !== chosenAtFirst(field);
  return field.value !== field.defaultValue || Boolean(field.checked) !== Boolean(field.defaultChecked);
}

// a list without a choice of the server's shows its first line
function chosenAtFirst(list) {
  return Math.max(0, [...list.options].findLastIndex((option) => option.defaultSelected));
}

export function swap(old, next) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...old.querySelectorAll("details")].map((part) => part.open);
  const copy = document.importNode(next, true);
  copy.querySelectorAll("details").forEach((part, i) => (part.open = opened[i] ?? part.open));
  old.replaceWith(copy);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function renewMessages(list, fresh) {
  for (const item of list.querySelectorAll(":scope > [id]")) {
    const next = fresh.getElementById(item.id);
    if (next && next.innerHTML !== item.innerHTML) item.replaceWith(document.importNode(next, true));
  }
  for (const line of fresh.querySelectorAll("[data-messages] > [data-line]")) if (!document.getElementById(line.id)) putLine(list, line);
}

// what came back from a table stands after what was said before it, above what has not left yet
function putLine(list, line) {
  const before = document.getElementById(line.previousElementSibling?.id ?? "");
  const copy = document.importNode(line, true);
  if (before?.parentElement === list) return before.after(copy);
  list.querySelector(":scope > .tv-empty")?.remove();
  list.insertBefore(copy, list.querySelector(":scope > .tv-said--pending"));
}
