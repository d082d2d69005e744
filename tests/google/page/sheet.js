"use strict";
// A person at a sheet: chooses a cell, types, ticks, sorts, inserts and deletes rows. What others change shows by itself.

const WARNING = "You are about to edit a part of this sheet that should not be changed by accident. Edit anyway?";
const LOCKED = "This part of the sheet is protected: only its owner can change it.";
const home = location.pathname;
const part = (name) => document.getElementById(name);
let sheet = null; // as the stand-in last described it
let tab = decodeURIComponent(location.hash.slice(1));
let here = "A1";

const place = (at) => {
  const [, letters_, row] = at.match(/^([A-Z]+)(\d+)$/);
  return { column: [...letters_].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1, row: Number(row) };
};
const cellAt = (at) => sheet.rows[place(at).row - 1]?.cells[place(at).column] || {};
const boxAt = (at) => part("grid").querySelector(`td[data-at="${at}"]`);

async function refresh() {
  const seen = sheet && sheet.tab === tab ? sheet.version : "";
  const reply = await fetch(`${home}/grid?${new URLSearchParams({ tab, seen })}`);
  if (reply.status === 204) return;
  if (!reply.ok) return say((await reply.json()).said, true);
  sheet = await reply.json();
  tab = sheet.tab;
  draw();
}

function draw() {
  const grid = part("grid");
  const [top, left] = [grid.scrollTop, grid.scrollLeft];
  grid.replaceChildren(drawn(sheet, part("hidden").checked));
  placeCharts(grid, sheet);
  [grid.scrollTop, grid.scrollLeft] = [top, left];
  document.title = part("title").textContent = sheet.title;
  part("address").textContent = sheet.address;
  part("tabs").replaceChildren(...sheet.tabs.filter((one) => !one.hidden || part("hidden").checked).map(tabButton));
  choose(here);
}

function tabButton(one) {
  const made = element("button", { textContent: one.title });
  made.classList.toggle("on", one.title === tab);
  made.classList.toggle("was-hidden", one.hidden);
  made.addEventListener("click", () => open(one.title));
  return made;
}

function open(title) {
  tab = location.hash = title;
  tab = title;
  here = "A1";
  say("");
  part("grid").scrollTo(0, 0);
  refresh();
}

function choose(at) {
  const box = boxAt(at);
  for (const marked of part("grid").querySelectorAll(".here, .on")) marked.classList.remove("here", "on");
  part("cell").textContent = here = at;
  part("entered").value = cellAt(at).entered || "";
  if (!box) return;
  box.classList.add("here");
  box.parentElement.cells[0].classList.add("on");
  part("grid").querySelector(`thead th[data-column="${place(at).column}"]`)?.classList.add("on");
}

function move(rows, columns) {
  const box = boxAt(here);
  const lines = [...part("grid").querySelectorAll("tbody tr")];
  const line = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(box?.parentElement) + rows))];
  const next = line.cells[Math.max(1, Math.min(line.cells.length - 1, (box?.cellIndex || 1) + columns))];
  choose(next.dataset.at);
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function say(words, wrong = false) {
  part("said").textContent = words;
  part("said").classList.toggle("wrong", wrong);
}

async function sure(at) {
  const guard = cellAt(at).guard;
  if (guard === "locked") say(LOCKED, true);
  if (!guard || guard === "locked") return !guard;
  part("question").textContent = WARNING;
  part("ask").returnValue = "no";
  part("ask").showModal();
  await new Promise((closed) => part("ask").addEventListener("close", closed, { once: true }));
  part("grid").focus();
  return part("ask").returnValue === "yes";
}

async function act(what, more = {}) {
  const body = JSON.stringify({ tab, do: what, ...more });
  const reply = await fetch(`${home}/do`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const said = await reply.json();
  say(said.said || "", !reply.ok);
  await refresh();
  return reply.ok;
}

async function type(at, text) {
  if (text === (cellAt(at).entered || "")) return;
  const { choices, strict } = cellAt(at);
  if (choices && strict && text && !choices.includes(text)) {
    return say(`${at} must be one of: ${choices.join(", ")}.`, true);
  }
  if (await sure(at)) await act("type", { cell: at, text });
}

// Typing in the cell itself
function edit(text) {
  const [at, box] = [here, boxAt(here)];
  if (!box || box.querySelector("input")) return;
  const field = element("input", { className: "typing", value: text });
  box.append(field);
  field.focus();
  let open_ = true;
  const close = async (keeps) => {
    if (!open_) return;
    open_ = false;
    field.remove();
    part("choices").hidden = true;
    if (keeps) await type(at, field.value);
  };
  offer(box, cellAt(at).choices || [], (choice) => {
    field.value = choice;
    close(true);
    part("grid").focus();
  });
  field.addEventListener("blur", () => close(true));
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (!["Enter", "Tab", "Escape"].includes(event.key)) return;
    event.preventDefault();
    const way = { Enter: [1, 0], Tab: [0, 1], Escape: [0, 0] }[event.key];
    close(event.key !== "Escape");
    part("grid").focus();
    move(...way);
  });
}

// The list of a drop-down, below its cell
function offer(box, choices, take) {
  const place_ = box.getBoundingClientRect();
  const list = part("choices");
  const items = choices.map((choice) => {
    const item = element("li", { textContent: choice });
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(choice);
    });
    return item;
  });
  list.replaceChildren(...items);
  list.hidden = !choices.length;
  Object.assign(list.style, { left: `${place_.left}px`, top: `${place_.bottom}px`, minWidth: `${place_.width}px` });
}

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Tab: [0, 1], Enter: null };

async function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in ARROWS || ["Delete", "Backspace", "F2", " "].includes(event.key)) event.preventDefault();
  if (ARROWS[event.key]) move(...ARROWS[event.key]);
  else if (event.key === "Enter" || event.key === "F2") edit(cellAt(here).entered || "");
  else if (event.key === "Delete" || event.key === "Backspace") tools.clear();
  else if (event.key === " " && "ticked" in cellAt(here)) tick(here);
  else if (event.key.length === 1) {
    event.preventDefault();
    edit(event.key);
  }
}

async function tick(at) {
  if (await sure(at)) await act("tick", { cell: at });
  else draw();
}

const tools = {
  insert_above: () => act("insert_row", { row: place(here).row }),
  insert_below: () => act("insert_row", { row: place(here).row + 1 }),
  delete_row: () => act("delete_row", { row: place(here).row }),
  sort: () => act("sort", { cell: here }),
  clear: async () => (await sure(here)) && act("clear", { cell: here }),
};

part("grid").addEventListener("mousedown", (event) => {
  const box = event.target.closest("td");
  if (box && !event.target.matches("input.typing")) choose(box.dataset.at);
});
part("grid").addEventListener("click", (event) => {
  if (!event.target.matches("input[type=checkbox]")) return;
  event.preventDefault();
  tick(event.target.closest("td").dataset.at);
});
part("grid").addEventListener("mouseup", (event) => {
  const box = event.target.closest("td.choice");
  if (box && event.clientX > box.getBoundingClientRect().right - 18) edit(cellAt(here).entered || "");
});
part("grid").addEventListener("dblclick", (event) => {
  if (event.target.matches("td") && !("ticked" in cellAt(here))) edit(cellAt(here).entered || "");
});
part("grid").addEventListener("keydown", key);
part("entered").addEventListener("change", (event) => type(here, event.target.value));
part("hidden").addEventListener("change", draw);
part("tools").addEventListener("click", (event) => tools[event.target.dataset.do]?.());
setInterval(() => {
  const isBusy = document.hidden || part("grid").querySelector("input.typing") || part("ask").open;
  if (!isBusy) refresh().catch(() => say("The stand-in has stopped: what you type now goes nowhere.", true));
}, 1500);
refresh();
