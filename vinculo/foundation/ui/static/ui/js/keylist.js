// Lists walked by keyboard: arrows or j/k move, Enter opens, x ticks. The line in turn carries the class `current`.
import { on } from "./dom.js";

const MOVES = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

function listInTurn(target) {
  if (target instanceof Element && target.closest("[data-keylist]")) return target.closest("[data-keylist]");
  if (document.querySelector("dialog[open], :popover-open:not(#toasts)")) return null;
  return document.querySelector("main [data-keylist]");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [role=combobox], [data-menu], [contenteditable]")) return;
  const list = listInTurn(event.target);
  if (!list) return;
  const lines = [...list.querySelectorAll("[data-keyitem]")];
  const here = lines.findIndex((line) => line.classList.contains("current"));

  if (event.key in MOVES && lines.length) {
    event.preventDefault();
    const next = here < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, here + MOVES[event.key]));
    makeCurrent(lines[next], lines);
  } else if (event.key === "Enter" && here >= 0 && !event.target.closest("a, button")) {
    event.preventDefault();
    open(lines[here]);
  } else if (event.key === "x" && here >= 0) {
    lines[here].querySelector("input[data-select]")?.click();
  }
});

function makeCurrent(line, lines) {
  for (const other of lines) other.classList.toggle("current", other === line);
  const focusable = line.matches("[tabindex], a, button") ? line : line.querySelector("[data-keyopen]") ?? line.querySelector("a[href]");
  focusable?.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

function open(line) {
  (line.querySelector("[data-keyopen]") ?? line.querySelector("a[href]") ?? line).click();
}

on("focusin", "[data-keyitem]", (line) => {
  const list = line.closest("[data-keylist]");
  for (const other of list?.querySelectorAll("[data-keyitem].current") ?? []) other.classList.remove("current");
  line.classList.add("current");
});
