// Who reads this thread now and who is writing in it: said while the page is looked at, shown while it is news.
import { crowd } from "./crowd.js";
import { wordsOf } from "./unread.js";

const HERE = 20000;
const TYPING = 3000;
const FADES = 5000;

export function followPresence(socket, stream) {
  const list = document.querySelector("[data-messages][data-thread]");
  if (!list || !document.getElementById("talk-words")) return;
  const where = { stream, thread: Number(list.dataset.thread) };
  const shown = readersBeside();
  const typists = new Map();
  const line = document.createElement("p");
  line.className = "tv-typing";
  line.setAttribute("aria-live", "polite");
  document.querySelector("form[data-composer]")?.before(line);

  const here = () => socket.connected && !document.hidden && socket.emit("here", where);
  socket.on("connect", here);
  setInterval(here, HERE);
  document.addEventListener("visibilitychange", here);

  socket.on("present", (told) => {
    if (told.stream !== stream || told.thread !== where.thread) return;
    crowd.size = told.count;
    showReaders(shown, told);
    if (told.count <= told.people.length) letGo(new Set(told.people.map(({ person }) => person.id)));
  });
  socket.on("typing", (told) => {
    if (told.stream !== stream || told.thread !== where.thread) return;
    typists.set(told.person.id, { ...told, until: Date.now() + FADES });
    showTypists();
    setTimeout(showTypists, FADES + 50);
  });
  socket.on("happening", ({ stream: from, kind, person }) => from === stream && kind === "message-posted" && typists.delete(person?.id) && showTypists());
  socket.on("gone", ({ stream: lost }) => {
    if (lost !== stream) return;
    typists.clear();
    showTypists();
    shown?.remove();
  });

  let said = 0;
  document.querySelector("form[data-composer] textarea")?.addEventListener("input", ({ target }) => {
    if (!target.value.trim() || !socket.connected || Date.now() - said < TYPING) return;
    said = Date.now();
    socket.emit("typing", where);
  });

  function letGo(present) {
    for (const id of typists.keys()) if (!present.has(id)) typists.delete(id);
    showTypists();
  }

  function showTypists() {
    for (const [id, { until }] of typists) if (until <= Date.now()) typists.delete(id);
    const all = [...typists.values()].map(({ person, organisation }) => ({ name: person.name, organisation: organisation?.name ?? "" }));
    const text = all.length > 1 ? wordsOf("typingMany", { n: all.length }) : all.length ? wordsOf("typingOne", all[0]) : "";
    if (line.textContent !== text) line.textContent = text;
  }
}

function readersBeside() {
  const beside = document.querySelector("#talk-title + .tv-quiet");
  if (!beside) return null;
  const box = document.createElement("details");
  box.className = "tv-present";
  box.hidden = true;
  box.append(document.createElement("summary"), document.createElement("ul"));
  beside.after(box);
  return box;
}

function showReaders(box, { count, people }) {
  if (!box) return;
  box.hidden = count < 2;
  box.querySelector("summary").textContent = wordsOf("reading", { n: count });
  box.querySelector("ul").replaceChildren(
    ...people.map(({ person, organisation, as }) => {
      const role = document.getElementById("talk-words").dataset[`as-${as}`.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] ?? "";
      return Object.assign(document.createElement("li"), { textContent: [person.name, role, organisation?.name].filter(Boolean).join(" · ") });
    })
  );
}
