// The list: the search box follows the address, columns are put in order, and the shared scroll returns to the top.
const region = () => document.getElementById("list");

// The search box survives swaps, so that nothing typed meanwhile is lost; when it is not being typed in, it shows the filter in force.
document.addEventListener("htmx:afterSettle", (event) => {
  const list = region();
  if (!list || event.detail.target?.id !== "list") return;
  const box = document.getElementById("list-search-text");
  if (box && document.activeElement !== box) box.value = list.dataset.search ?? "";
  if (event.detail.requestConfig?.elt?.closest?.("[rel=prev], [rel=next]")) list.scrollIntoView({ block: "start" });
});

// ↑ and ↓ move a column one place; the focus stays on the button.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-move]");
  const line = button?.closest("li");
  if (!line) return;
  if (button.dataset.move === "up") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
});
