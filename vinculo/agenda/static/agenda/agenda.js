// The agenda: the line in turn shows its customer beside the list; the calendar moves contacts by drag or by keyboard.
// After every change the list is read again and the same place in it stays in turn.
const PREVIEW_WAIT = 120;
const SNAP = 15;
let timer = 0;

const lines = () => [...document.querySelectorAll("[data-agenda-list] [data-contact]")];
const shown = () => document.querySelector("#preview [data-preview-of]")?.dataset.previewOf;

// --- The list -------------------------------------------------------------------

document.addEventListener("focusin", (event) => choose(event.target.closest?.("[data-agenda-list] [data-contact]")));
document.addEventListener("click", (event) => {
  const line = event.target.closest?.("[data-agenda-list] [data-contact]");
  if (!line || event.target.closest("a, button")) return;
  if (matchMedia("(max-width: 72rem)").matches) line.querySelector("[data-keyopen]").click();
  else choose(line);
});

function choose(line) {
  const preview = document.getElementById("preview");
  if (!line || !preview || shown() === line.dataset.contact) return;
  mark(line);
  clearTimeout(timer);
  timer = setTimeout(() => {
    window.htmx.ajax("GET", line.dataset.preview, { target: "#preview", swap: "innerHTML" });
    remember(line.dataset.contact);
  }, PREVIEW_WAIT);
}

function mark(line) {
  for (const other of lines()) other.classList.toggle("current", other === line);
}

function remember(contact) {
  const address = new URL(location.href);
  address.searchParams.set("contato", contact);
  history.replaceState(history.state, "", address);
}

document.addEventListener("contacts-changed", async () => {
  const place = lines().findIndex((line) => line.classList.contains("current"));
  const address = new URL(location.href);
  address.searchParams.delete("contato");
  history.replaceState(history.state, "", address);
  await window.htmx.ajax("GET", address.href, { target: "#agenda", select: "#agenda", swap: "outerHTML" });
  scrollToWork();
  const now = lines();
  if (place >= 0 && now.length) now[Math.min(place, now.length - 1)].focus({ preventScroll: true });
});

// --- The calendar ---------------------------------------------------------------

let dragged = null;

// The day under the pointer. The block that is dragged may reach over the next day, so what is pressed does not tell.
function columnUnder(event) {
  if (!event.target.closest?.("[data-day]")) return null;
  const within = ({ left, right }) => left <= event.clientX && event.clientX < right;
  return [...document.querySelectorAll("[data-day]")].find((column) => within(column.getBoundingClientRect()));
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".block[data-contact]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.title);
  dragged.dataset.grip = String(event.clientY - dragged.getBoundingClientRect().top);
  requestAnimationFrame(() => dragged?.classList.add("dragging"));
});

document.addEventListener("dragover", (event) => {
  const column = columnUnder(event);
  if (!dragged || !column) return;
  event.preventDefault();
  highlight(column);
});

document.addEventListener("drop", (event) => {
  const column = columnUnder(event);
  if (!dragged || !column) return;
  event.preventDefault();
  const height = parseFloat(getComputedStyle(column).height) / Number(getComputedStyle(column).getPropertyValue("--hours"));
  const top = event.clientY - column.getBoundingClientRect().top - Number(dragged.dataset.grip ?? 0);
  const firstHour = Number(column.closest("[data-calendar]").dataset.firstHour);
  const minutes = Math.round((top / height * 60) / SNAP) * SNAP + firstHour * 60;
  propose(dragged, column.dataset.day, Math.max(0, Math.min(24 * 60 - SNAP, minutes)));
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragging");
  dragged = null;
  highlight(null);
});

document.addEventListener("dblclick", (event) => {
  const block = event.target.closest?.(".block[data-open]");
  if (block) location.assign(block.dataset.open);
});

const STEPS = { ArrowUp: [0, -30], ArrowDown: [0, 30], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

document.addEventListener("keydown", (event) => {
  const block = event.target.closest?.(".block[data-contact]");
  if (!block || event.ctrlKey || event.metaKey) return;
  if (event.altKey && event.key in STEPS) {
    const [days, minutes] = STEPS[event.key];
    const due = new Date(block.dataset.due);
    due.setDate(due.getDate() + days);
    due.setMinutes(due.getMinutes() + minutes);
    propose(block, localDay(due), due.getHours() * 60 + due.getMinutes());
  } else if (event.key === "r") dialog(block.dataset.reschedule);
  else if (event.key === "c") dialog(block.dataset.close);
  else if (event.key === "Enter") location.assign(block.dataset.open);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// The calendar opens at the first thing to do, or at the present hour.
function scrollToWork() {
  const calendar = document.querySelector("[data-calendar]");
  if (!calendar) return;
  const marks = [...calendar.querySelectorAll(".block, .now-line")].map((mark) => mark.offsetTop);
  const head = calendar.querySelector(".calendar-head").offsetHeight;
  if (marks.length) calendar.scrollTop = Math.max(0, Math.min(...marks) - head / 2);
  const today = calendar.querySelector(".calendar-column.is-today"); // on a telephone the week is wider than the screen
  const left = (element) => element.getBoundingClientRect().left;
  if (today) calendar.scrollLeft += left(today) - left(calendar) - calendar.querySelector(".calendar-hours").offsetWidth;
}

scrollToWork();

function propose(block, day, minutes) {
  const two = (number) => String(number).padStart(2, "0");
  const moment = `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  if (moment !== block.dataset.due) dialog(`${block.dataset.reschedule}?para=${moment}`);
}

function dialog(address) {
  window.htmx.ajax("GET", address, { target: "#dialog-host", swap: "innerHTML" });
}

function highlight(column) {
  for (const other of document.querySelectorAll(".calendar-column.drop")) other.classList.toggle("drop", other === column);
  column?.classList.add("drop");
}

function localDay(moment) {
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
