// Results as bars: a column of numbers, named by the first column of words.

import { read } from "./answer.js";
import { element, icon } from "./dom.js";
import { isNumber, shorten } from "./term.js";
import { language, say } from "./words.js";

const MOST = 100;
const BARS = "M0 1h9v3H0zm0 5h16v3H0zm0 5h5v3H0z";

export class Chart {
  label = say("chart");
  priority = 1;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(plan(read(this.yasr.results)));
  }

  getIcon() {
    return icon(BARS);
  }

  draw() {
    const answer = read(this.yasr.results);
    const { name, values } = plan(answer);
    const options = values.map((value) => element("option", {}, value));
    const list = element("select", { aria: { label: say("column") } }, ...options);
    const bars = element("ol");
    const redraw = () => bars.replaceChildren(...this.bars(answer.rows, name, list.value));
    list.addEventListener("change", redraw);
    redraw();
    const title = element("span", {}, list, ` · ${name} ${restOf(answer.rows.length)}`);
    const controls = element("div", { className: "cancu-controls" }, title);
    this.yasr.resultsEl.append(element("div", { className: "cancu-result cancu-chart" }, controls, bars));
  }

  bars(rows, name, value) {
    const drawn = rows.slice(0, MOST).filter((row) => row[value]);
    const amounts = drawn.map((row) => Number(row[value].value));
    // From zero or the least to zero or the most, so that the lengths of bars can be compared.
    const span = { least: Math.min(0, ...amounts), most: Math.max(0, ...amounts) };
    return drawn.map((row, i) => bar(this.nameOf(row[name]), amounts[i], span));
  }

  nameOf(term) {
    return term?.type === "uri" ? shorten(term.value, this.yasr.getPrefixes()) : (term?.value ?? "");
  }
}

function restOf(count) {
  return count > MOST ? `(${say("first")} ${MOST} / ${count.toLocaleString(language)})` : "";
}

function bar(name, amount, { least, most }) {
  const whole = most - least || 1;
  const block = element("span", { className: "cancu-bar" });
  block.style.marginInlineStart = `${((Math.min(amount, 0) - least) / whole) * 100}%`;
  block.style.width = `${(Math.abs(amount) / whole) * 100}%`;
  const number = element("span", { className: "cancu-number" }, amount.toLocaleString(language));
  return element("li", {}, element("span", { className: "cancu-name" }, name), element("span", {}, block), number);
}

/** The columns to draw, or undefined; an IRI names a bar only where no column of words can. */
function plan({ columns, rows }) {
  const terms = (name) => rows.map((row) => row[name]).filter(Boolean);
  const filled = columns.filter((name) => terms(name).length);
  const values = filled.filter((name) => terms(name).every(isNumber));
  const names = filled.filter((name) => !values.includes(name));
  const name = names.find((name) => terms(name).every((term) => term.type !== "uri")) ?? names[0];
  return values.length && name ? { name, values } : undefined;
}
