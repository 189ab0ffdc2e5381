// What was written and has not arrived: kept in the browser, by person, until the server has it.
import { me } from "./page.js";

const STORE = "outbox";
const FALLBACK = "tavolo:outbox";
// what neither keeps (a full disk, a browser that keeps nothing) waits in the page
const unkept = new Map();
let last = 0;

export async function put(item) {
  const kept = { at: (last = Math.max(Date.now(), last + 1)), ...item, person: me };
  try {
    await inDatabase("readwrite", (store) => store.put(kept)).catch(() => inStorage((all) => (all[kept.nonce] = kept)));
    unkept.delete(kept.nonce);
  } catch {
    unkept.set(kept.nonce, kept);
  }
  return kept;
}

export const isKept = ({ nonce }) => !unkept.has(nonce);

export async function drop(nonce) {
  unkept.delete(nonce);
  await inDatabase("readwrite", (store) => store.delete(nonce)).catch(() => {});
  try {
    if (localStorage.getItem(FALLBACK)) inStorage((all) => delete all[nonce]);
  } catch {
    // nothing was kept there
  }
}

export const waiting = (action) => mine((item) => item.action === action);

// what was sent from one page, whatever it was about
export const waitingOf = (page) => mine((item) => item.page === page);

// one tab at a time sends what waits under a name; the next finds what is left
export function oneTab(name, act) {
  return navigator.locks ? navigator.locks.request(`tavolo:${me}:${name}`, act) : act();
}

async function mine(wanted) {
  const found = await inDatabase("readonly", (store) => store.getAll()).catch(() => []);
  return [...found, ...stored(), ...unkept.values()]
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
  const all = JSON.parse(localStorage.getItem(FALLBACK) ?? "{}");
  change(all);
  localStorage.setItem(FALLBACK, JSON.stringify(all));
}

function stored() {
  try {
    return Object.values(JSON.parse(localStorage.getItem(FALLBACK) ?? "{}"));
  } catch {
    return [];
  }
}
