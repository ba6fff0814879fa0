// Forms with `data-draft="key"` save themselves at /rascunhos/<key>/ a moment after each change, on this device when the
// server cannot be reached, and offer the draft back when the page is opened again.
//   GET → 200 {"fields": {name: [values]}, "saved_at": iso} or 204 · POST {"fields": …} · DELETE
import { csrfToken, on, whenPresent } from "./dom.js";
import { addRow } from "./rows.js";

const WAIT = 900;
const SENT = "vinculo.draft-sent";
const timers = new WeakMap();
const address = (key) => `/rascunhos/${encodeURIComponent(key)}/`;
const shelf = (key) => `vinculo.draft.${key}`;

const ask = (key, method, body) => fetch(address(key), {
  method,
  headers: { "X-CSRFToken": csrfToken(), "Content-Type": "application/json", Accept: "application/json" },
  body: body && JSON.stringify(body),
  keepalive: true,
});

function contents(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
    if (form.querySelector(`input[type=password][name="${CSS.escape(name)}"]`)) continue;
    (fields[name] ??= []).push(value);
  }
  return fields;
}

async function save(form) {
  const key = form.dataset.draft;
  const body = { fields: contents(form), url: location.pathname + location.search, title: title(form) };
  try {
    const answer = await ask(key, "POST", body);
    if (!answer.ok) throw new Error(String(answer.status));
    localStorage.removeItem(shelf(key));
    note(form, "Rascunho salvo");
  } catch {
    localStorage.setItem(shelf(key), JSON.stringify({ ...body, saved_at: new Date().toISOString() }));
    note(form, "Rascunho salvo neste computador");
  }
  form.setAttribute("data-draft-saved", "");
}

// What the list of drafts calls it: the page, and the first thing written in it.
function title(form) {
  const written = [...form.elements].find((control) => control.name && control.value.trim() && control.matches("input[type=text], textarea"));
  const words = written?.value.trim().replace(/\s+/g, " ") ?? "";
  return [document.title.split(" · ")[0], words.slice(0, 60)].filter(Boolean).join(": ");
}

async function load(key) {
  const kept = localStorage.getItem(shelf(key));
  if (kept) return JSON.parse(kept);
  try {
    const answer = await ask(key, "GET");
    return answer.status === 200 ? await answer.json() : null;
  } catch {
    return null;
  }
}

export async function discard(key) {
  localStorage.removeItem(shelf(key));
  try { await ask(key, "DELETE"); } catch { /* it expires on the server by itself */ }
}

function restore(form, fields) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const total = rows.querySelector('input[name$="-TOTAL_FORMS"]');
    const wanted = Number(fields[total.name]?.[0] ?? total.value);
    while (Number(total.value) < wanted) addRow(rows, { focus: false });
  }
  for (const control of form.elements) {
    if (!control.name || control.name.endsWith("-TOTAL_FORMS") || ["file", "password", "submit", "button"].includes(control.type) || control.name === "csrfmiddlewaretoken") continue;
    const values = fields[control.name] ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
    else if (control.name in fields) control.value = values.shift() ?? "";
    control.dispatchEvent(new Event("draft-restored", { bubbles: true }));
  }
  for (const row of form.querySelectorAll("[data-row]")) row.hidden = Boolean(row.querySelector('[name$="-DELETE"]:checked'));
}

const same = (a, b) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function banner(form, savedAt) {
  const when = new Date(savedAt ?? Date.now()).toLocaleString("pt-BR", { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
  const box = Object.assign(document.createElement("div"), { className: "draft-banner" });
  box.setAttribute("role", "status");
  const words = Object.assign(document.createElement("span"), { textContent: `Rascunho recuperado, de ${when}.`, className: "grow" });
  const throwAway = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: "Descartar" });
  throwAway.addEventListener("click", async () => { await discard(form.dataset.draft); form.setAttribute("data-draft-saved", ""); location.reload(); });
  box.append(words, throwAway);
  form.prepend(box);
}

function note(form, sentence) {
  const time = new Date().toLocaleTimeString("pt-BR", { hour: "2-digit", minute: "2-digit" });
  let place = form.querySelector(".draft-note");
  if (!place) {
    place = Object.assign(document.createElement("span"), { className: "draft-note" });
    (form.querySelector(".form-actions, .dialog-actions") ?? form).append(place);
  }
  place.textContent = `${sentence} às ${time}`;
}

whenPresent("form[data-draft]", async (form) => {
  if (form.querySelector("[data-error-summary]")) return;
  const draft = await load(form.dataset.draft);
  if (!draft || same(draft.fields, contents(form))) return;
  restore(form, structuredClone(draft.fields));
  banner(form, draft.saved_at);
});

for (const type of ["input", "change"]) {
  on(type, "form[data-draft]", (form) => {
    form.removeAttribute("data-draft-saved");
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), WAIT));
  });
}

// What was sent is no draft any more, once the next page shows that it was accepted.
on("submit", "form[data-draft]", (form) => {
  clearTimeout(timers.get(form));
  form.setAttribute("data-draft-saved", "");
  if (!form.matches("[hx-post], [hx-put]")) sessionStorage.setItem(SENT, form.dataset.draft);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (form.matches?.("form[data-draft]") && event.detail.successful) discard(form.dataset.draft);
});

const sent = sessionStorage.getItem(SENT);
if (sent) {
  sessionStorage.removeItem(SENT);
  if (!document.querySelector("[data-error-summary]")) discard(sent);
}
