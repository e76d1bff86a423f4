// Menus are <details>: they open by themselves. This closes them again (outside click, Escape) and lets arrows walk them.

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A choice that opens over the page has been made: the menu would only lie beneath it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const menu = event.detail.elt.closest(".menu-item")?.closest("details.menu");
  if (menu) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) return;
  const stops = [...menu.querySelectorAll("summary, .menu-panel :is(a[href], button, input:not([type=hidden]), select)")];
  const next = stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  stops[(next + stops.length) % stops.length]?.focus();
  event.preventDefault();
});
