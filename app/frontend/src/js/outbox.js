// What was written and has not arrived: kept in the browser, by person, until the server has it.
import { me } from "./page.js";

const STORE = "outbox";
const FALLBACK = "tavolo:outbox";

export async function put(item) {
  const kept = { at: Date.now(), ...item, person: me };
  await inDatabase("readwrite", (store) => store.put(kept)).catch(() => inStorage((all) => (all[kept.nonce] = kept)));
  return kept;
}

export async function drop(nonce) {
  await inDatabase("readwrite", (store) => store.delete(nonce)).catch(() => {});
  inStorage((all) => delete all[nonce]);
}

export const waiting = (action) => mine((item) => item.action === action);

// what was sent from one page, whatever it was about
export const waitingOf = (page) => mine((item) => item.page === page);

async function mine(wanted) {
  const found = await inDatabase("readonly", (store) => store.getAll()).catch(() => []);
  return [...found, ...Object.values(inStorage())]
    .filter((item) => item.person === me && wanted(item))
    .sort((one, other) => one.at - other.at);
}

let opening;
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("tavolo", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "nonce" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
  return opening;
}

async function inDatabase(mode, act) {
  const transaction = (await database()).transaction(STORE, mode);
  const request = act(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

function inStorage(change) {
  try {
    const all = JSON.parse(localStorage.getItem(FALLBACK) ?? "{}");
    if (change) {
      change(all);
      localStorage.setItem(FALLBACK, JSON.stringify(all));
    }
    return all;
  } catch {
    return {};
  }
}
