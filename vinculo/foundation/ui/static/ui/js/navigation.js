// The navigation as a drawer on phones, and the way back of the error pages.
import { on } from "./dom.js";

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
