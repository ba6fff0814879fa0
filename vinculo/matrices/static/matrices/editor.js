// The box one types in over a cell, with the look-up of the column (F3 or while typing) for codes of records and lists.
import { announce } from "../ui/js/dom.js";

const WAIT = 160;

export class Editor {
  constructor(grid) {
    this.grid = grid;
    this.options = [];
  }

  open({ text = null, look = false } = {}) {
    this.close();
    const cell = this.grid.cell();
    if (!cell) return;
    this.grid.show();
    const head = this.grid.heads[this.grid.at.column];
    this.find = head.dataset.find ?? "";
    this.input = Object.assign(document.createElement("input"), { type: "text", className: "grid-editor", value: text ?? cell.dataset.v, autocomplete: "off", spellcheck: false });
    this.input.setAttribute("aria-label", `${head.firstChild.textContent.trim()}${head.title ? `. ${head.title}` : ""}`);
    Object.assign(this.input.style, { left: `${cell.offsetLeft}px`, top: `${cell.offsetTop}px`, width: `${Math.max(cell.offsetWidth, 120)}px`, height: `${cell.offsetHeight}px` });
    this.grid.wrap.append(this.input);
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("blur", () => this.commit());
    this.input.focus({ preventScroll: true });
    if (text === null) this.input.select();
    if (look) this.look(""); else if (this.find && text) this.later();
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.list?.remove();
    this.list = null;
    this.options = [];
    const input = this.input;
    this.input = null;
    input?.remove();
  }

  commit(row = 0, column = 0) {
    if (!this.input) return;
    const text = this.input.value.trim(), { at } = this.grid;
    this.close();
    this.grid.put([[text]], { top: at.row, bottom: at.row, left: at.column, right: at.column });
    if (row || column) this.grid.go(at.row + row, at.column + column);
    this.grid.wrap.focus({ preventScroll: true });
  }

  key(event) {
    if (event.isComposing) return;
    const listed = this.list && this.options.length;
    if (event.key === "Escape") { if (this.list) { this.list.remove(); this.list = null; } else { this.close(); this.grid.wrap.focus({ preventScroll: true }); } }
    else if (event.key === "F3") this.look("");
    else if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) this.mark(this.index + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" || event.key === "Tab") {
      if (listed && this.index >= 0) this.input.value = this.options[this.index].value;
      if (event.key === "Enter") this.commit(event.shiftKey ? -1 : 1, 0); else this.commit(0, event.shiftKey ? -1 : 1);
    } else if (!listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) this.commit(event.key === "ArrowDown" ? 1 : -1, 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  later() {
    if (!this.find) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.input && this.look(this.input.value.trim()), WAIT);
  }

  async look(words) {
    if (!this.find) return;
    this.pending?.abort();
    this.pending = new AbortController();
    try {
      const answer = await fetch(`${this.find}?q=${encodeURIComponent(words)}`, { signal: this.pending.signal, headers: { Accept: "application/json" } });
      if (answer.ok && this.input) this.fill(await answer.json(), words);
    } catch (failure) {
      if (failure.name !== "AbortError") announce("Não foi possível consultar agora.");
    }
  }

  fill(options, words) {
    this.options = options;
    this.list ??= Object.assign(document.createElement("div"), { className: "grid-options" });
    this.list.setAttribute("role", "listbox");
    this.list.replaceChildren(...(options.length ? options.map((option, index) => this.line(option, index)) : [Object.assign(document.createElement("div"), { className: "hint", textContent: "Nada encontrado." })]));
    this.list.style.left = this.input.style.left;
    this.list.style.top = `${this.input.offsetTop + this.input.offsetHeight + 2}px`;
    this.grid.wrap.append(this.list);
    this.list.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Typed words choose only what they name; F3 without words starts at the first.
    const exact = options.findIndex((option) => option.value.toLowerCase() === words.toLowerCase());
    this.mark(exact >= 0 ? exact : words && /^\d/.test(words) ? -1 : 0);
    announce(options.length === 1 ? "1 opção" : `${options.length} opções`);
  }

  line({ value, label }, index) {
    const line = document.createElement("div");
    line.setAttribute("role", "option");
    line.append(Object.assign(document.createElement("span"), { textContent: label }), Object.assign(document.createElement("span"), { className: "hint", textContent: value }));
    line.addEventListener("mousedown", (event) => { event.preventDefault(); event.stopPropagation(); this.index = index; this.input.value = value; this.commit(1, 0); });
    return line;
  }

  mark(index) {
    const lines = [...(this.list?.querySelectorAll("[role=option]") ?? [])];
    this.index = lines.length ? (index < 0 ? -1 : (index + lines.length) % lines.length) : -1;
    lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === this.index)));
    lines[this.index]?.scrollIntoView({ block: "nearest" });
  }
}
