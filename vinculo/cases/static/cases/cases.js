// Suggestions that fill a field with one press: `data-fill` names the field, `data-fill-value` is what goes in.
document.addEventListener("click", (event) => {
  const chip = event.target.closest?.("[data-fill]");
  if (!chip) return;
  const field = chip.closest("form")?.querySelector(`#${CSS.escape(chip.dataset.fill)}`);
  if (!field) return;
  field.value = chip.dataset.fillValue;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  for (const other of chip.parentElement.children) other.setAttribute("aria-pressed", String(other === chip));
  field.focus();
});
