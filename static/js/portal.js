// The small things of every page: toasts that leave, copying, the line that shows a request under way, sending once.

document.addEventListener("click", async (event) => {
  event.target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
  if (event.target.closest("[data-print]")) window.print();
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const source = document.getElementById(copier.dataset.copy);
    const label = copier.querySelector("span");
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      label.textContent = copier.dataset.done;
      setTimeout(() => (label.textContent = before), 2000);
    } catch {
      // Without permission (or plain http) the text is marked, so that the keyboard copies it.
      source.select?.();
      if (!source.select) window.getSelection().selectAllChildren(source);
    }
  }
});

// What was answered at an address that counts once stands, for a reload, at another one.
const address = document.querySelector("[data-address]")?.dataset.address;
if (address) window.history.replaceState(null, "", address);

// Good news leaves by itself unless the reader is looking at it; bad news waits.
function retire(toast) {
  if (toast.dataset.timed || !["success", "info", "debug"].includes(toast.dataset.toast)) return;
  toast.dataset.timed = "yes";
  let timer = setTimeout(() => toast.remove(), 8000);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => (timer = setTimeout(() => toast.remove(), 3000)));
}
const retireAll = () => document.querySelectorAll("[data-toast]").forEach(retire);

const line = document.getElementById("progress-line");
let underWay = 0;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.matches(".job")) return;
  underWay += 1;
  line?.classList.add("busy");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches(".job")) return;
  underWay = Math.max(0, underWay - 1);
  if (!underWay) line?.classList.remove("busy");
});

// What htmx could not load is opened as a page: the answer there says what is wrong.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.requestConfig.verb === "get" && !event.detail.elt.matches(".job")) window.location.assign(event.detail.pathInfo.finalRequestPath);
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || event.target.method !== "post") return;
  if (button.getAttribute("aria-busy") === "true") event.preventDefault();
  button.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => document.querySelectorAll("[aria-busy=true]").forEach((each) => each.removeAttribute("aria-busy")));

// A menu for the phone: opened by its link alone; the script brings the focus in and out.
window.addEventListener("hashchange", () => {
  if (location.hash === "#sidebar") document.querySelector("#sidebar .sidebar-close")?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#sidebar") location.hash = "#content";
});

document.addEventListener("htmx:afterSettle", retireAll);
retireAll();
document.querySelector("form [data-focus]")?.focus();
// On a phone the sections of a page scroll sideways; the one that is open must be in view.
document.querySelector(".tab.active")?.scrollIntoView({ block: "nearest", inline: "center" });

// Times are written by the server; it learns the reader's zone from this, until they choose one in their profile.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `portal_zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
