// Beside every typed date: a button for the browser's own calendar, and the keys t (today), + and - (a day more or less).
import { on, whenPresent } from "./dom.js";

const toIso = (text) => /^\d{2}\/\d{2}\/\d{4}$/.test(text) ? text.split("/").reverse().join("-") : "";
const toBrazilian = (iso) => iso.split("-").reverse().join("/");
const local = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

function write(input, iso) {
  input.value = iso ? toBrazilian(iso) : "";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

whenPresent('input[data-mask="date"]:not([readonly], [disabled])', (input) => {
  const box = Object.assign(document.createElement("span"), { className: "date-box" });
  const native = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, className: "date-native" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "date-open", tabIndex: -1, title: "Abrir calendário" });
  native.setAttribute("aria-hidden", "true");
  button.setAttribute("aria-label", "Abrir calendário");
  const focused = document.activeElement === input;
  input.replaceWith(box);
  box.append(input, native, button);
  if (focused) input.focus();
  button.addEventListener("click", () => { native.value = toIso(input.value); native.showPicker?.(); });
  native.addEventListener("change", () => { write(input, native.value); input.focus(); });
});

on("keydown", 'input[data-mask="date"]', (input, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || input.readOnly) return;
  const step = { "+": 1, "=": 1, "-": -1, t: 0, h: 0 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const current = toIso(input.value);
  const date = step && current ? new Date(`${current}T12:00`) : new Date();
  date.setDate(date.getDate() + step);
  write(input, local(date));
});
