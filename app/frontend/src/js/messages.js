// A message arrives: into the list of its thread, or as a number beside the thread's name.
import { me, timeOfDay, words } from "./page.js";
import { tally } from "./status.js";

export function showMessage(happening, place) {
  const { data, person } = happening;
  if (data.deleted) return;
  const mine = String(person?.id ?? "") === me;
  const list = document.querySelector(`[data-messages][data-thread="${data.thread}"]`);
  if (list) put(list, drawn(happening), data, mine);
  else if (!mine) countUnread(data.thread);
  if (!mine) tally("message", place);
}

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
  item.classList.add("tv-said--new");
  return item;
}

function fill(slot, facts, at, data) {
  const name = slot.dataset.slot;
  if (name === "body") {
    slot.innerHTML = data.html; // cleaned and stored by the server, the only html taken as such
    slot.querySelectorAll("table").forEach((table) => (table.tabIndex = 0)); // it may scroll, so keys must reach it
  } else if (name === "time") {
    slot.textContent = timeOfDay(at);
    slot.setAttribute("datetime", at);
  } else if (name === "address") slot.setAttribute("href", data.address);
  else if (name === "role") slot.textContent = besideName(words(slot, data.role), facts.name); // data-delegate="…": the reader's language
  else slot.textContent = facts[name] ?? "";
}

function countUnread(thread) {
  for (const mark of document.querySelectorAll(`[data-thread-link="${thread}"] [data-unread]`)) {
    const n = (parseInt(mark.dataset.unread || mark.textContent, 10) || 0) + 1;
    mark.dataset.unread = n;
    (mark.firstChild ?? mark).textContent = n > 99 ? "99+" : n;
    mark.hidden = false;
  }
}

// nothing where the name says the role already, as on the server
function besideName(role, name) {
  return !role || role.slice(0, 5).toLowerCase() === (name ?? "").slice(0, 5).toLowerCase() ? "" : `, ${role}`;
}
