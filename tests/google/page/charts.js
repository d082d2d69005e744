"use strict";
// Draws the charts that lie over a tab, plainly: bars that stand, lie or are stacked, and lines between points.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { top: 34, right: 16, bottom: 40, left: 16 };

function shape(name, properties, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [property, value] of Object.entries(properties)) made.setAttribute(property, value);
  made.textContent = text;
  return made;
}

// Over the table, which must be on the page already: a chart hangs on a cell.
function placeCharts(grid, sheet) {
  for (const chart of sheet.charts) {
    const cell = grid.querySelector(`td[data-at="${letters(chart.column)}${chart.row}"]`);
    if (!cell) continue;
    const made = element("figure", { className: "chart" }, chartOf(chart));
    made.setAttribute("aria-label", chart.title);
    Object.assign(made.style, {
      left: `${cell.offsetLeft + chart.across}px`,
      top: `${cell.offsetTop + chart.down}px`,
      width: `${chart.width}px`,
      height: `${chart.height}px`,
    });
    grid.append(made);
  }
}

function chartOf(chart) {
  const made = shape("svg", { width: chart.width, height: chart.height });
  made.append(shape("text", { x: MARGIN.left, y: 22, class: "title" }, chart.title));
  const [count, isLying] = [lastShown(chart), chart.kind === "BAR"];
  const room = { along: chart.width - MARGIN.left - MARGIN.right, up: chart.height - MARGIN.top - MARGIN.bottom };
  const step = (isLying ? room.up : room.along) / Math.max(1, count);
  const unit = (isLying ? room.along : room.up) / Math.max(1, ...heights(chart, count));
  for (let place = 0; place < count; place++) made.append(...bars(chart, place, step, unit, room, isLying));
  for (const one of chart.series.filter((each) => each.isLine)) made.append(lineOf(one, count, step, unit, room));
  made.append(...legend(chart));
  return made;
}

// Blank rows at the end show nothing.
function lastShown(chart) {
  const isFilled = (place) => chart.names[place] || chart.series.some((one) => one.values[place]);
  return [...chart.names.keys()].reduce((last, place) => (isFilled(place) ? place + 1 : last), 0);
}

function heights(chart, count) {
  const all = [...Array(count).keys()].map((place) => chart.series.map((one) => one.values[place] || 0));
  return chart.stacked ? all.map((values) => values.reduce((sum, value) => sum + value, 0)) : all.flat();
}

function bars(chart, place, step, unit, room, isLying) {
  const series = chart.series.filter((one) => !one.isLine);
  const thick = (step * 0.8) / (chart.stacked ? 1 : Math.max(1, series.length));
  let below = 0;
  return series.map((one, number) => {
    const [size, side] = [Math.max(0, one.values[place] || 0) * unit, step * (place + 0.1) + (chart.stacked ? 0 : thick * number)];
    const [left, top] = isLying ? [below, side] : [side, room.up - below - size];
    const [width, height] = isLying ? [size, thick] : [thick, size];
    if (chart.stacked) below += size;
    const made = shape("rect", { x: MARGIN.left + left, y: MARGIN.top + top, width, height, fill: tone(one) });
    made.append(shape("title", {}, `${chart.names[place]}, ${one.name}: ${one.values[place] ?? ""}`));
    return made;
  });
}

function lineOf(one, count, step, unit, room) {
  const filled = [...Array(count).keys()].filter((place) => one.values[place] != null);
  const at = (place) => `${MARGIN.left + step * (place + 0.5)},${MARGIN.top + room.up - one.values[place] * unit}`;
  return shape("polyline", { points: filled.map(at).join(" "), stroke: tone(one), fill: "none", "stroke-width": 2 });
}

function legend(chart) {
  const wide = (chart.width - MARGIN.left) / Math.max(1, chart.series.length);
  return chart.series.flatMap((one, number) => {
    const [x, y] = [MARGIN.left + wide * number, chart.height - 22];
    return [shape("rect", { x, y, width: 10, height: 10, fill: tone(one) }), shape("text", { x: x + 15, y: y + 9 }, one.name)];
  });
}

const tone = (one) => `rgb(${one.colour.join(", ")})`;
