// Masks for Brazilian identifiers. They place punctuation while one types at the end and never fight a correction in the middle.
import { on, whenPresent } from "./dom.js";

const digits = (text) => text.replace(/\D/g, "");
const alphanumeric = (text) => text.toUpperCase().replace(/[^0-9A-Z]/g, "");

// `pattern` uses # for one kept character; anything else is punctuation.
function fit(text, pattern) {
  let result = "";
  let index = 0;
  for (const sign of pattern) {
    if (index >= text.length) break;
    result += sign === "#" ? text[index++] : sign;
  }
  return result;
}

const cpf = (text) => fit(digits(text), "###.###.###-##");
const cnpj = (text) => fit(alphanumeric(text), "##.###.###/####-##");

function phone(text) {
  if (text.trimStart().startsWith("+")) return text;
  const kept = digits(text);
  if (/^0[38]00/.test(kept)) return fit(kept, "#### ### ####");
  return fit(kept, kept.length > 10 ? "(##) #####-####" : "(##) ####-####");
}

// Eleven digits are a CPF; a letter or a twelfth character makes it a CNPJ.
function documentMask(text) {
  const kept = alphanumeric(text);
  return /[A-Z]/.test(kept) || kept.length > 11 ? cnpj(kept) : cpf(kept);
}

const MASKS = {
  cpf,
  cnpj,
  phone,
  document: documentMask,
  cep: (text) => fit(digits(text), "#####-###"),
  date: (text) => fit(digits(text), "##/##/####"),
  datetime: (text) => fit(digits(text), "##/##/#### ##:##"),
};

function apply(input) {
  const mask = MASKS[input.dataset.mask];
  if (!mask) return;
  const before = input.value;
  const caret = input.selectionStart ?? before.length;
  const after = mask(before);
  if (after === before) return;
  const keptBeforeCaret = alphanumeric(before.slice(0, caret)).length;
  input.value = after;
  if (document.activeElement === input) input.setSelectionRange(...place(after, keptBeforeCaret));
}

function place(text, kept) {
  let position = 0;
  for (let seen = 0; position < text.length && seen < kept; position += 1) if (/[0-9A-Z]/i.test(text[position])) seen += 1;
  return [position, position];
}

// What the server keeps without punctuation is shown with it from the start.
whenPresent('input[data-mask="document"], input[data-mask="cep"]', apply);

on("input", "input[data-mask]", (input, event) => { if (!event.isComposing) apply(input); });

// Day and month alone mean this year; two digits of the year mean this century.
on("change", 'input[data-mask="date"]', (input) => {
  const match = /^(\d{2})\/(\d{2})(?:\/(\d{2}))?$/.exec(input.value);
  if (match) input.value = `${match[1]}/${match[2]}/${match[3] ? `20${match[3]}` : new Date().getFullYear()}`;
});

export { apply as applyMask };
