// Beside every typed date, with or without the hour: a button for the browser's own calendar, and the keys t (today), + and -
// (a day more or less).
import { on, whenPresent } from "./dom.js";

const TYPED = 'input[data-mask="date"], input[data-mask="datetime"]';
const WORK_STARTS = "09:00";
const hasHour = (input) => input.dataset.mask === "datetime";

// The day typed as yyyy-mm-dd, and the hour after it; each is "" when it is not whole yet.
const dayOf = (text) => /^\d{2}\/\d{2}\/\d{4}/.test(text) ? text.slice(0, 10).split("/").reverse().join("-") : "";
const hourOf = (text) => /^.{11}\d{2}:\d{2}$/.test(text) ? text.slice(11) : "";
const toBrazilian = (day) => day.split("-").reverse().join("/");
const local = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

function toIso(input) {
  const day = dayOf(input.value);
  return day && hasHour(input) ? `${day}T${hourOf(input.value) || WORK_STARTS}` : day;
}

function write(input, iso) {
  const [day, hour] = iso.split("T");
  input.value = [day && toBrazilian(day), hour].filter(Boolean).join(" ");
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

whenPresent(TYPED, (input) => {
  if (input.readOnly || input.disabled) return;
  const box = Object.assign(document.createElement("span"), { className: "date-box" });
  const native = Object.assign(document.createElement("input"), { type: hasHour(input) ? "datetime-local" : "date", tabIndex: -1, className: "date-native" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "date-open", tabIndex: -1, title: "Abrir calendário" });
  native.setAttribute("aria-hidden", "true");
  button.setAttribute("aria-label", "Abrir calendário");
  const focused = document.activeElement === input;
  input.replaceWith(box);
  box.append(input, native, button);
  if (focused) input.focus();
  button.addEventListener("click", () => { native.value = toIso(input); native.showPicker?.(); });
  native.addEventListener("change", () => { write(input, native.value); input.focus(); });
});

on("keydown", TYPED, (input, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || input.readOnly) return;
  const step = { "+": 1, "=": 1, "-": -1, t: 0, h: 0 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const current = dayOf(input.value);
  const date = step && current ? new Date(`${current}T12:00`) : new Date();
  date.setDate(date.getDate() + step);
  write(input, hasHour(input) ? `${local(date)}T${hourOf(input.value) || WORK_STARTS}` : local(date));
});
