// The navigation as a drawer on phones, the way back of the error pages, and the present one of a row of sections in sight.
import { on, whenPresent } from "./dom.js";

const nav = document.getElementById("nav");
const phone = matchMedia("(max-width: 48rem)");

// Only on phones is the navigation a popover: elsewhere it is part of the page.
function settle() {
  if (!nav) return;
  if (phone.matches) nav.setAttribute("popover", "auto");
  else nav.removeAttribute("popover");
}

phone.addEventListener("change", settle);
settle();

on("click", "[data-open-nav]", () => nav?.showPopover?.());
on("click", "[data-go-back]", () => (history.length > 1 ? history.back() : location.assign("/")));

// Only the row moves, never the page.
whenPresent(".section-rail", (rail) => {
  const here = rail.querySelector("[aria-current]");
  if (!here) return;
  const [inside, around] = [here.getBoundingClientRect(), rail.getBoundingClientRect()];
  rail.scrollLeft += inside.left - around.left - (around.width - inside.width) / 2;
  rail.scrollTop += Math.max(0, inside.bottom - around.bottom);
});
