// Menus and popovers open beside their button, inside the window, and are walked with the arrow keys.
const EDGE = 8;

document.addEventListener("toggle", (event) => {
  const popover = event.target;
  if (!(popover instanceof HTMLElement) || !popover.matches("[data-menu], .popover")) return;
  const button = document.querySelector(`[popovertarget="${popover.id}"]`);
  button?.setAttribute("aria-expanded", String(event.newState === "open"));
  if (event.newState !== "open" || !button) return;
  place(popover, button);
  if (popover.dataset.byKeyboard) items(popover)[0]?.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.("[popovertarget]");
  if (button && ["ArrowDown", "Enter", " "].includes(event.key)) {
    const popover = document.getElementById(button.getAttribute("popovertarget"));
    if (!popover) return;
    event.preventDefault();
    popover.dataset.byKeyboard = "yes";
    popover.togglePopover();
    delete popover.dataset.byKeyboard;
    if (popover.matches(":popover-open")) items(popover)[0]?.focus();
    return;
  }
  const popover = event.target.closest?.("[data-menu]:popover-open");
  if (!popover || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const all = items(popover);
  const here = all.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  all[(next + all.length) % all.length]?.focus();
});

document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.("[data-menu] :is(a, button):not([data-set-theme], [data-set-density], [data-keep-open])");
  chosen?.closest("[popover]")?.hidePopover();
});

function items(popover) {
  return [...popover.querySelectorAll("a[href], button:not(:disabled), input")].filter((item) => item.offsetParent !== null);
}

function place(popover, button) {
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = anchor.bottom + 4;
  const top = below + height + EDGE <= innerHeight ? below : Math.max(EDGE, anchor.top - height - 4);
  const fromLeft = anchor.left + width + EDGE <= innerWidth;
  const left = fromLeft ? anchor.left : Math.max(EDGE, Math.min(anchor.right, innerWidth - EDGE) - width);
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}
