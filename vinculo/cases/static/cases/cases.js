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

// The subjects of another nature replace those offered; one chosen meanwhile stays chosen when it is still among them.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const field = detail.target;
  if (field?.id !== "id_subject") return;
  const chosen = field.value;
  field.addEventListener("htmx:afterSwap", () => {
    if ([...field.options].some((option) => option.value === chosen)) field.value = chosen;
  }, { once: true });
});
