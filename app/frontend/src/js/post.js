// Sends what was kept and says what became of it: "sent", "later" (try again) or "refused" (with the reason).
import { csrf, me } from "./page.js";

// 32 hexadecimal digits: what is sent under the same ones is carried out once
export function freshNonce() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const post = ({ action, nonce, body, fields }) => send(action, new URLSearchParams({ ...fields, nonce, body }));

// a form, carried out once however often it arrives
export const postOnce = ({ action, nonce, pairs }) => send(action, new URLSearchParams(pairs), { "Idempotency-Key": nonce });

// an act that may be tried again without harm
export const postPlain = (action, pairs) => send(action, new URLSearchParams(pairs));

async function send(action, body, more = {}, again = false) {
  const response = await sent(action, body, more);
  if (!response) return { outcome: "later" };
  const { status } = response;
  if (status === 200 || status === 201) return { ...(await json(response)), outcome: "sent" };
  if (status === 429 || status >= 500) return { outcome: "later", after: Number(response.headers.get("Retry-After")) * 1000 };
  // another tab signed in anew: the mark of this page is old, what was written is not
  const now = status === 400 && !again ? await renewed() : "";
  if (now === "renewed") return send(action, body, more, true);
  if (now === "out") return { outcome: "refused", status: 401, reason: "" };
  const problem = await json(response);
  return { outcome: "refused", status, reason: problem.detail ?? problem.title ?? "", problem };
}

function sent(action, body, more) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrf(), ...more };
  return fetch(action, { method: "POST", redirect: "manual", headers, body }).catch(() => null);
}

// led to the sign-in page it would come back with a new cookie, under which the form in another tab is too old
async function renewed() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" }).catch(() => null);
  if (!response) return "";
  if (!response.ok) return "out";
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const mark = fresh.querySelector('meta[name="csrf-token"]')?.content;
  if (fresh.body.dataset.me !== me) return "out"; // somebody else's browser now: what was written stays its writer's
  if (!mark || mark === csrf()) return "";
  document.querySelector('meta[name="csrf-token"]').content = mark;
  document.querySelectorAll('input[name="csrf_token"]').forEach((field) => (field.value = mark));
  return "renewed";
}

async function json(response) {
  return response.json().catch(() => ({}));
}
