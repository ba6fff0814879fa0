// Sends the steps of the grid one after another, keeps what could not be sent, and warns before it would be lost.
import { csrfToken } from "../ui/js/dom.js";
import { toast } from "../ui/js/toasts.js";

const RETRY = 4000;

export class Saver {
  constructor(wrap, take) {
    this.wrap = wrap;
    this.take = take;
    this.queue = [];
    this.late = new Map();
    this.busy = false;
    addEventListener("beforeunload", (event) => { if (this.busy || this.queue.length) event.preventDefault(); });
  }

  send(step, extra = {}) {
    const { typed = [], added = [], deleted = [] } = step;
    if (!typed.length && !added.length && !deleted.length) return;
    this.queue.push({ url: this.wrap.dataset.cells, body: { typed, added, deleted }, ...extra });
    this.next();
  }

  step(kind) {
    this.queue.push({ url: this.wrap.dataset[kind], body: null });
    this.next();
  }

  // Cells typed into a new row before the server has given it its number.
  later(fresh, cells) {
    this.late.set(fresh, { ...this.late.get(fresh), ...cells });
  }

  async next() {
    if (this.busy || !this.queue.length) return;
    this.busy = true;
    this.say("Salvando…", "waiting");
    const step = this.queue[0];
    try {
      const answer = await fetch(step.url, {
        method: "POST",
        headers: { "X-CSRFToken": csrfToken(), "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(step.body ?? {}),
      });
      if (answer.redirected || ![200, 400, 403, 409].includes(answer.status)) throw new Error(String(answer.status));
      this.queue.shift();
      this.busy = false;
      this.settle(step, answer.status === 200 ? await answer.json() : await refusal(answer), answer.status === 200);
    } catch {
      this.busy = false;
      this.say("Sem conexão: o que foi digitado espera aqui e será salvo.", "failed");
      setTimeout(() => this.next(), RETRY);
    }
  }

  settle(step, told, done) {
    if (!done) {
      // Rows that were not made are new again: what is typed into them next is sent, not kept for a number.
      for (const { body } of [step, ...this.queue]) for (const row of body?.added ?? []) {
        this.late.delete(String(row.fresh));
        this.wrap.querySelector(`tr[data-fresh="${row.fresh}"]`)?.removeAttribute("data-fresh");
      }
      this.queue.length = 0;
      this.say("Não salvo", "failed");
      toast(told.sentence ?? "Não foi possível salvar.", { tone: "danger" });
      return;
    }
    if (told.reload) { location.reload(); return; }
    const fresh = {};
    (step.body?.added ?? []).forEach((row, index) => { if (row.fresh) fresh[told.added[index]] = row.fresh; });
    this.take({ ...told, fresh, place: step.place });
    if (told.sentence) toast(told.sentence, { tone: "info" });
    const status = document.querySelector("[data-grid-status]");
    if (status && told.status) status.innerHTML = told.status;
    const waiting = Object.entries(fresh).filter(([, mark]) => this.late.has(String(mark)));
    if (waiting.length) {
      this.queue.unshift({ url: this.wrap.dataset.cells, body: { typed: waiting.map(([line, mark]) => ({ line, cells: this.late.get(String(mark)) })), added: [], deleted: [] } });
      for (const [, mark] of waiting) this.late.delete(String(mark));
    }
    if (this.queue.length) this.next();
  }

  say(words, state) {
    const place = document.querySelector("[data-grid-saved]");
    if (!place) return;
    place.textContent = words;
    place.className = `grid-saved ${state}`;
  }
}

async function refusal(answer) {
  try { return await answer.json(); } catch { return {}; }
}
