// Sends what was kept and says what became of it: "sent", "later" (try again) or "refused" (with the reason).
import { csrf } from "./page.js";

export const post = ({ action, nonce, body, fields }) => send(action, new URLSearchParams({ ...fields, nonce, body }));

// a form, carried out once however often it arrives
export const postOnce = ({ action, nonce, pairs }) => send(action, new URLSearchParams(pairs), { "Idempotency-Key": nonce });

async function send(action, body, more = {}) {
  let response;
  try {
    response = await fetch(action, {
      method: "POST",
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": csrf(), ...more },
      body,
    });
  } catch {
    return { outcome: "later" };
  }
  const { status } = response;
  if (status === 200 || status === 201) return { ...(await json(response)), outcome: "sent" };
  if (status === 429 || status >= 500) return { outcome: "later", after: Number(response.headers.get("Retry-After")) * 1000 };
  const problem = await json(response);
  return { outcome: "refused", status, reason: problem.detail ?? problem.title ?? "", problem };
}

async function json(response) {
  return response.json().catch(() => ({}));
}
