// The page of an access review: single keys for going through its rights, which a reader can switch off (WCAG 2.1.4).

const KEPT = "access-review-keys-off";
const typing = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";

const isOff = () => localStorage.getItem(KEPT) === "1";
const box = document.querySelector("[data-access-review-keys]");
if (box) {
  box.checked = !isOff();
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, "1")));
}

const rows = () => [...document.querySelectorAll("tr[data-review-row]")];
const here = () => document.querySelector("tr.review-here");

function mark(row) {
  here()?.classList.remove("review-here");
  row.classList.add("review-here");
}

function go(by) {
  const all = rows();
  const at = all.indexOf(here());
  const row = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!row) return;
  mark(row);
  row.setAttribute("tabindex", "-1");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

const press = (what) => here()?.querySelector(what)?.click();
const moves = {
  j: () => go(1),
  k: () => go(-1),
  y: () => press("button[value=keep]"),
  c: () => press("[data-review-change]"),
  x: () => press("button[value=remove]"),
  n: () => here()?.querySelector("[name=note]")?.focus(),
};

// Keys go on from where somebody clicked.
document.addEventListener("focusin", (event) => {
  const row = box && event.target.closest("tr[data-review-row]");
  if (row) mark(row);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("[name=note]")) return here()?.focus();
  if (!box || isOff() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(typing) || document.querySelector("dialog:modal")) return;
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  move();
});

// What is missing is typed at once; without script the page says so at the field.
document.addEventListener("htmx:afterSettle", () => document.querySelector(".review-note[autofocus]")?.focus());
