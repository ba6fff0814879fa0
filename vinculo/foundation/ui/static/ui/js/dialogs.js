// Native dialogs: opened by attribute or by the server, closed by attribute, by Esc, by a press outside or by an event.
// `data-confirm` asks in our own dialog before a button, link, form or HTMX request goes ahead.
import { on, whenPresent } from "./dom.js";
import { toast } from "./toasts.js";

on("click", "[data-dialog-open]", (button) => {
  show(document.getElementById(button.dataset.dialogOpen));
});

// One begins in the first thing to fill in, not in the button that closes.
const FILLED = "input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)";
function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  if (dialog.querySelector("[autofocus]")) return;
  [...dialog.querySelectorAll(`.dialog-body :is(${FILLED})`)].find((field) => field.checkVisibility())?.focus();
}

on("click", "[data-dialog-close]", (button) => button.closest("dialog")?.close());

let pressedOnBackdrop = false;
document.addEventListener("mousedown", (event) => { pressedOnBackdrop = event.target instanceof HTMLDialogElement && isOutside(event); });
on("click", "dialog", (dialog, event) => {
  const typing = dialog.querySelector("form[data-guard], textarea, form input:not([type=hidden])");
  if (event.target === dialog && pressedOnBackdrop && isOutside(event) && (!typing || dialog.matches(".palette"))) dialog.close();
});

whenPresent("dialog[data-dialog-auto]", (dialog) => {
  show(dialog);
  dialog.addEventListener("close", () => dialog.remove());
});

document.addEventListener("close-dialog", () => {
  const open = [...document.querySelectorAll("dialog[open]")];
  open.at(-1)?.close();
});

function isOutside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

export function ask(sentence, { yes = "Continuar", danger = true } = {}) {
  return new Promise((answer) => {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog small";
    dialog.setAttribute("aria-labelledby", "ask-sentence");
    dialog.innerHTML = `<form method="dialog" class="dialog-body"><p class="strong" id="ask-sentence"></p>
      <div class="dialog-actions"><button class="button quiet" value=""></button><button class="button primary" value="yes"></button></div></form>`;
    dialog.querySelector("#ask-sentence").textContent = sentence;
    dialog.querySelector("[value='']").textContent = yes.startsWith("Cancelar") ? "Voltar" : "Cancelar"; // never two of them
    const accept = dialog.querySelector("[value=yes]");
    accept.textContent = yes;
    accept.classList.toggle("danger", danger);
    dialog.querySelector(".dialog-body").style.paddingTop = "var(--s5)";
    dialog.addEventListener("close", () => { answer(dialog.returnValue === "yes"); dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
    accept.focus();
  });
}

const words = (element) => ({ yes: element.dataset.confirmYes, danger: element.dataset.confirmTone !== "calm" });

document.addEventListener("htmx:confirm", (event) => {
  const asking = event.target.closest("[data-confirm]");
  if (!asking) return;
  event.preventDefault();
  ask(asking.dataset.confirm, words(asking)).then((agreed) => { if (agreed) event.detail.issueRequest(true); });
});

const agreedTo = new WeakSet();
const isHtmx = (element) => ["hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"].some((name) => element.hasAttribute(name));

function guard(type, selector, goAhead) {
  document.addEventListener(type, (event) => {
    const element = event.target.closest?.(selector);
    if (!element || isHtmx(element)) return;
    if (agreedTo.delete(element)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(element.dataset.confirm, words(element)).then((agreed) => {
      const present = agreed && (element.isConnected ? element : successor(element, selector));
      if (!present) return;
      agreedTo.add(present);
      goAhead(present, event);
    });
  }, true);
}

// A page that reads itself again while the person decides (a progress bar) puts a twin in the element's place.
function successor(element, selector) {
  const target = (each) => each.action || each.href || each.formAction;
  const twin = [...document.querySelectorAll(selector)].find((each) => target(each) === target(element));
  if (!twin) toast("Isso já tinha terminado.", { tone: "info" });
  return twin;
}

guard("submit", "form[data-confirm]", (form, event) => form.requestSubmit(form.contains(event.submitter) ? event.submitter : undefined));
guard("click", "a[data-confirm], button[data-confirm]", (element) => element.click());
