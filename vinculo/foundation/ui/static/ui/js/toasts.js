// Toasts: shown from Django messages waiting in the page or from the event `toasts`; undo (and redo, an
// address that ends in #refazer) posts back and reloads.
import { announce } from "./dom.js";

const region = document.getElementById("toasts");
const shape = document.getElementById("toast-shape");
const ICONS = { success: "circle-check", danger: "alert-circle", warning: "alert-triangle", info: "info-circle" };
const STAYS = { success: 6000, info: 6000, warning: 12000, danger: 15000 };

export function toast(text, { tone = "success", undo = "" } = {}) {
  if (!region || !shape) return;
  const item = shape.content.firstElementChild.cloneNode(true);
  item.classList.add(tone);
  const mark = item.querySelector("use");
  mark.setAttribute("href", `${mark.dataset.sprite}#${ICONS[tone] ?? ICONS.info}`);
  item.querySelector(".toast-text").textContent = text;
  item.querySelector(".toast-close").addEventListener("click", () => dismiss(item));
  if (undo) offerUndo(item, undo);
  region.append(item);
  // Shown again each time: the toast must lie above a dialog that opened meanwhile.
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
  announce(text, { now: tone === "danger" });
  stayFor(item, undo ? 10000 : STAYS[tone] ?? 6000);
}

function offerUndo(item, url) {
  const button = item.querySelector(".toast-undo");
  button.hidden = false;
  if (url.endsWith("#refazer")) button.textContent = "Refazer";
  button.addEventListener("click", async () => {
    button.disabled = true;
    await window.htmx.ajax("POST", url.split("#")[0], { swap: "none" });
    dismiss(item);
  });
}

function stayFor(item, milliseconds) {
  let timer = setTimeout(() => dismiss(item), milliseconds);
  const hold = () => clearTimeout(timer);
  const release = () => { timer = setTimeout(() => dismiss(item), 3000); };
  item.addEventListener("pointerenter", hold);
  item.addEventListener("focusin", hold);
  item.addEventListener("pointerleave", release);
  item.addEventListener("focusout", release);
}

function dismiss(item) {
  item.remove();
  if (!region.children.length && region.matches(":popover-open")) region.hidePopover();
}

document.addEventListener("toasts", (event) => {
  for (const { text, tone, undo } of event.detail.items) toast(text, { tone, undo });
});

for (const waiting of region?.querySelectorAll("[data-toast-waiting]") ?? []) {
  waiting.remove();
  toast(waiting.textContent, { tone: waiting.dataset.tone, undo: waiting.dataset.undo });
}
