// Look-up fields: a combobox over records too many for a drop-down. F3 or typing opens it; the chosen value is submitted in
// the hidden input, the words stay visible. Words that choose nothing never pass for the choice made before: their only
// answer is taken on leaving, else they stay, marked, and the form waits. `data-lookup-free` sends the words themselves, for
// the server to judge (a code typed whole).
import { announce, whenPresent } from "./dom.js";

const WAIT = 140;
const FAILED = "Não foi possível consultar agora.";
const UNRESOLVED = "Escolha uma opção da consulta, ou apague o que foi digitado.";
const lookups = new WeakMap();
let counter = 0;

class Lookup {
  constructor(box) {
    this.box = box;
    this.url = box.dataset.lookup;
    this.isFree = "lookupFree" in box.dataset;
    this.value = box.querySelector("[data-lookup-value]");
    this.words = box.querySelector("[data-lookup-words]");
    this.list = Object.assign(document.createElement("div"), { className: "lookup-list", id: `lookup-${++counter}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    box.append(this.list);
    this.words.setAttribute("aria-controls", this.list.id);
    this.confirmed = this.words.value;
    this.options = [];

    this.words.addEventListener("input", () => { this.miss(""); this.later(); });
    this.words.addEventListener("keydown", (event) => this.key(event));
    this.words.addEventListener("blur", () => this.leave());
    this.words.addEventListener("draft-restored", () => { this.confirmed = this.words.value; });
    box.querySelector(".lookup-open")?.addEventListener("click", () => { this.words.focus(); this.fetch(""); });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.choose(this.options[Number(line.dataset.index)]);
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(this.words.value.trim()), WAIT);
  }

  async fetch(query) {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.pending = new AbortController();
    const address = new URL(this.url, location.href);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, { signal: this.pending.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const options = await answer.json();
      this.answered = query;
      this.show(options);
    } catch (failure) {
      if (failure.name !== "AbortError") this.say(FAILED);
    }
  }

  show(options) {
    this.options = options;
    if (!options.length) return this.say("Nada encontrado.");
    this.list.replaceChildren(...options.map((option, index) => this.line(option, index)));
    this.open();
    this.mark(0);
    announce(options.length === 1 ? "1 opção" : `${options.length} opções`);
  }

  say(sentence) {
    this.options = [];
    this.list.replaceChildren(Object.assign(document.createElement("div"), { className: "nothing", textContent: sentence }));
    this.open();
    announce(sentence);
  }

  line({ label, hint }, index) {
    const line = Object.assign(document.createElement("div"), { id: `${this.list.id}-${index}` });
    line.setAttribute("role", "option");
    line.dataset.index = index;
    line.append(Object.assign(document.createElement("span"), { textContent: label }));
    if (hint) line.append(Object.assign(document.createElement("span"), { className: "hint", textContent: hint }));
    return line;
  }

  open() {
    this.list.hidden = false;
    this.words.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.list.hidden = true;
    this.words.setAttribute("aria-expanded", "false");
    this.words.removeAttribute("aria-activedescendant");
  }

  mark(index) {
    const lines = [...this.list.querySelectorAll("[role=option]")];
    this.index = (index + lines.length) % lines.length;
    lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === this.index)));
    this.words.setAttribute("aria-activedescendant", lines[this.index].id);
    lines[this.index].scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    this.value.value = option.value;
    this.words.value = this.confirmed = option.label;
    this.miss("");
    this.close();
    for (const type of ["input", "change"]) this.value.dispatchEvent(new Event(type, { bubbles: true }));
  }

  typed() {
    const words = this.words.value.trim();
    return words === this.confirmed.trim() ? "" : words;
  }

  leave() {
    if (this.typed()) return void this.settle();
    this.close();
    if (!this.words.value.trim() && this.value.value) this.choose({ value: "", label: "" });
  }

  // What was typed and not chosen: true when it was settled.
  async settle() {
    const words = this.typed();
    if (!words) return true;
    if (this.isFree) {
      this.choose({ value: words, label: words });
      return true;
    }
    if (this.answered !== words) await this.fetch(words);
    if (this.words.value.trim() !== words) return false;
    const whole = (text) => text.localeCompare(words, "pt-BR", { sensitivity: "base" }) === 0;
    const exact = this.options.filter(({ label }) => whole(label) || whole(label.split(" · ")[0]));
    const [only, ...others] = exact.length ? exact : this.options;
    if (this.answered === words && only && !others.length) {
      this.choose(only);
      return true;
    }
    this.close();
    if (this.answered !== words) this.miss(FAILED);
    else this.miss(this.options.length ? UNRESOLVED : `Nada encontrado com “${words}”. ${UNRESOLVED}`);
    return false;
  }

  miss(sentence) {
    if (!sentence && !this.missed) return;
    this.missed ??= Object.assign(document.createElement("span"), { className: "lookup-miss", id: `${this.list.id}-miss` });
    this.missed.textContent = sentence;
    if (sentence) {
      this.box.after(this.missed);
      this.words.setAttribute("aria-invalid", "true");
      announce(sentence);
    } else {
      this.missed.remove();
      this.words.removeAttribute("aria-invalid");
    }
  }

  key(event) {
    const shown = !this.list.hidden;
    if (event.key === "F3") { event.preventDefault(); this.fetch(this.words.value === this.confirmed ? "" : this.words.value.trim()); }
    else if (event.key === "Escape" && shown) { event.preventDefault(); event.stopPropagation(); this.close(); }
    else if (event.key === "ArrowDown" && !shown) { event.preventDefault(); this.fetch(""); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.options.length) return;
      event.preventDefault();
      this.mark(this.index + (event.key === "ArrowDown" ? 1 : -1));
    } else if ((event.key === "Enter" || event.key === "Tab") && shown && this.options.length && !event.ctrlKey) {
      if (event.key === "Enter") event.preventDefault();
      this.choose(this.options[this.index]);
    }
  }
}

whenPresent("[data-lookup]", (box) => lookups.set(box, new Lookup(box)));

// A form with unsettled words is sent once they are settled, before anybody else hears of the submission.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const open = [...form.querySelectorAll("[data-lookup]")].map((box) => lookups.get(box)).filter((each) => each?.typed());
  if (!open.length) return;
  const isFree = open.every((each) => each.isFree);
  if (isFree) return open.forEach((each) => each.settle());
  event.preventDefault();
  event.stopImmediatePropagation();
  Promise.all(open.map((each) => each.settle())).then((settled) => {
    if (settled.every(Boolean)) form.requestSubmit(event.submitter ?? undefined);
    else open[settled.indexOf(false)].words.focus();
  });
}, true);

// F3 outside a look-up goes to the first one of the form.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F3" || event.defaultPrevented) return;
  const scope = event.target.closest?.("form") ?? document.querySelector("main form");
  const words = scope?.querySelector("[data-lookup-words]");
  if (!words) return;
  event.preventDefault();
  words.focus();
  words.dispatchEvent(new KeyboardEvent("keydown", { key: "F3" }));
});
