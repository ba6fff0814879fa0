// What forms need besides the server: a warning before unsaved work is left, one submission at a time, file names,
// submit on change, copies, links from the error summary to its fields.
import { on, whenPresent } from "./dom.js";
import { toast } from "./toasts.js";

const changed = new WeakSet();

on("input", "form[data-guard]", (form) => changed.add(form));
on("submit", "form[data-guard]", (form) => changed.delete(form));
window.addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("form[data-guard]")].some((form) => changed.has(form) && !form.hasAttribute("data-draft-saved"));
  if (unsaved) event.preventDefault();
});

// A form whose answer is a file leaves the page where it is: its button comes back by itself.
const DOWNLOAD_STARTS_IN = 3000;

on("submit", "form", (form, event) => {
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[hx-post], [hx-get], [hx-put], [target=_blank]")) return;
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  // After the event: a disabled button would not send its own name and value.
  setTimeout(() => {
    button?.classList.add("busy");
    button?.setAttribute("aria-disabled", "true");
  });
  if (form.matches("[data-download]")) setTimeout(release, DOWNLOAD_STARTS_IN);
});
function release() {
  for (const button of document.querySelectorAll(".button.busy[aria-disabled]")) {
    button.classList.remove("busy");
    button.removeAttribute("aria-disabled");
  }
}
window.addEventListener("pageshow", release);

on("change", "[data-submit-on-change]", (control) => control.form?.requestSubmit());

on("click", "[data-focus-field]", (link, event) => {
  const field = document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  (field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea"))?.focus({ preventScroll: true });
});

// The choice between the two versions comes before the fields.
whenPresent("[data-conflict]", (conflict) => {
  if (!conflict.closest("dialog:not([open])")) conflict.querySelector("input[type=radio]:checked")?.focus();
});

on("click", "[data-conflict-all]", (button) => {
  for (const choice of button.form.querySelectorAll(`input[type=radio][value="${button.dataset.conflictAll}"]`)) choice.checked = true;
});

on("click", "[data-copy]", async (button) => {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast("Copiado.", { tone: "info" });
  } catch {
    toast("O navegador não permitiu copiar.", { tone: "warning" });
  }
});

whenPresent("[data-file-drop]", (box) => {
  const input = box.querySelector("input[type=file]");
  const name = box.querySelector("[data-file-name]");
  const size = box.querySelector("[data-file-size]");
  for (const type of ["dragenter", "dragover"]) box.addEventListener(type, () => box.classList.add("over"));
  for (const type of ["dragleave", "drop"]) box.addEventListener(type, () => box.classList.remove("over"));
  const invitation = name.textContent;
  input.addEventListener("change", () => {
    const [file] = input.files;
    name.textContent = file?.name ?? invitation;
    size.textContent = file ? readable(file.size) : "";
  });
});

function readable(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, bytes ? Math.floor(Math.log10(bytes) / 3) : 0);
  return `${(bytes / 1000 ** power).toLocaleString("pt-BR", { maximumFractionDigits: 1 })} ${units[power]}`;
}
