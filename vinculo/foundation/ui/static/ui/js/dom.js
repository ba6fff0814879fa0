// Three small words the other modules share.

// Runs `prepare` once for every element that matches, now and after each swap.
export function whenPresent(selector, prepare) {
  const seen = new WeakSet();
  const look = (scope) => {
    for (const element of scope.querySelectorAll(selector)) {
      if (seen.has(element)) continue;
      seen.add(element);
      prepare(element);
    }
  };
  look(document);
  document.addEventListener("htmx:load", (event) => look(event.detail.elt.parentElement ?? document));
  document.addEventListener("ui:added", (event) => look(event.target));
}

// Listens on the document and hands over the closest element that matches.
export function on(type, selector, act) {
  document.addEventListener(type, (event) => {
    const element = event.target instanceof Element && event.target.closest(selector);
    if (element) act(element, event);
  });
}

// Tells people who listen instead of looking. `now` interrupts what is being read.
export function announce(text, { now = false } = {}) {
  const region = document.getElementById(now ? "live-now" : "live");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

export const csrfToken = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
