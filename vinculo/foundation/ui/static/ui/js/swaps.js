// Around every HTMX request: a thin line while it takes long, a sentence when it fails, focus kept where it was.
import { toast } from "./toasts.js";
import { whenPresent } from "./dom.js";

const SENTENCES = {
  403: "Você não tem permissão para isto.",
  404: "Este registro não existe mais ou não está ao seu alcance.",
  409: "Outra pessoa mudou este registro. Recarregue a página.",
  413: "O arquivo é grande demais.",
  429: "Muitos pedidos em pouco tempo. Espere um instante.",
};
const isBackground = (element) => Boolean(element?.closest("[data-tray], [data-background]"));

let waiting = 0;
document.addEventListener("htmx:beforeRequest", (event) => {
  const element = event.detail.elt;
  if (isBackground(element)) {
    if (document.hidden || element.querySelector(":popover-open")) event.preventDefault();
    return;
  }
  waiting += 1;
  document.body.classList.add("loading");
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (isBackground(event.detail.elt)) return;
  waiting = Math.max(0, waiting - 1);
  if (!waiting) document.body.classList.remove("loading");
});

document.addEventListener("htmx:responseError", (event) => {
  if (isBackground(event.detail.elt)) return;
  const status = event.detail.xhr.status;
  toast(SENTENCES[status] ?? "Algo deu errado do nosso lado. Nada do que estava salvo se perdeu.", { tone: "danger" });
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (isBackground(event.detail.elt)) return;
    toast("Sem conexão com o servidor. O que você digitou continua aqui: tente de novo.", { tone: "danger" });
  });
}

// Focus returns to the same control after a swap: by id, or by name inside the same region.
let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const focused = document.activeElement;
  held = event.detail.target.contains(focused) ? { id: focused.id, name: focused.getAttribute("name"), start: caret(focused) } : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!held || (document.activeElement && document.activeElement !== document.body)) return;
  const { id, name, start } = held;
  held = null;
  const again = (id && document.getElementById(id)) || (name && document.querySelector(`[name="${CSS.escape(name)}"]`));
  const target = again || event.detail.elt.querySelector("h1, h2, [data-error-summary]") || document.getElementById("main");
  if (!target) return;
  if (!again && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (start !== null && again?.setSelectionRange) again.setSelectionRange(start, start);
});

function caret(element) {
  try { return element.selectionStart ?? null; } catch { return null; }
}

// A refused form says so at once to everyone: the first refused field takes the focus, with its sentence beside it;
// what concerns no field in particular, or one that cannot be reached, is told by the summary.
whenPresent("[data-error-summary]", (summary) => {
  if (summary.closest("[data-quiet-errors]")) return;
  const form = summary.closest("form");
  const refused = form?.querySelector('[aria-invalid="true"]:not([type="hidden"])')
    || (form?.dataset.refusedFocus && form.elements[form.dataset.refusedFocus]);
  const target = refused?.checkVisibility() ? refused : summary;
  target.focus({ preventScroll: true });
  (target === summary ? summary : target.closest(".field") || target).scrollIntoView({ block: "nearest" });
});
