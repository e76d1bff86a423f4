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
    show(link);
    // The first row is a step of its own, which Back undoes; from row to row the panel only changes what it shows.
    const address = OPEN + link.getAttribute("href");
    if (opened()) history.replaceState(history.state, "", address);
    else history.pushState({ panel: true }, "", address);
  },
  true,
);

// What is open beside the list stands in the address: it can be sent on and reloaded, and Back closes the panel.
const OPEN = "#open=";
const panel = document.getElementById("panel");
const place = () => location.pathname + location.search;
const opened = () => (location.hash.startsWith(OPEN) ? location.hash.slice(OPEN.length) : "");
let listed = place();

function show(link) {
  document.querySelector("tr.current")?.classList.remove("current");
  link.closest("tr").classList.add("current");
  window.htmx.ajax("GET", link.href, { target: "#panel-body", source: link });
}

// Only what is a row of this list: an address must not be able to open anything else here.
function showOpened() {
  const links = [...document.querySelectorAll("[data-row-panel] tbody tr")].map(rowLink);
  const link = window.htmx && links.find((each) => each?.getAttribute("href") === opened());
  if (link) show(link);
  else if (panel?.open) panel.close();
}

panel?.addEventListener("close", () => {
  if (!opened()) return;
  if (history.state?.panel) history.back();
  else history.replaceState(history.state, "", place());
});

for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) {
  document.addEventListener(moved, () => (listed = place()));
}

// Before htmx, which would load the list again although only the panel comes or goes.
window.addEventListener(
  "popstate",
  (event) => {
    if (!panel || place() !== listed) return;
    event.stopImmediatePropagation();
    showOpened();
  },
  true,
);
document.addEventListener("DOMContentLoaded", () => opened() && showOpened());

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
