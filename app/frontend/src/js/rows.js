// "Add another row" without asking the server: the last row is copied, emptied and numbered on.
const NAMED = ["id", "name", "for", "aria-describedby"];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  const rows = button?.closest("[data-rows]")?.querySelectorAll("[data-row]");
  if (!rows?.length) return;
  event.preventDefault();
  const last = rows[rows.length - 1];
  const next = last.cloneNode(true);
  renumber(next, rows.length);
  last.after(next);
  next.querySelector("input, select, textarea")?.focus();
});

function renumber(row, number) {
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = legend.textContent.replace(/\d+/, number + 1);
  for (const miss of row.querySelectorAll(".tv-miss")) miss.remove();
  for (const each of row.querySelectorAll("*")) {
    for (const name of NAMED) {
      if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(/-\d+-/, `-${number}-`));
    }
    if (each.matches("input, select, textarea")) empty(each);
  }
}

function empty(field) {
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
  field.classList.remove("tv-input--miss");
  if (field.matches("select")) field.selectedIndex = 0;
  else field.value = "";
}
