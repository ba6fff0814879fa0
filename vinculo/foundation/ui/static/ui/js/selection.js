// Bulk selection: a checkbox per line, one for all, and a bar that appears with the count.
import { announce, on } from "./dom.js";

const scopeOf = (element) => element.closest("[data-selection]") ?? document;
let last = null;

function refresh(scope) {
  const boxes = [...scope.querySelectorAll("input[data-select]")];
  const ticked = boxes.filter((box) => box.checked).length;
  const all = scope.querySelector("[data-select-all]");
  if (all) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  const bar = scope.querySelector("[data-bulk]");
  if (!bar) return;
  bar.hidden = ticked === 0;
  for (const count of bar.querySelectorAll("[data-bulk-count]")) count.textContent = String(ticked);
  const sentence = ticked === 1 ? "1 selecionado" : `${ticked} selecionados`;
  for (const words of bar.querySelectorAll("[data-bulk-words]")) words.textContent = sentence;
  announce(sentence);
}

on("change", "[data-select-all]", (all) => {
  const scope = scopeOf(all);
  for (const box of scope.querySelectorAll("input[data-select]")) box.checked = all.checked;
  refresh(scope);
});

// Shift marks the stretch between the last box and this one.
on("click", "input[data-select]", (box, event) => {
  const scope = scopeOf(box);
  const boxes = [...scope.querySelectorAll("input[data-select]")];
  if (event.shiftKey && last && boxes.includes(last)) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  refresh(scope);
});

on("click", "[data-bulk-clear]", (button) => {
  const scope = scopeOf(button);
  for (const box of scope.querySelectorAll("input[data-select]")) box.checked = false;
  refresh(scope);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const bar of document.querySelectorAll("[data-bulk]:not([hidden])")) refresh(scopeOf(bar));
});
