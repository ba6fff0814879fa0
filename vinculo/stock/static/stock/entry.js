// Entering stock by keyboard: Enter in the line includes it and returns to the code; Enter in the head goes to the line.

const grid = () => document.querySelector("[data-entry-grid]");

function focusCode() {
  const code = grid()?.querySelector("[name=entry_code]");
  if (code) { code.focus(); code.select(); }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target.tagName !== "INPUT") return;
  const form = event.target.closest("[data-entry]");
  if (!form) return;
  event.preventDefault();
  if (!event.target.closest(".entry-line")) { focusCode(); return; }
  const quantity = form.querySelector("[name=entry_quantity]");
  if (event.target.name === "entry_code" && event.target.value && !quantity.value) { quantity.focus(); return; }
  form.querySelector("[data-entry-add]").click();
});

document.addEventListener("line-added", focusCode);

// A refused line: the cursor goes where the sentence is.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches?.("[data-entry-grid]")) event.target.querySelector("[aria-invalid=true]")?.focus();
});

if (grid()) (document.querySelector("[data-entry] [aria-invalid=true]") ?? grid().querySelector("[name=entry_code]"))?.focus();
