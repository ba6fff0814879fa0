// The grid of a matrix, worked by keyboard like a spreadsheet. What is typed shows at once and is saved step by step; the
// server answers with the rows as they are (a cell that cannot be comes back marked), so nothing typed is ever lost.
import { announce, whenPresent } from "../ui/js/dom.js";
import { toast } from "../ui/js/toasts.js";
import { Editor } from "./editor.js";
import { Saver } from "./saver.js";

class Grid {
  constructor(wrap) {
    this.wrap = wrap;
    this.body = wrap.querySelector("tbody");
    this.heads = [...wrap.querySelectorAll("thead th[data-c]")];
    this.names = this.heads.map((head) => head.dataset.c);
    this.editable = wrap.hasAttribute("data-editable");
    this.at = { row: 0, column: 0 };
    this.from = null;
    this.fresh = 0;
    this.hidden = new Set();
    this.seen = new Map(); // the last edit seen in a row that the server has drawn since
    this.wireColumns();
    if (this.editable) {
      this.saver = new Saver(wrap, (answer) => this.take(answer));
      this.editor = new Editor(this);
      this.ensureBlank();
      this.wireButtons();
    }
    document.querySelector("[data-grid-try]")?.addEventListener("click", (event) => this.tryRow(event.currentTarget.dataset.gridTry));
    wrap.addEventListener("keydown", (event) => this.key(event));
    wrap.addEventListener("mousedown", (event) => this.press(event));
    wrap.addEventListener("dblclick", () => this.editable && this.editor.open());
    wrap.addEventListener("copy", (event) => this.copy(event));
    wrap.addEventListener("cut", (event) => this.cut(event));
    wrap.addEventListener("paste", (event) => this.paste(event));
    wrap.addEventListener("focus", () => this.show());
    this.paint();
  }

  // --- Where one is ------------------------------------------------------------

  get rows() { return this.body.rows; }
  cell(row = this.at.row, column = this.at.column) { return this.rows[row]?.cells[column + 1]; }
  line(row) { return this.rows[row]?.dataset.line; }

  go(row, column, { extend = false } = {}) {
    this.from = extend ? this.from ?? { ...this.at } : null;
    const way = column < this.at.column ? -1 : 1;
    while (this.hidden.has(column)) column += way;
    if (column < 0 || column >= this.names.length) column = this.at.column;
    this.at = { row: clamp(row, this.rows.length), column: clamp(column, this.names.length) };
    this.paint();
    this.show();
    const cell = this.cell();
    if (cell) announce(`${this.heads[this.at.column].textContent.trim()}: ${cell.dataset.v || "em branco"}${cell.dataset.fault ? `. ${cell.dataset.fault}` : ""}`);
  }

  get range() {
    const other = this.from ?? this.at;
    return {
      top: Math.min(this.at.row, other.row), bottom: Math.max(this.at.row, other.row),
      left: Math.min(this.at.column, other.column), right: Math.max(this.at.column, other.column),
    };
  }

  paint() {
    for (const cell of this.body.querySelectorAll(".picked, .current")) cell.classList.remove("picked", "current");
    const { top, bottom, left, right } = this.range;
    if (this.from) for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) this.cell(row, column)?.classList.add("picked");
    this.cell()?.classList.add("current");
    this.tip();
  }

  show() {
    const cell = this.cell();
    if (!cell) return;
    const box = this.wrap.getBoundingClientRect(), spot = cell.getBoundingClientRect();
    const head = this.wrap.querySelector("thead").offsetHeight, side = this.rows[0].cells[0].offsetWidth;
    if (spot.top < box.top + head) this.wrap.scrollTop -= box.top + head - spot.top;
    else if (spot.bottom > box.bottom - 16) this.wrap.scrollTop += spot.bottom - box.bottom + 16;
    if (spot.left < box.left + side) this.wrap.scrollLeft -= box.left + side - spot.left;
    else if (spot.right > box.right - 16) this.wrap.scrollLeft += spot.right - box.right + 16;
  }

  // The sentence of a faulty cell, right under it.
  tip() {
    this.bubble?.remove();
    const cell = this.cell();
    if (!cell?.dataset.fault) return;
    this.bubble = Object.assign(document.createElement("div"), { className: "grid-tip", textContent: cell.dataset.fault });
    this.bubble.style.left = `${cell.offsetLeft}px`;
    this.bubble.style.top = `${cell.offsetTop + cell.offsetHeight + 2}px`;
    this.wrap.append(this.bubble);
  }

  // --- Columns in use ------------------------------------------------------------

  get first() { return this.names.findIndex((_, column) => !this.hidden.has(column)); }
  get last() { return this.names.findLastIndex((_, column) => !this.hidden.has(column)); }

  // Hides the columns in which no row of the page has anything: at first when one reads, not when one writes. The
  // choice is remembered for each.
  wireColumns() {
    const box = document.querySelector("[data-grid-compact]");
    if (!box) return;
    const kept = `grid-compact-${this.editable ? "write" : "read"}`;
    box.checked = (localStorage.getItem(kept) ?? (this.editable ? "no" : "yes")) === "yes";
    const apply = () => {
      this.hidden = new Set(box.checked ? [...this.names.keys()].filter((column) => ![...this.rows].some((row) => row.cells[column + 1]?.dataset.v)) : []);
      this.fold();
      if (this.hidden.has(this.at.column)) this.go(this.at.row, Math.max(0, this.first));
    };
    box.addEventListener("change", () => {
      localStorage.setItem(kept, box.checked ? "yes" : "no");
      apply();
    });
    apply();
  }

  fold() {
    for (const row of [this.heads[0].parentElement, ...this.rows])
      for (const column of this.names.keys()) row.cells[column + 1].hidden = this.hidden.has(column);
  }

  // --- Keys and mouse ----------------------------------------------------------

  press(event) {
    const cell = event.target.closest("td[data-c]");
    if (!cell || event.target.closest(".grid-editor, .grid-options")) return;
    this.editor?.commit();
    this.wrap.focus({ preventScroll: true });
    event.preventDefault();
    this.go(cell.parentElement.sectionRowIndex, cell.cellIndex - 1, { extend: event.shiftKey });
    const drag = (move) => {
      const over = move.target.closest?.("td[data-c]");
      if (over) this.go(over.parentElement.sectionRowIndex, over.cellIndex - 1, { extend: true });
    };
    this.wrap.addEventListener("mouseover", drag);
    addEventListener("mouseup", () => this.wrap.removeEventListener("mouseover", drag), { once: true });
  }

  key(event) {
    if (event.target !== this.wrap || event.isComposing) return;
    const { row, column } = this.at, control = event.ctrlKey || event.metaKey, extend = event.shiftKey;
    const page = Math.max(1, Math.floor(this.wrap.clientHeight / 32) - 2);
    const moves = {
      ArrowUp: [control ? 0 : row - 1, column], ArrowDown: [control ? this.rows.length - 1 : row + 1, column],
      ArrowLeft: [row, control ? this.first : column - 1], ArrowRight: [row, control ? this.last : column + 1],
      Home: [control ? 0 : row, this.first], End: [control ? this.rows.length - 1 : row, this.last],
      PageUp: [row - page, column], PageDown: [row + page, column],
    };
    if (event.key === "Escape") { this.wrap.blur(); return stop(event); }
    if (moves[event.key]) { this.go(...moves[event.key], { extend }); return stop(event); }
    if (event.key === "Tab") {
      const next = column + (event.shiftKey ? -1 : 1);
      if (next < 0 || next >= this.names.length) return;
      this.go(row, next);
      return stop(event);
    }
    if (control && event.key.toLowerCase() === "a") { this.at = { row: 0, column: 0 }; this.go(this.rows.length - 1, this.names.length - 1, { extend: true }); return stop(event); }
    if (this.editable) this.work(event, control);
    else if (["Enter", "F2", "Insert", "Delete", "Backspace"].includes(event.key) || (event.key === "d" && control)) { this.refuse(); stop(event); }
  }

  // Who tries to write where one only reads is told where to write.
  refuse() {
    toast(this.wrap.dataset.readOnly, { tone: "info" });
  }

  work(event, control) {
    const letter = event.key.toLowerCase();
    const act = {
      Enter: () => this.editor.open(), F2: () => this.editor.open(),
      F3: () => this.editor.open({ look: true }),
      Insert: () => this.addRow(),
    }[event.key];
    if (act && !control) act();
    else if (control && letter === "z" && !event.shiftKey) this.saver.step("undo");
    else if (control && (letter === "y" || (letter === "z" && event.shiftKey))) this.saver.step("redo");
    else if (control && letter === "d") this.fillDown();
    else if (control && (event.key === "Delete" || event.key === "-")) this.deleteRows();
    else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else if (event.key.length === 1 && !control && !event.altKey) this.editor.open({ text: event.key });
    else return;
    stop(event);
  }

  wireButtons() {
    document.querySelector("[data-grid-add]")?.addEventListener("click", () => this.addRow({ atEnd: true }));
    document.querySelector("[data-grid-duplicate]")?.addEventListener("click", () => this.duplicate());
    document.querySelector("[data-grid-delete]")?.addEventListener("click", () => this.deleteRows());
    document.addEventListener("click", (event) => {
      if (event.target.closest?.("[data-grid-undo]")) this.saver.step("undo");
      if (event.target.closest?.("[data-grid-redo]")) this.saver.step("redo");
    });
  }

  // --- Changing ----------------------------------------------------------------

  // `texts` is rows of columns, laid out from the top left of the selection; a selection some times as large as they are
  // is filled with them that many times.
  put(texts, { top, left, bottom, right } = this.range) {
    const deep = texts.length, wide = Math.max(...texts.map((each) => each.length));
    const times = (size, piece) => (size % piece ? piece : size);
    const height = times(bottom - top + 1, deep), width = times(right - left + 1, wide);
    const typed = new Map(), added = [];
    while (this.rows.length < top + height) this.blank();
    for (let down = 0; down < height; down++) {
      const row = this.rows[top + down], cells = {};
      for (let across = 0; across < width && left + across < this.names.length; across++) {
        const text = texts[down % deep][across % wide];
        if (text === undefined) continue;
        const cell = row.cells[left + across + 1];
        if (cell.dataset.v === text && !cell.dataset.fault) continue;
        cells[this.names[left + across]] = text;
        cell.textContent = cell.dataset.v = text;
        cell.classList.add("pending");
      }
      if (!Object.keys(cells).length) continue;
      if (row.dataset.line) typed.set(row.dataset.line, cells);
      else if (row.dataset.fresh) this.saver.later(row.dataset.fresh, cells);
      else if (Object.values(cells).some((text) => text.trim())) { row.dataset.fresh = ++this.fresh; added.push({ fresh: row.dataset.fresh, cells, after: this.lineAbove(row) }); }
    }
    this.ensureBlank();
    this.saver.send({ typed: [...typed].map(([line, cells]) => ({ line, cells, known: this.seen.get(line) ?? this.wrap.dataset.edit })), added });
  }

  // Rows at the foot of the last page go to the end; elsewhere below the row above them.
  lineAbove(row) {
    if (!document.querySelector(".pager [rel=next], [data-next]")) { let next = row.nextElementSibling; while (next && !next.dataset.line) next = next.nextElementSibling; if (!next) return null; }
    let above = row.previousElementSibling;
    while (above && !above.dataset.line) above = above.previousElementSibling;
    return above?.dataset.line ?? null;
  }

  // The try-it panel, filled with the keys of the row one is on; of a band, its first figure.
  tryRow(url) {
    const address = new URL(url, location.href);
    this.heads.forEach((head, column) => {
      const text = head.classList.contains("of-key") ? this.cell(this.at.row, column)?.dataset.v : "";
      if (text) address.searchParams.set(`c-${head.dataset.c}`, head.classList.contains("end") ? text.match(/-?[\d.,]+/)?.[0] ?? text : text);
    });
    location.assign(address);
  }

  clear() { this.put([[""]]); }

  addRow({ atEnd = false } = {}) {
    const last = this.rows[this.rows.length - 1];
    if (atEnd || !this.rows.length || !last.dataset.line && this.at.row >= this.rows.length - 2) { this.ensureBlank(); this.go(this.rows.length - 1, 0); this.wrap.focus(); return; }
    const row = this.blank(this.rows[this.at.row]);
    this.go(row.sectionRowIndex, 0);
    this.wrap.focus();
  }

  duplicate() {
    const lines = this.chosenLines();
    if (!lines.length) return;
    this.saver.send({ added: lines.map((line) => ({ after: lines.at(-1), copy_of: line, fresh: ++this.fresh })) }, { place: this.range.bottom });
  }

  // Of several rows, the first is repeated in the others; of one, the whole row.
  fillDown() {
    const { top, bottom, left, right } = this.range;
    if (top === bottom) { this.duplicate(); return; }
    const first = [];
    for (let column = left; column <= right; column++) first.push(this.cell(top, column)?.dataset.v ?? "");
    this.put([first], { top: top + 1, bottom, left, right });
  }

  deleteRows() {
    const lines = this.chosenLines(), { top, bottom } = this.range;
    for (let row = bottom; row >= top; row--) if (this.rows[row] && !this.rows[row].dataset.line) this.rows[row].remove();
    if (lines.length) this.saver.send({ deleted: lines });
    this.ensureBlank();
    this.go(Math.min(top, this.rows.length - 1), this.at.column);
  }

  chosenLines() {
    const { top, bottom } = this.range, lines = [];
    for (let row = top; row <= bottom; row++) if (this.line(row)) lines.push(this.line(row));
    return lines;
  }

  blank(after = null) {
    const row = document.createElement("tr");
    row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: "+" }));
    for (const head of this.heads) {
      const cell = document.createElement("td");
      cell.dataset.c = head.dataset.c;
      cell.dataset.v = "";
      cell.className = head.className;
      row.append(cell);
    }
    if (after) after.after(row); else this.body.append(row);
    if (this.hidden.size) this.fold();
    return row;
  }

  ensureBlank() {
    const last = this.rows[this.rows.length - 1];
    if (!last || last.dataset.line || last.dataset.fresh) this.blank();
  }

  // --- What the server says ------------------------------------------------------

  take(answer) {
    const lines = new Map([...this.rows].filter((row) => row.dataset.line).map((row) => [row.dataset.line, row]));
    for (const line of answer.deleted ?? []) lines.get(String(line))?.remove();
    let anchor = answer.place === undefined ? null : this.rows[answer.place];
    for (const { line, html } of answer.rows ?? []) {
      this.seen.set(String(line), answer.edit);
      const drawn = parse(html), fresh = answer.fresh?.[line];
      const old = lines.get(String(line)) ?? (fresh && this.body.querySelector(`tr[data-fresh="${fresh}"]`));
      if (old) old.replaceWith(drawn);
      else if (anchor) { anchor.after(drawn); anchor = drawn; }
      else this.body.insertBefore(drawn, [...this.rows].find((row) => !row.dataset.line && !row.dataset.fresh) ?? null);
    }
    this.ensureBlank();
    this.fold();
    this.at = { row: clamp(this.at.row, this.rows.length), column: this.at.column };
    this.paint();
  }

  // --- The clipboard ---------------------------------------------------------------

  copy(event) {
    if (event.target !== this.wrap) return;
    const { top, bottom, left, right } = this.range, out = [];
    for (let row = top; row <= bottom; row++) {
      const line = [];
      for (let column = left; column <= right; column++) line.push(this.cell(row, column)?.dataset.v ?? "");
      out.push(line.join("\t"));
    }
    event.clipboardData.setData("text/plain", out.join("\n"));
    stop(event);
    announce(`${out.length === 1 ? "1 linha copiada" : `${out.length} linhas copiadas`}`);
  }

  cut(event) {
    if (event.target !== this.wrap || !this.editable) return;
    this.copy(event);
    this.clear();
  }

  paste(event) {
    if (event.target !== this.wrap) return;
    if (!this.editable) { this.refuse(); return; }
    const texts = table(event.clipboardData.getData("text/plain"));
    stop(event);
    if (!texts.length) return;
    const { top, left, bottom, right } = this.range, deep = texts.length, wide = texts[0].length;
    this.put(texts);
    if (this.from && (bottom - top + 1) % deep === 0 && (right - left + 1) % wide === 0) return;
    this.at = { row: top, column: left };
    if (deep > 1 || wide > 1) this.go(Math.min(top + deep, this.rows.length) - 1, Math.min(left + wide, this.names.length) - 1, { extend: true });
  }
}

// The cells of what a spreadsheet puts in the clipboard; a cell in quotes may hold line breaks and doubled quotes.
function table(text) {
  const rows = [[""]];
  let quoted = false;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!clean) return [];
  for (let at = 0; at < clean.length; at++) {
    const letter = clean[at], row = rows.at(-1);
    if (quoted) {
      if (letter !== '"') row[row.length - 1] += letter;
      else if (clean[at + 1] === '"') { row[row.length - 1] += '"'; at++; }
      else quoted = false;
    } else if (letter === '"' && row.at(-1) === "") quoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else row[row.length - 1] += letter;
  }
  return rows.map((row) => row.map((cell) => cell.trim()));
}

function parse(html) {
  const shell = document.createElement("template");
  shell.innerHTML = html.trim();
  return shell.content.firstElementChild;
}

const clamp = (index, count) => Math.max(0, Math.min(index, count - 1));
function stop(event) { event.preventDefault(); event.stopPropagation(); }

whenPresent("[data-grid]", (wrap) => new Grid(wrap));
