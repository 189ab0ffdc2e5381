// What happens to messages and threads after they were written. What the line says is shown at once; the rest is fetched.
import { me } from "./page.js";
import { refreshSpread } from "./refresh.js";
import { listOf, putWords } from "./messages.js";

const SHOWN = {
  "message-edited": (data) => rewrite(data),
  "message-deleted": (data) => take(data.id),
  "message-moved": (data) => !listOf(data.thread) && messageOf(data.id)?.remove(),
  "thread-renamed": (data) => rename(data),
};
const FETCHED = ["message-restored", "message-moved", "message-deleted", "message-pinned", "message-unpinned", "message-edited", "reaction-given", "reaction-taken", "thread-opened", "thread-renamed", "thread-resolved", "thread-reopened", "thread-moved", "thread-arrived"];

// true where this was a change of the talk
export function showChange({ kind, data, person }) {
  if (!(kind in SHOWN) && !FETCHED.includes(kind)) return false;
  if (data.earlier) return true;
  SHOWN[kind]?.(data);
  const about = kind.startsWith("thread-") || messageOf(data.id) || listOf(data.thread);
  if (about && FETCHED.includes(kind)) refreshSpread(String(person?.id ?? "") === me);
  return true;
}

const messageOf = (id) => document.getElementById(`message-${id}`);

function rewrite({ id, html, revision }) {
  const message = messageOf(id);
  const body = message?.querySelector('[data-slot="body"]');
  if (!body) return;
  putWords(body, html);
  message.dataset.revision = revision ?? "";
}

// its words leave the page at once; how a deleted message stands is fetched
function take(id) {
  const message = messageOf(id);
  message?.querySelector('[data-slot="body"]')?.replaceChildren();
  message?.classList.add("tv-said--gone");
}

function rename({ id, title }) {
  const name = document.querySelector(`[data-thread-link="${id}"] b > span`);
  if (name) name.textContent = title;
  if (listOf(id)) document.getElementById("talk-title")?.replaceChildren(title);
}
