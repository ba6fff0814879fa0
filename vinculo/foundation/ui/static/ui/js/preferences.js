// Theme, density and the folded navigation: kept on this device, applied at once.
const root = document.documentElement;

export function choose(name, value) {
  if (value === "system" || value === "comfortable" || value === "open") delete root.dataset[name];
  else root.dataset[name] = value;
  try { localStorage.setItem(`vinculo.${name}`, value); } catch { /* private window: kept for this page only */ }
  mark();
}

function mark() {
  for (const button of document.querySelectorAll("[data-set-theme]"))
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === (root.dataset.theme ?? "system")));
  for (const button of document.querySelectorAll("[data-set-density]"))
    button.setAttribute("aria-pressed", String(button.dataset.setDensity === (root.dataset.density ?? "comfortable")));
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-set-theme]");
  const density = event.target.closest("[data-set-density]");
  if (theme) choose("theme", theme.dataset.setTheme);
  if (density) choose("density", density.dataset.setDensity);
  if (event.target.closest("[data-fold-nav]")) choose("nav", root.dataset.nav === "folded" ? "open" : "folded");
});

mark();
