// A whole CEP suggests its municipality. Works in rows added later too, because it listens on the document.
const fields = (input) => {
  const scope = input.closest("[data-row]") ?? input.closest("form");
  const lookup = scope?.querySelector(".lookup");
  return lookup && { value: lookup.querySelector("[data-lookup-value]"), words: lookup.querySelector("[data-lookup-words]") };
};

document.addEventListener("input", async (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.dataset.mask !== "cep") return;
  const digits = input.value.replace(/\D/g, "");
  const target = fields(input);
  if (digits.length !== 8 || !target) return;
  const answer = await fetch(`/geografia/cep/${digits}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const found = await answer.json();
  if (!found.municipality || input.value.replace(/\D/g, "") !== digits) return;
  target.value.value = found.municipality;
  target.words.value = found.label;
  target.value.dispatchEvent(new Event("change", { bubbles: true }));
  // The street comes after, where a service is named; it fills only what is still empty, and may fail in silence.
  const scope = input.closest("[data-row]") ?? input.closest("form");
  const street = await fetch(`/geografia/cep/${digits}/rua`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!street || street.status !== 200) return;
  const told = await street.json();
  for (const [name, value] of [["street", told.street], ["district", told.district]]) {
    const box = scope?.querySelector(`[name$="${name}"]`);
    if (box && !box.value) box.value = value;
  }
});
