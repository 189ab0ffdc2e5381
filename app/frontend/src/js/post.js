// Sends one kept message and says what became of it: "sent", "later" (try again) or "refused" (with the reason).
import { csrf } from "./page.js";

export async function post({ action, nonce, body, fields }) {
  let response;
  try {
    response = await fetch(action, {
      method: "POST",
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": csrf() },
      body: new URLSearchParams({ ...fields, nonce, body }),
    });
  } catch {
    return { outcome: "later" };
  }
  if (response.status === 200 || response.status === 201) return { outcome: "sent", ...(await json(response)) };
  if (response.status === 429 || response.status >= 500) return { outcome: "later", after: Number(response.headers.get("Retry-After")) * 1000 };
  const problem = await json(response);
  return { outcome: "refused", reason: problem.detail ?? problem.title ?? "" };
}

async function json(response) {
  return response.json().catch(() => ({}));
}
