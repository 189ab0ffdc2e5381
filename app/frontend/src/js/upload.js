// Forms that send a file (data-upload): the bytes as they go, a button that stops them, a field onto which files are dropped.
// Without scripts the form is sent as every other; so it is where the file is refused, since the page shows it again.
import { csrf, words } from "./page.js";

export function uploadForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-upload]");
    const field = form?.querySelector('input[type="file"]');
    if (!field?.files.length || event.defaultPrevented) return;
    event.preventDefault();
    if (!form.querySelector("[data-progress]")) send(form);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, dropping);
}

function dropping(event) {
  const form = event.target.closest?.("form[data-upload]");
  const field = form?.querySelector('input[type="file"]');
  if (!field || ![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
  event.preventDefault();
  form.classList.toggle("is-over", event.type === "dragover");
  if (event.type !== "drop" || !event.dataTransfer.files.length) return;
  const taken = new DataTransfer();
  for (const file of field.multiple ? event.dataTransfer.files : [event.dataTransfer.files[0]]) taken.items.add(file);
  field.files = taken.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function send(form) {
  const request = new XMLHttpRequest();
  const shown = progress(form, () => request.abort());
  request.upload.addEventListener("progress", ({ loaded, total }) => shown.tell(loaded, total));
  request.addEventListener("load", () => arrived(form, request, shown));
  request.addEventListener("error", () => shown.end(words(form, "lost")));
  request.addEventListener("abort", () => shown.end(words(form, "stopped")));
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", csrf());
  request.send(new FormData(form));
}

// 201 leads to the page with the new paper; a refusal says its sentence, and the file stays chosen
function arrived(form, request, shown) {
  if (request.status === 201) {
    const address = new URL(request.getResponseHeader("Location") ?? location.href, location.href);
    if (address.pathname === location.pathname) {
      location.hash = address.hash;
      return location.reload();
    }
    return location.assign(address);
  }
  shown.end(sentence(request) || words(form, "lost"));
}

function sentence(request) {
  try {
    const problem = JSON.parse(request.responseText);
    const fields = Object.values(problem.errors ?? {}).flat();
    return fields.join(" ") || problem.detail || problem.title;
  } catch {
    return "";
  }
}

function progress(form, stop) {
  form.querySelector("[data-upload-end]")?.remove();
  const box = document.createElement("div");
  box.className = "tv-upload";
  box.dataset.progress = "";
  const bar = document.createElement("progress");
  const told = document.createElement("span");
  const button = document.createElement("button");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", words(form, "sending"));
  told.className = "tv-quiet";
  button.type = "button";
  button.className = "tv-btn tv-btn--line";
  button.textContent = words(form, "stop");
  button.addEventListener("click", stop);
  box.append(bar, told, button);
  form.append(box);
  return {
    tell(loaded, total) {
      bar.value = total ? loaded / total : 0;
      told.textContent = words(form, "sent", { sent: bytes(loaded), all: bytes(total) });
    },
    end(text) {
      box.remove();
      const note = document.createElement("p");
      note.className = "tv-miss";
      note.dataset.uploadEnd = "";
      note.setAttribute("role", "alert");
      note.textContent = text;
      form.append(note);
      form.querySelector('input[type="file"]')?.focus();
    },
  };
}

function bytes(count) {
  const [value, unit] = count < 1e6 ? [count / 1e3, "kB"] : [count / 1e6, "MB"];
  const lang = document.documentElement.lang || "it";
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
