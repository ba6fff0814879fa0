// The rows of a Django formset: add one from the template, remove one by marking DELETE (or by taking an unsaved row out).
import { announce, on } from "./dom.js";

export function addRow(rows, { focus = true } = {}) {
  const total = rows.querySelector(`input[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  const shape = rows.querySelector(":scope > template");
  const box = document.createElement("div");
  box.innerHTML = shape.innerHTML.replaceAll("__prefix__", total.value);
  const row = box.firstElementChild;
  shape.before(row);
  total.value = String(Number(total.value) + 1);
  row.dispatchEvent(new CustomEvent("ui:added", { bubbles: true }));
  window.htmx.process(row);
  if (focus) row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  return row;
}

on("click", "[data-rows-add]", (button) => addRow(button.closest("[data-rows]")));

on("click", "[data-rows-remove]", (button) => {
  const row = button.closest("[data-row]");
  const rows = row.closest("[data-rows]");
  const removal = row.querySelector('input[type=checkbox][name$="-DELETE"]');
  if (removal) removal.checked = true;
  row.hidden = true;
  // A hidden row is not validated by the browser, and is sent only with its mark.
  for (const control of row.querySelectorAll("[required]")) control.required = false;
  rows.dispatchEvent(new Event("input", { bubbles: true }));
  announce("Linha removida.");
  rows.querySelector("[data-rows-add]")?.focus();
});
