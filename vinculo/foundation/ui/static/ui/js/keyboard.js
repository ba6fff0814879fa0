// The keyboard map. Any element may declare `data-hotkey` ("n", "Ctrl+E", the chord "g a") and `data-hotkey-label`;
// `?` lists what this page offers. Ctrl+Enter saves the form one is in. Keys rest while one types.
import { on } from "./dom.js";

const CHORD_WAIT = 1200;
const FIXED = [
  ["Geral", "?", "Mostrar este mapa"],
  ["Geral", "Ctrl+K", "Buscar em tudo"],
  ["Geral", "Esc", "Fechar o que está por cima"],
  ["Formulários", "Ctrl+Enter", "Salvar"],
  ["Formulários", "F3", "Abrir a consulta do campo"],
  ["Listas", "↑ ↓", "Mudar de linha (também j e k)"],
  ["Listas", "Enter", "Abrir a linha"],
  ["Listas", "x", "Marcar a linha"],
];

let chord = "";
let chordTimer = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return save(event);
  if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return;
  if (event.key === "?" && !openDialog()) return showMap(event);
  if (event.altKey) return;

  const key = pressed(event);
  const full = chord ? `${chord} ${key}` : key;
  const target = find(full) ?? (chord ? find(key) : null);
  setChord("");
  if (target) {
    event.preventDefault();
    press(target);
  } else if (candidates().some((element) => element.dataset.hotkey.startsWith(`${full} `))) {
    setChord(full);
  }
});

function pressed(event) {
  const key = event.key.length === 1 && event.ctrlKey ? event.key.toUpperCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

function setChord(keys) {
  chord = keys;
  clearTimeout(chordTimer);
  if (keys) chordTimer = setTimeout(() => { chord = ""; }, CHORD_WAIT);
}

const openDialog = () => [...document.querySelectorAll("dialog[open]")].at(-1);

// Under an open dialog only the dialog's own keys live.
function candidates() {
  const scope = openDialog() ?? document;
  return [...scope.querySelectorAll("[data-hotkey]")].filter((element) => !element.disabled && !element.closest("[hidden]"));
}

function find(keys) {
  return candidates().find((element) => element.dataset.hotkey === keys);
}

function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), select, textarea")) {
    element.focus();
    element.select?.();
  } else if (element.hasAttribute("popovertarget")) {
    document.getElementById(element.getAttribute("popovertarget"))?.showPopover();
  } else {
    element.click();
  }
}

function isTyping(element) {
  return element instanceof Element && element.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");
}

function save(event) {
  const form = event.target.closest?.("form") ?? openDialog()?.querySelector("form") ?? document.querySelector("main form[data-guard], main form[data-draft]");
  if (!form || event.target.closest(".palette")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[type=submit].primary") ?? undefined);
}

function showMap(event) {
  const dialog = document.getElementById("keymap");
  if (!dialog) return;
  event.preventDefault();
  fill(dialog);
  dialog.showModal();
}

function fill(dialog) {
  const groups = new Map();
  const add = (group, keys, label) => {
    const lines = groups.get(group) ?? groups.set(group, new Map()).get(group);
    if (!lines.has(keys)) lines.set(keys, label);
  };
  for (const element of document.querySelectorAll("[data-hotkey][data-hotkey-label]"))
    add(element.dataset.hotkeyGroup ?? "Nesta página", element.dataset.hotkey, element.dataset.hotkeyLabel);
  for (const [group, keys, label] of FIXED) add(group, keys, label);
  const order = ["Nesta página", "Ir para", "Criar", "Listas", "Formulários", "Geral"];
  const sorted = [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  dialog.querySelector("[data-keymap]").replaceChildren(...sorted.map(([title, lines]) => section(title, lines)));
}

function section(title, lines) {
  const box = document.createElement("section");
  const heading = Object.assign(document.createElement("h3"), { textContent: title });
  const list = document.createElement("ul");
  list.className = "keymap-lines";
  for (const [keys, label] of lines) {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("span"), { textContent: label }), caps(keys));
    list.append(line);
  }
  box.append(heading, list);
  return box;
}

function caps(keys) {
  const box = Object.assign(document.createElement("span"), { className: "keys" });
  for (const key of keys === "+" ? ["+"] : keys.replaceAll("+", " ").split(" "))
    box.append(Object.assign(document.createElement("kbd"), { className: "kbd", textContent: key }));
  return box;
}

on("click", '[data-dialog-open="keymap"]', () => fill(document.getElementById("keymap")));
