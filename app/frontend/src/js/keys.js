// Security keys: asks the browser for one where a page offers it, and sends its answer with the form around it.
import { csrf } from "./page.js";

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) document.querySelectorAll("[data-key]").forEach(offer);

function offer(place) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => ask(place));
}

async function ask(place) {
  const button = place.querySelector("button");
  button.disabled = true;
  say(place, "");
  try {
    place.querySelector("input").value = JSON.stringify(place.dataset.key === "make" ? await made(place) : await signed(place));
    place.closest("form").submit();
  } catch {
    say(place, place.dataset.failed);
    button.disabled = false;
  }
}

async function made(place) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await challenge(place, "new"));
  return (await navigator.credentials.create({ publicKey })).toJSON();
}

async function signed(place) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await challenge(place, "sign"));
  return (await navigator.credentials.get({ publicKey })).toJSON();
}

async function challenge(place, purpose) {
  const response = await fetch(place.dataset.challenge, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    body: new URLSearchParams({ for: purpose }),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function say(place, text) {
  const line = place.querySelector("[role=alert]");
  line.textContent = text;
  line.hidden = !text;
}
