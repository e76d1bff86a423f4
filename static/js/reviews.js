// The reviewing page: single keys for moving about, which a reader can switch off, and the place of a row that was added.

const KEPT = "review-keys-off";
const typing = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";

const isOff = () => localStorage.getItem(KEPT) === "1";
const box = document.querySelector("[data-review-keys]");
if (box) {
  box.checked = !isOff();
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, "1")));
}

const parts = () => [...document.querySelectorAll(".review-section, #decision")];
function step(by) {
  const here = parts();
  const now = here.findIndex((each) => each.getBoundingClientRect().bottom > 80);
  const part = here[Math.min(Math.max(now + by, 0), here.length - 1)];
  part.setAttribute("tabindex", "-1");
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: "start" });
}

const moves = {
  n: () => document.querySelector("[data-review-key=n]")?.click(),
  p: () => document.querySelector("[data-review-key=p]")?.click(),
  j: () => step(1),
  k: () => step(-1),
  d: () => {
    const panel = document.getElementById("decision");
    panel?.scrollIntoView({ block: "nearest" });
    (panel?.querySelector("input[type=radio]:checked, input[type=radio]") ?? panel)?.focus();
  },
  "?": () => document.querySelector(".review-keys")?.closest("details").querySelector("summary").click(),
};

document.addEventListener("keydown", (event) => {
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(typing) || document.querySelector("dialog:modal")) return;
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  move();
});

// A row that was added has the focus, in the panel and after a whole page alike.
function showAdded() {
  const row = document.querySelector("[data-added]");
  if (!row) return;
  row.removeAttribute("data-added");
  // Where the question is chosen already, what is missing is the text.
  const chosen = row.querySelector("select")?.value;
  (chosen ? row.querySelector("textarea") : row.querySelector("textarea, select, input"))?.focus();
  row.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:afterSettle", showAdded);
showAdded();
