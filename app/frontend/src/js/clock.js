// The clock of the item at hand: it goes on by itself between two words of the server, and nobody is told of its ticks.
import { words } from "./page.js";

const room = document.getElementById("room");
const faces = () => document.querySelectorAll("[data-clock]");
// by how much the clock of this machine is behind the server's, as far as the page can tell
const [first] = faces();
const behind = first ? Date.parse(first.dataset.at) - Date.now() : 0;

export function startClock() {
  tick();
  setInterval(tick, 1000);
}

// a change of item, shown as the live line tells it
export function takeUp({ id, position, title, since, spent, planned_minutes: planned }) {
  for (const face of faces()) {
    Object.assign(face.dataset, { taken: id, at: since, since, seconds: spent, planned: planned ? planned * 60 : "" });
    put(face, "number", words(room, "number", { n: position }));
    put(face, "title", title);
    face.hidden = false;
  }
  document.querySelectorAll("[data-idle]").forEach((idle) => (idle.hidden = true));
  tick();
}

export function stopClock() {
  for (const face of faces()) Object.assign(face.dataset, { seconds: secondsOf(face), since: "" });
}

export const atHand = () => document.querySelector("[data-clock]")?.dataset.taken ?? "";

function tick() {
  for (const face of faces()) if (face.dataset.taken) show(face, secondsOf(face), Number(face.dataset.planned));
}

function secondsOf({ dataset }) {
  const since = dataset.since ? Math.max(0, Date.now() + behind - Date.parse(dataset.at)) / 1000 : 0;
  return Math.floor(Number(dataset.seconds) + since);
}

function show(face, seconds, planned) {
  const over = planned ? Math.floor(Math.max(0, seconds - planned) / 60) : 0;
  put(face, "face", told(seconds));
  put(face, "limit", limit(over, planned));
  face.querySelector(".tv-clock").classList.toggle("tv-clock--over", over > 0);
  const share = document.querySelector("[data-share]");
  share?.setAttribute("width", planned ? `${Math.min(100, (100 * seconds) / planned)}%` : "0%");
}

function limit(over, planned) {
  if (over) return words(room, over === 1 ? "overOne" : "overMany", { n: over });
  return planned ? words(room, "of", { n: planned / 60 }) : words(room, "free");
}

function told(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

function put(face, name, text) {
  const place = face.querySelector(`[data-${name}]`);
  if (place && place.textContent !== text) place.textContent = text;
}
