// The side panel (beside the list, which stays usable) and the dialog (over the page). Both are filled by htmx from links
// that lead to a page of their own when there is no script.

const panel = document.getElementById("panel");
const dialog = document.getElementById("dialog");
let opener = null;

const close = (overlay) => {
  if (!overlay?.open) return;
  overlay.close();
};

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.closest("#panel, #dialog") && !event.detail.elt.closest("dialog")) opener = event.detail.elt;
});

// A form in an overlay that succeeded answers with a redirect: the whole page goes there, not only the overlay.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig, pathInfo } = event.detail;
  if (requestConfig.verb !== "post" || !target.closest("#panel, #dialog") || !xhr.responseURL) return;
  const landed = new URL(xhr.responseURL);
  const asked = new URL(pathInfo.finalRequestPath, window.location.href);
  if (landed.pathname === asked.pathname) return;
  event.detail.shouldSwap = false;
  window.location.assign(landed);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const overlay = event.detail.target.closest("#panel, #dialog");
  if (!overlay) return;
  if (overlay === panel && !panel.open) panel.show();
  if (overlay === dialog && !dialog.open) dialog.showModal();
  overlay.scrollTop = 0;
  const first = overlay.querySelector("[data-focus], [autofocus]") ?? overlay.querySelector("form :is(input:not([type=hidden]), select, textarea)");
  (first ?? overlay.querySelector("[data-close]"))?.focus();
});

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close]");
  if (closer) {
    close(closer.closest("dialog"));
    event.preventDefault();
  } else if (event.target instanceof HTMLDialogElement && event.target.matches(":modal")) {
    // A click on the backdrop reaches the dialog itself.
    close(event.target);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel?.open && !document.querySelector("dialog:modal, details.menu[open]")) close(panel);
});

for (const overlay of [panel, dialog]) {
  overlay?.addEventListener("close", () => {
    document.querySelector("tr.current")?.classList.remove("current");
    // What was chosen in a menu is out of sight again: its button has the focus instead.
    const back = opener?.closest("details.menu:not([open])")?.querySelector("summary") ?? opener;
    if (back?.isConnected) back.focus();
    opener = null;
  });
}
