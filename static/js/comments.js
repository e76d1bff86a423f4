// Comments: a chooser of people while somebody types @, and nothing typed is lost when the threads are swapped.
// Without this script names are typed in full, and each form leads to a page.

const SHAPE = /(^|[\s(])@(["\u201c\u201e]?)([^\s@"\u201d][^@\n"\u201d]{0,60})?$/u;
let chooser = null;
let asked = 0;

const options = () => [...(chooser?.list.querySelectorAll("[role=option]") ?? [])];

function close() {
  chooser?.list.remove();
  chooser?.area.removeAttribute("aria-activedescendant");
  chooser = null;
}

function point(place) {
  const all = options();
  if (!all.length) return;
  chooser.place = (place + all.length) % all.length;
  all.forEach((each, index) => each.setAttribute("aria-selected", index === chooser.place ? "true" : "false"));
  chooser.area.setAttribute("aria-activedescendant", all[chooser.place].id);
  all[chooser.place].scrollIntoView({ block: "nearest" });
}

// What is being typed after an @ before the caret, and where that begins.
function call(area) {
  const before = area.value.slice(0, area.selectionStart);
  const found = SHAPE.exec(before);
  return found && { words: found[3] ?? "", from: before.length - found[0].length + found[1].length };
}

function choose(option) {
  const { area } = chooser;
  const typed = call(area);
  if (typed) {
    const after = area.value.slice(area.selectionStart);
    const said = `@${option.dataset.call}${/^[\s.,;:!?)]/.test(after) ? "" : " "}`;
    area.setRangeText(said, typed.from, area.selectionStart, "end");
  }
  close();
  area.focus();
}

async function offer(area) {
  const typed = call(area);
  if (!typed) return close();
  const number = ++asked;
  const address = `${area.form.dataset.mentions}?q=${encodeURIComponent(typed.words)}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (number !== asked || !answer?.ok || document.activeElement !== area) return;
  const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".mentionable");
  if (number !== asked) return;
  close();
  if (!list?.children.length) return;
  list.id = `${area.id}_people`;
  [...list.children].forEach((each, index) => (each.id = `${list.id}_${index}`));
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  chooser = { area, list, place: 0 };
  point(0);
}

let pause = null;
document.addEventListener("input", (event) => {
  if (!event.target.matches("form[data-mentions] textarea")) return;
  clearTimeout(pause);
  pause = setTimeout(() => offer(event.target), 120);
});

document.addEventListener("keydown", (event) => {
  if (!chooser || event.target !== chooser.area) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") point(chooser.place + (event.key === "ArrowDown" ? 1 : -1));
  else if (event.key === "Enter" || event.key === "Tab") choose(options()[chooser.place]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

// Before the textarea loses the focus by it.
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest(".mentionable [role=option]");
  if (option && chooser) {
    event.preventDefault();
    choose(option);
  } else if (chooser && !event.target.closest(".mentionable")) close();
});
document.addEventListener("focusout", (event) => {
  if (chooser && event.target === chooser.area) setTimeout(() => document.activeElement !== chooser?.area && close(), 0);
});

// What stands half-written in the other forms outlives the swap.
let kept = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "comments") return;
  const sent = event.detail.requestConfig.elt;
  const areas = [...event.detail.target.querySelectorAll("textarea")];
  kept = areas.filter((each) => each.value && each.form !== sent).map((each) => [each.id, each.value]);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "comments") return;
  for (const [id, value] of kept) {
    const area = document.getElementById(id);
    if (!area || area.value) continue;
    area.value = value;
    area.closest("details")?.setAttribute("open", "");
  }
  kept = [];
  const wrong = document.querySelector("#comments [aria-invalid=true]");
  (wrong ?? document.querySelector("#comments [data-fresh]"))?.focus();
});

// A link to a comment in a folded thread unfolds it.
function unfold() {
  const there = location.hash.startsWith("#comment-") && document.getElementById(location.hash.slice(1));
  const fold = there && there.closest("details.thread");
  if (!fold || fold.open) return;
  fold.open = true;
  there.scrollIntoView();
}
window.addEventListener("hashchange", unfold);
unfold();
