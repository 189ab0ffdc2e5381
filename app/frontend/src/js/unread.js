// What is unread, the same on all devices: counted here as it arrives, asked of the server when another device has read.
import { later, me, words } from "./page.js";
import { postPlain } from "./post.js";
import { crowd } from "./crowd.js";

const MOST = 99;
const SEEN = 1000;
const AGAIN = 3000;
const SPREAD = 60; // milliseconds for each who reads the same thread
const title = document.title;
let total = 0;
let sentAt = 0;
let timer;

const marks = (selector) => [...document.querySelectorAll(selector)];
const textOf = (n) => (n > MOST ? "99+" : String(n));

function show(mark, n) {
  mark.dataset.n = n;
  mark.hidden = n < 1;
  const own = mark.firstChild?.nodeType === Node.TEXT_NODE ? mark.firstChild : mark.insertBefore(document.createTextNode(""), mark.firstChild);
  own.textContent = textOf(n);
}

function showMentions(mark, n) {
  show(mark, n);
  mark.firstChild.textContent = n > 1 ? `@${textOf(n)}` : "@";
}

const numberOn = (mark) => (mark.hidden ? 0 : parseInt(mark.dataset.n ?? mark.textContent, 10) || 0);
const here = () => document.querySelector("[data-messages][data-thread]");
const workspaceOf = () => Number(/\/workspaces\/(\d+)/.exec(location.pathname)?.[1]);

function showTotal(n) {
  total = n;
  marks("[data-unread-total]").forEach((mark) => show(mark, n));
  document.title = n > 0 ? `(${textOf(n)}) ${title}` : title;
}

// a message of somebody else, wherever it was written; whether it calls this person is for the server to say
export function countOne(thread, calls) {
  for (const mark of marks(`[data-thread-link="${thread}"] [data-unread]`)) show(mark, numberOn(mark) + 1);
  marks("[data-unread-here]").forEach((mark) => show(mark, numberOn(mark) + 1));
  countElsewhere();
  if (calls) setTimeout(askUnread, Math.random() * SPREAD * crowd.size);
}

export const countElsewhere = () => showTotal(total + 1);

// all numbers as the server knows them
export const askUnread = later(400, async () => {
  const response = await fetch("/unread", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok) return;
  const { unread, workspaces } = await response.json();
  const mine = workspaces.find(({ id }) => id === workspaceOf());
  const threads = new Map((mine?.threads ?? []).map((each) => [String(each.id), each]));
  for (const link of marks("[data-thread-link]")) {
    const news = threads.get(link.dataset.threadLink);
    link.querySelectorAll("[data-unread]").forEach((mark) => show(mark, news?.unread ?? 0));
    link.querySelectorAll("[data-mentions]").forEach((mark) => showMentions(mark, news?.mentions ?? 0));
  }
  // the page of a task or of a file does not say in its address whose it is: what the server wrote there stays
  if (workspaceOf()) {
    marks("[data-unread-here]").forEach((mark) => show(mark, mine?.unread ?? 0));
    marks(".tv-tabs [data-mentions]").forEach((mark) => showMentions(mark, mine?.mentions ?? 0));
  }
  showTotal(unread);
});

export function followReading() {
  const list = here();
  if (!list || !document.getElementById("talk-words")) return;
  const seen = new IntersectionObserver(watch, { threshold: 0.5 });
  const last = () => list.querySelector(":scope > .tv-said[id]:last-of-type") ?? [...list.querySelectorAll(":scope > .tv-said[id]")].at(-1);
  let watched;
  let inSight = false;

  function watch(entries) {
    inSight = entries.at(-1).isIntersecting;
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (inSight && document.hasFocus()) timer = setTimeout(tell, Math.max(SEEN, sentAt + Math.max(AGAIN, SPREAD * crowd.size) - Date.now()));
  }

  async function tell() {
    const upTo = Number(watched?.dataset.message || watched?.id.replace("message-", ""));
    if (!upTo || !inSight || !document.hasFocus() || upTo <= Number(list.dataset.read || 0)) return;
    sentAt = Date.now();
    const action = location.pathname.replace(/(\/threads\/\d+)?\/?$/, `/threads/${list.dataset.thread}/reading`);
    const { outcome, up_to: mark } = await postPlain(action, { up_to: upTo });
    if (outcome === "later") return void (timer = setTimeout(plan, 2 * AGAIN));
    if (outcome !== "sent") return;
    list.dataset.read = mark;
    askUnread();
  }

  const renew = () => {
    const now = last();
    if (now === watched) return;
    if (watched) seen.unobserve(watched);
    watched = now;
    if (now) seen.observe(now);
  };
  new MutationObserver(renew).observe(list, { childList: true });
  addEventListener("focus", plan);
  addEventListener("online", plan);
  renew();
}

// the person's own line: another device has read
export function takeOwn({ stream, kind, person }) {
  if (stream === `person/${me}`) {
    if (kind === "thread-read" || kind === "workspace-read") askUnread();
  } else if (kind === "message-posted" && stream !== document.querySelector("[data-stream]")?.dataset.stream) {
    if (String(person?.id ?? "") === me) askUnread();
    else countElsewhere();
  }
}

export const wordsOf = (key, values) => words(document.getElementById("talk-words"), key, values);
