// Runs before the first paint: what the person chose for theme, density and navigation, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const chosen = (name) => {
    try { return localStorage.getItem(`vinculo.${name}`); } catch { return null; }
  };
  for (const name of ["theme", "density", "nav"]) {
    const value = chosen(name);
    if (value && value !== "system") root.dataset[name] = value;
  }
})();
