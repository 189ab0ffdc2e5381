// Forms of the room: kept in the browser before they are sent, sent in their order, once, whatever the network does.
import { me, words } from "./page.js";
import { say } from "./status.js";
import { forget } from "./keep.js";
import * as outbox from "./outbox.js";
import { freshNonce, postOnce } from "./post.js";
import { changed } from "./refresh.js";
import { partsIn, renew, renewStale } from "./parts.js";
import { refuseAt, calm } from "./refusal.js";
import { showLine, dropLine, showUnsent } from "./unsent.js";

const room = document.getElementById("room");
const page = room?.dataset.address;
const SLOW = 1500;
const LONGEST = 30000;
let tries = 0;
let timer;
let delivering = false;
let again = false;

export function startSender() {
  document.addEventListener("submit", (event) => goesThrough(event.target) && take(event));
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-line]");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  addEventListener("online", deliver);
  document.addEventListener("visibilitychange", () => document.hidden || deliver());
  deliver();
}

// what opens another page, or carries a file, is sent by the browser
function goesThrough(form) {
  const part = form.closest("[data-part], [data-projector]");
  return part && part.dataset.part !== "sitting" && form.method === "post" && form.enctype !== "multipart/form-data" && !form.dataset.native;
}

async function take(event) {
  event.preventDefault();
  const form = event.target;
  const isLine = form.matches("[data-line]");
  if (isLine && !form.elements.text.value.trim()) return form.elements.text.focus();
  if (form.dataset.sending) return;
  const item = { nonce: freshNonce(), page, action: form.getAttribute("action"), pairs: pairsOf(form, event.submitter), label: labelOf(form, event.submitter), isLine };
  form.dataset.sending = item.nonce;
  calm(form);
  await outbox.put(item).catch(() => (unkept[item.nonce] = item));
  if (isLine) clearLine(form, item);
  tries = 0;
  deliver();
}

// in a browser that keeps nothing, what was sent waits in the page
const unkept = {};

function pairsOf(form, submitter) {
  return [...new FormData(form, submitter)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
}

// what was typed, or else the words of the button
function labelOf(form, submitter) {
  const typed = [...form.elements].find((field) => field.matches('textarea, input[type="text"], input:not([type])') && field.value.trim());
  return typed?.value.trim() || submitter?.textContent.trim() || form.querySelector("button")?.textContent.trim() || "";
}

function clearLine(form, item) {
  form.elements.text.value = "";
  delete form.dataset.sending;
  showLine(item);
  form.elements.text.focus();
}

export async function deliver() {
  if (delivering) return void (again = true);
  delivering = true;
  do {
    again = false;
    await deliverAll();
  } while (again);
  delivering = false;
}

async function deliverAll() {
  const waiting = await allWaiting();
  for (const item of waiting.filter(({ refused }) => refused === undefined)) {
    if (item.isLine) showLine(item);
    const slow = setTimeout(tellWaiting, SLOW);
    const result = await postOnce(item);
    clearTimeout(slow);
    if (result.outcome === "later" || result.status === 401) return laterOn(result);
    if (result.outcome === "sent") await arrived(item);
    else await refused(item, result);
  }
  if (tries && waiting.length) say(words(room, "gone"));
  tries = 0;
  await tellWaiting();
}

async function allWaiting() {
  return [...(await outbox.waitingOf(page)), ...Object.values(unkept)];
}

function laterOn({ after, status }) {
  tries += 1;
  tellWaiting(status === 401);
  const wait = Math.min(LONGEST, 1000 * 2 ** Math.min(tries, 5)) * (0.75 + Math.random() / 2);
  clearTimeout(timer);
  timer = setTimeout(deliver, Math.max(after || 0, wait));
}

async function tellWaiting(signedOut = false) {
  showUnsent(await allWaiting(), { signedOut, giveBack, letGo });
}

async function letGo(item) {
  delete unkept[item.nonce];
  dropLine(item);
  await outbox.drop(item.nonce);
}

async function arrived(item) {
  const form = formOf(item);
  await outbox.drop(item.nonce);
  delete unkept[item.nonce];
  if (item.isLine) document.addEventListener("parts-renewed", () => dropLine(item), { once: true });
  if (form) accepted(form);
  renew(item.isLine ? ["record"] : [form?.closest("[data-part]")?.dataset.part ?? "course"].filter(known), true);
  renewStale();
}

const known = (name) => Boolean(document.querySelector(`[data-part="${name}"]`));

function accepted(form) {
  delete form.dataset.sending;
  form.reset();
  forget(form);
  const box = form.closest("details");
  if (box && !box.matches("[data-menu]")) box.open = false;
}

async function refused(item, { reason, status, problem }) {
  const form = formOf(item);
  if (problem?.step_up) return toProve(item, form);
  if (form && asSent(form, item)) {
    delete form.dataset.sending;
    refuseAt(form, reason, problem);
    return letGo(item);
  }
  if (form) delete form.dataset.sending;
  dropLine(item);
  const kept = { ...item, refused: reason || String(status) };
  if (unkept[item.nonce]) unkept[item.nonce] = kept;
  else await outbox.put(kept).catch(() => {});
  if (status === 409) renew(partsIn("now"), true);
}

// who must prove that it is she does so on a page of its own
async function toProve(item, form) {
  await letGo(item);
  if (form) HTMLFormElement.prototype.submit.call(form);
}

function giveBack(item) {
  const form = document.querySelector(`form[action="${CSS.escape(item.action)}"]`) ?? document.querySelector("form[data-line]");
  if (!form) return false;
  for (const [name, value] of item.pairs) {
    const field = form.elements[name];
    if (field?.matches?.('textarea, input:not([type="hidden"]), select')) field.value = [field.matches("textarea") && changed(field) ? field.value : "", value].filter(Boolean).join("\n");
  }
  const box = form.closest("details");
  if (box) box.open = true;
  form.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
  return true;
}

function formOf({ nonce }) {
  return document.querySelector(`form[data-sending="${nonce}"]`);
}

// does the form still say what was sent?
function asSent(form, item) {
  const sent = new Map(item.pairs);
  return pairsOf(form).every(([name, value]) => !sent.has(name) || item.pairs.some(([other, said]) => other === name && said === value));
}

export const isMe = (person) => String(person?.id ?? "") === me;
