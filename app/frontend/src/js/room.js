// The room of a sitting and what is projected of it: everybody follows the same item, nobody is moved by it.
import { words } from "./page.js";
import { alarm, say, tally } from "./status.js";
import { Stream } from "./stream.js";
import { open } from "./line.js";
import { refresh } from "./refresh.js";
import { atHand, startClock, stopClock, takeUp } from "./clock.js";
import { partsIn, partsOf, renew, shown, typedIn } from "./parts.js";
import { isMe, startSender } from "./sender.js";

const room = document.getElementById("room");
const projector = document.querySelector("[data-projector]");
let follows = room.dataset.follows === "yes";

const streams = [...document.querySelectorAll("[data-stream]")].map((place) => new Stream(place, { show, gone: () => alarm(place.dataset.goneText ?? "") }));

function show(happening) {
  const mine = isMe(happening.person);
  if (happening.kind === "sitting-suspended" || happening.kind === "meeting-closed") stopClock();
  if (happening.kind === "item-taken-up") passed(happening.data, mine);
  else if (!mine) tally("change", document.querySelector("main").dataset.place);
  if (projector) refresh();
  else renew(partsOf(happening.kind).filter((name) => !shownAlready(happening.kind, name)), mine);
}

// who only follows has all of a change of item from the live line; who conducts needs other buttons
const shownAlready = (kind, name) => kind === "item-taken-up" && name === "course" && room.dataset.follows === "yes";

// the parts that are about the item on the screen
const aboutItem = () => partsIn("now").filter((name) => name !== "course" && name !== "record");

function passed(data, mine) {
  if (data.deleted) return;
  takeUp({ ...data, title: titleOf(data) });
  markAgenda(data.id);
  say(words(room, "moved", { n: data.position }));
  if (projector) return document.querySelector("[data-outputs]")?.replaceChildren();
  document.querySelectorAll("[data-taken-field]").forEach((field) => (field.value = data.id));
  if (String(data.id) === shown.item) return hideMoved();
  if ((follows || mine) && !typedIn(aboutItem())) goTo(data.id, mine);
  else showMoved(data.position);
}

// the middle column moves on; what is being typed in it stays
function goTo(id, soon) {
  shown.item = String(id);
  hideMoved();
  renew(aboutItem(), soon);
}

function showMoved(n) {
  const note = document.getElementById("moved");
  if (!note) return;
  note.querySelector("span").textContent = words(room, "moved", { n });
  note.querySelector("a").textContent = words(room, "go");
  note.hidden = false;
}

function hideMoved() {
  const note = document.getElementById("moved");
  if (note) note.hidden = true;
}

const linkTo = (id) => `a[href*="item=${id}#"], a[href$="item=${id}"], a[href*="item=${id}&"]`;

// the line tells everybody the neutral title of a confidential item: the agenda has the one that this reader may read
const titleOf = ({ id, title }) => document.querySelector(`.tv-agenda :is(${linkTo(id)})`)?.textContent ?? title;

function markAgenda(id) {
  const items = document.querySelectorAll(".tv-agenda li");
  for (const line of items) {
    if (line.querySelector(linkTo(id))) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  }
}

// links to an item or to a field of the meeting's page stay in the room
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || projector || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.closest("#moved") && atHand()) {
    event.preventDefault();
    follows = room.dataset.follows === "yes";
    return goTo(atHand(), true);
  }
  const page = room.dataset.address.replace(/\/room$/, "");
  if (link.closest(".tv-room") && link.pathname === page) link.pathname = room.dataset.address;
});

// the lectern: next and previous by the keys of a presenter
document.addEventListener("keydown", (event) => {
  if (!projector || event.target.matches("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey) return;
  const wanted = { ArrowRight: "[data-after]", PageDown: "[data-after]", ArrowLeft: "[data-before]", PageUp: "[data-before]" }[event.key];
  const form = wanted && document.querySelector(wanted)?.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

startClock();
startSender();
document.querySelector('.tv-agenda [aria-current="step"]')?.scrollIntoView?.({ block: "nearest" });
if (streams.length) open(streams);
