// The grid of the simulator by keyboard, the second scenario, and the same sale a year later.
import { csrfToken, on } from "../ui/js/dom.js";
import { addRow } from "../ui/js/rows.js";
import { toast } from "../ui/js/toasts.js";

const controls = (row) => [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select")];
const standing = (rows) => [...rows.querySelectorAll(":scope > [data-row]")].filter((row) => !row.hidden);
const simulate = () => document.getElementById("sale").dispatchEvent(new Event("simulate"));

// Enter goes to the next field, also when it chose a product, and from the last field of the last line to a new one; the arrows go to the same
// field above and below.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-sale-lines] [data-row]");
  if (!row || (event.defaultPrevented && event.key !== "Enter")) return;
  const rows = row.closest("[data-sale-lines]");
  const fields = controls(row);
  const place = fields.indexOf(event.target);
  if (event.key === "Enter" && !event.ctrlKey) {
    event.preventDefault();
    if (fields[place + 1]) return fields[place + 1].focus();
    const lines = standing(rows);
    const below = lines[lines.indexOf(row) + 1] ?? addRow(rows, { focus: false });
    controls(below)[0]?.focus();
  } else if (event.key === "Delete" && event.ctrlKey) {
    event.preventDefault();
    row.querySelector("[data-rows-remove]").click();
    simulate();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.target.closest("[data-lookup]") && event.target.tagName !== "SELECT") {
    const lines = standing(rows);
    const other = lines[lines.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!other) return;
    event.preventDefault();
    controls(other)[place]?.focus();
  }
});

// Cells copied from a spreadsheet fill the empty lines from here on, then new ones. A single cell is pasted as text.
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const isEmpty = (row) => !field(row, "product").value && !field(row, "product-words").value && !field(row, "quantity").value;

const fill = (row, line) => {
  for (const name of ["product", "quantity", "unit", "discount", "new_price"]) field(row, name).value = line[name];
  const words = field(row, "product-words");
  words.value = line.words;
  if (line.product) words.dispatchEvent(new CustomEvent("draft-restored"));
};

document.addEventListener("paste", async (event) => {
  const row = event.target.closest?.("[data-sale-lines] [data-row]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!row || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const rows = row.closest("[data-sale-lines]");
  try {
    const answer = await fetch(rows.dataset.paste, { method: "POST", headers: { "X-CSRFToken": csrfToken() }, body: new URLSearchParams({ text }) });
    if (!answer.ok) throw new Error(String(answer.status));
    const { lines, sentence } = await answer.json();
    const free = standing(rows).slice(standing(rows).indexOf(row)).filter(isEmpty);
    for (const line of lines) fill(free.shift() ?? addRow(rows, { focus: false }), line);
    toast(sentence, { tone: lines.length && lines.every((line) => line.product) ? "success" : "warning" });
    if (lines.length) simulate();
  } catch {
    toast("Não foi possível colar agora. Tente de novo.", { tone: "danger" });
  }
});

on("click", "[data-sale-lines] [data-rows-remove]", () => setTimeout(simulate));

const compare = (shown) => {
  document.querySelector("[data-comparing]").checked = shown;
  document.querySelector("[data-other]").hidden = !shown;
};

on("change", "[data-comparing]", (box) => compare(box.checked));

on("click", "[data-next-year]", (button) => {
  compare(true);
  document.querySelector("[name=other-on]").value = button.dataset.nextYear;
  simulate();
});

// Enter in a field of the sale never keeps it as a case; the dialog does.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.ctrlKey && event.target.closest?.("#sale") && !event.target.closest("dialog, button, textarea")) event.preventDefault();
});

// A new answer keeps open the reasons that were being read.
let opened = [];
const reasons = (scope) => [...scope.querySelectorAll("details.why")];
const asks = (details) => details.querySelector("[hx-post]")?.getAttribute("hx-post") ?? "";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "answer") opened = reasons(event.detail.target).filter((details) => details.open).map(asks);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "answer") return;
  for (const details of reasons(event.detail.target)) if (opened.includes(asks(details)) && asks(details)) details.open = true;
});
