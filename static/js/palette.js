// Ctrl-K: the search dialog. Without this script the button is a link to the search page.

const palette = document.getElementById("palette");
const input = document.getElementById("palette-input");

function open() {
  if (!palette || palette.open) return;
  palette.showModal();
  input.select();
  palette.dispatchEvent(new CustomEvent("open"));
}

// The words whose results are shown, whether Enter waits for newer ones, and which result has the focus.
let shown = null;
let waiting = false;
let focused = -1;

const items = () => [...palette.querySelectorAll(".palette-item")];

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

palette?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    // A search field would keep the first Escape for itself, to clear its text.
    event.preventDefault();
    palette.close();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") {
    if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      // Typed faster than the server answers: the first of what is still to come is opened.
      if (shown === input.value) items()[0]?.click();
      else waiting = true;
    } else if (event.key.length === 1 && event.target !== input && !event.ctrlKey && !event.metaKey) {
      input.focus();
    }
    return;
  }
  const stops = [input, ...items()];
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  stops[(next + stops.length) % stops.length].focus();
  event.preventDefault();
});

palette?.addEventListener("htmx:beforeSwap", () => {
  focused = items().indexOf(document.activeElement);
});

palette?.addEventListener("htmx:afterSwap", (event) => {
  shown = new URL(event.detail.pathInfo.finalRequestPath, window.location.href).searchParams.get("q") ?? "";
  if (focused >= 0) (items()[focused] ?? items()[0] ?? input).focus();
  if (waiting && shown === input.value) {
    waiting = false;
    items()[0]?.click();
  }
});
