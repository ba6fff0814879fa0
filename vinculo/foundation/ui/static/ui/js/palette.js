// The one search: Ctrl+K or "/" opens it, HTMX fills the lines, arrows choose, Enter opens.
import { on } from "./dom.js";

const palette = document.getElementById("palette");
const input = document.getElementById("palette-input");
const results = document.getElementById("palette-results");

function show() {
  if (!palette || palette.open) return;
  palette.showModal();
  input.select();
  if (!input.value) window.htmx.trigger(input, "palette-opened");
}

on("click", "[data-palette-open]", show);

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    show();
  }
});

const lines = () => [...results.querySelectorAll("[role=option]")];
const chosen = () => lines().find((line) => line.getAttribute("aria-selected") === "true");

function choose(line) {
  for (const other of lines()) other.setAttribute("aria-selected", String(other === line));
  input.setAttribute("aria-activedescendant", line?.id ?? "");
  line?.scrollIntoView({ block: "nearest" });
}

input?.addEventListener("keydown", (event) => {
  const all = lines();
  const here = all.indexOf(chosen());
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    if (all.length) choose(all[(here + step + all.length) % all.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    const line = chosen();
    if (!line) return;
    if ((event.ctrlKey || event.metaKey) && line.href) window.open(line.href, "_blank", "noopener");
    else line.click();
  }
});

results?.addEventListener("pointermove", (event) => {
  const line = event.target.closest("[role=option]");
  if (line && line !== chosen()) choose(line);
});

results?.addEventListener("htmx:afterSettle", () => choose(lines()[0]));
