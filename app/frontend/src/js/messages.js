// A message arrives or changes: in the list of its thread, or as a number beside the thread's name.
import { me, timeOfDay, words } from "./page.js";
import { tally } from "./status.js";
import { countOne } from "./unread.js";
import { refreshSpread } from "./refresh.js";

export function showMessage(happening, place) {
  const { data, person } = happening;
  if (data.deleted || data.earlier) return;
  const mine = String(person?.id ?? "") === me;
  const list = listOf(data.thread);
  if (list) put(list, drawn(happening), data, mine);
  if (list && data.quoted) refreshSpread(mine); // the words it answers are for the server to show
  if (mine) return;
  countOne(data.thread, data.html.includes("@"));
  tally("message", place, list ? briefly(happening) : "");
}

export const listOf = (thread) => document.querySelector(`[data-messages][data-thread="${thread}"]`);

function put(list, item, data, mine) {
  const known = document.getElementById(`message-${data.id}`) ?? pendingOf(data.nonce);
  if (known) known.replaceWith(item);
  else insertBeforePending(list, item);
  if (mine) item.scrollIntoView({ block: "nearest" });
}

export function pendingOf(nonce) {
  return nonce ? document.querySelector(`[data-messages] [data-nonce="${CSS.escape(nonce)}"]`) : null;
}

// what others wrote stands above what has not left yet
function insertBeforePending(list, item) {
  list.querySelector(".tv-empty")?.remove();
  list.insertBefore(item, list.querySelector(":scope > .tv-said--pending"));
}

function drawn({ at, person, organisation, data }) {
  const copy = document.getElementById("message-template").content.cloneNode(true);
  const item = copy.firstElementChild;
  const facts = { name: person?.name, organisation: organisation?.name, initials: organisation?.initials };
  for (const slot of item.querySelectorAll("[data-slot]")) fill(slot, facts, at, data);
  item.id = `message-${data.id}`;
  Object.assign(item.dataset, { message: data.id, by: person?.id ?? "", revision: data.revision ?? "" });
  item.classList.add("tv-said--new");
  return item;
}

function fill(slot, facts, at, data) {
  const name = slot.dataset.slot;
  if (name === "body") putWords(slot, data.html);
  else if (name === "time") {
    slot.textContent = timeOfDay(at);
    slot.setAttribute("datetime", at);
  } else if (name === "address") slot.setAttribute("href", data.address);
  else if (name === "role") slot.textContent = besideName(words(slot, data.role), facts.name); // data-delegate="…": the reader's language
  else if (name in facts) slot.textContent = facts[name] ?? "";
}

export function putWords(slot, html) {
  slot.innerHTML = html; // cleaned and stored by the server, the only html taken as such
  slot.querySelectorAll("table").forEach((table) => (table.tabIndex = 0)); // it may scroll, so keys must reach it
}

function briefly({ person, organisation, data }) {
  const text = new DOMParser().parseFromString(data.html, "text/html").body.textContent.trim().replace(/\s+/g, " ");
  return `${person?.name ?? ""} (${organisation?.name ?? ""}): ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`;
}

// nothing where the name says the role already, as on the server
function besideName(role, name) {
  return !role || role.slice(0, 5).toLowerCase() === (name ?? "").slice(0, 5).toLowerCase() ? "" : `, ${role}`;
}
