"use strict";
// Draws a tab as the table that the stand-in describes. What it knows of the tab is in `sheet`; it changes nothing.

const SIDE = { LEFT: "left", CENTER: "middle", RIGHT: "number" };

function letters(column) {
  let name = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

function drawn(sheet, showHidden) {
  const seen = [...sheet.columns.keys()].filter((column) => showHidden || !sheet.columns[column].hidden);
  const width = 46 + seen.reduce((sum, column) => sum + sheet.columns[column].width, 0);
  const table = element("table");
  table.style.width = `${width}px`;
  table.append(
    element("colgroup", {}, sized("col", 46), ...seen.map((column) => sized("col", sheet.columns[column].width))),
    element("thead", {}, element("tr", {}, element("th"), ...seen.map(heading))),
    element("tbody", {}, ...sheet.rows.filter((row) => showHidden || !row.hidden).map((row) => line(sheet, row, seen))),
  );
  freeze(table, sheet, seen);
  return table;
}

function sized(name, width) {
  const made = element(name);
  made.style.width = `${width}px`;
  return made;
}

function heading(column) {
  const made = element("th", { textContent: letters(column) });
  made.dataset.column = column;
  return made;
}

function line(sheet, row, seen) {
  const number = element("th", { textContent: row.number });
  number.dataset.row = row.number;
  const made = element("tr", {}, number, ...seen.map((column) => box(sheet, row, column)));
  made.style.height = `${row.height}px`;
  seen.forEach((column, place) => spill(made.cells[place + 1], sheet, row, seen.slice(place)));
  return made;
}

// A text that does not fit runs on over the empty cells beside it, as far as they are empty.
function spill(made, sheet, row, [column, ...others]) {
  const cell = row.cells[column] || {};
  const isPlain = cell.text && !cell.number && !cell.wrap && !cell.choices && !("ticked" in cell);
  if (!isPlain || ["CENTER", "RIGHT"].includes(cell.side)) return;
  const isFull = (other) => {
    const beside = row.cells[other] || {};
    return beside.text || beside.choices || "ticked" in beside;
  };
  const end = others.findIndex(isFull);
  const free = end < 0 ? others : others.slice(0, end);
  if (!free.length) return;
  const width = [column, ...free].reduce((sum, one) => sum + sheet.columns[one].width, 0);
  made.classList.add("spills");
  made.replaceChildren(element("span", { textContent: cell.text }));
  made.firstChild.style.maxWidth = `${width - 9}px`;
}

function box(sheet, row, column) {
  const cell = row.cells[column] || {};
  const made = element("td", { title: cell.note || "" });
  made.dataset.at = `${letters(column)}${row.number}`;
  const hidden = row.hidden || sheet.columns[column].hidden;
  const classes = { number: cell.number, noted: cell.note, choice: cell.choices, wrong: cell.wrong, wrap: cell.wrap };
  for (const [name, holds] of Object.entries({ ...classes, "was-hidden": hidden })) made.classList.toggle(name, !!holds);
  if (SIDE[cell.side]) made.classList.replace("number", SIDE[cell.side]) || made.classList.add(SIDE[cell.side]);
  Object.assign(made.style, cell.style || {});
  if ("ticked" in cell) made.append(element("input", { type: "checkbox", checked: cell.ticked, tabIndex: -1 }));
  else made.textContent = cell.text || "";
  return made;
}

// Frozen rows and columns stay where they are while the rest moves below them.
function freeze(table, sheet, seen) {
  const frozen = seen.filter((column) => column < sheet.frozenColumns);
  let top = 22;
  for (const line of [...table.tBodies[0].rows]) {
    const row = Number(line.cells[0].dataset.row);
    const isFrozen = row <= sheet.frozenRows;
    let left = 46;
    for (const cell of line.cells) {
      const place = cell.cellIndex - 1;
      if (isFrozen) frozenAt(cell, "row", "top", top, row === sheet.frozenRows);
      if (place >= 0 && place < frozen.length) {
        frozenAt(cell, "column", "left", left, place === frozen.length - 1);
        left += sheet.columns[frozen[place]].width;
      }
    }
    top += sheet.rows[row - 1].height;
  }
}

function frozenAt(cell, way, side, pixels, last) {
  cell.classList.add(`frozen-${way}`);
  cell.classList.toggle(`last-frozen-${way}`, last);
  cell.style[side] = `${pixels}px`;
}
