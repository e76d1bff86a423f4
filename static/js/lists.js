// Lists: ticking rows, counting them, and opening a row by a click anywhere on it.

// A row's own link: the one that is marked, else the first one in it.
const rowLink = (row) => row.querySelector(".row-link") ?? row.querySelector("td:not(.check-cell) a[href]");

const rowChecks = () => [...document.querySelectorAll("#listing .row-check")];

function count() {
  const output = document.querySelector("[data-selected-count]");
  if (!output) return;
  const boxes = rowChecks();
  const ticked = boxes.filter((box) => box.checked).length;
  output.textContent = ticked === 1 ? output.dataset.one : output.dataset.many.replace("{n}", ticked.toLocaleString(document.documentElement.lang));
  const all = document.querySelector("[data-check-all]");
  if (all) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}

let last = null;

document.addEventListener("click", (event) => {
  const box = event.target.closest(".row-check");
  if (box) {
    const boxes = rowChecks();
    // Shift ticks the whole stretch between two clicks.
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
    count();
    return;
  }
  if (event.target.closest("[data-uncheck-all]")) {
    for (const each of rowChecks()) each.checked = false;
    count();
    return;
  }
  const row = event.target.closest(".data-table tbody tr");
  if (!row || event.target.closest("a, button, input, label, summary, select") || window.getSelection()?.toString()) return;
  rowLink(row)?.click();
});

// Links of rows open in the panel where the list says so; with a modifier key they stay ordinary links.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("[data-row-panel] tbody a");
    if (!link || link !== rowLink(link.closest("tr")) || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    document.querySelector("tr.current")?.classList.remove("current");
    link.closest("tr").classList.add("current");
    window.htmx.ajax("GET", link.href, { target: "#panel-body", source: link });
  },
  true,
);

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-check-all]")) return;
  for (const each of rowChecks()) each.checked = event.target.checked;
  count();
});

// Filters that say nothing stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { elt, formData } = event.detail;
  if (elt.id !== "filters") return;
  for (const name of new Set(formData.keys())) {
    if (formData.getAll(name).every((value) => value === "")) formData.delete(name);
  }
});

document.addEventListener("htmx:afterSettle", count);
count();
