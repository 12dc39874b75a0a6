// Results as a table: filtered, sorted and paged here, every cell made of text nodes.

import { read } from "./answer.js";
import { element, icon } from "./dom.js";
import { fold, isNumber, termElement } from "./term.js";
import { language, say } from "./words.js";

const PAGE = 50;
const GRID = "M0 2h16v12H0zm2 4v2h5V6zm7 0v2h5V6zm-7 4v2h5v-2zm7 0v2h5v-2z";
const collator = new Intl.Collator(language, { numeric: true });

export class ResultTable {
  /** The plugin for a service whose IRIs begin with `base`. */
  static of(base) {
    return class extends ResultTable {
      base = base;
    };
  }

  label = say("table");
  priority = 10;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return read(this.yasr.results).columns.length > 0;
  }

  getIcon() {
    return icon(GRID);
  }

  draw() {
    const { columns, rows } = read(this.yasr.results);
    Object.assign(this, { columns, rows, shown: rows, page: 0, sorted: undefined, down: false });
    this.prefixes = this.yasr.getPrefixes();
    this.folded = undefined;
    this.yasr.resultsEl.append(rows.length ? this.frame() : element("p", { className: "cancu-result" }, say("none")));
  }

  frame() {
    this.heads = this.columns.map((name) => this.head(name));
    this.body = element("tbody");
    const top = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "#"), ...this.heads));
    const grid = element("table", {}, top, this.body);
    const scroll = element("div", { className: "cancu-scroll", tabIndex: 0, role: "region" }, grid);
    scroll.setAttribute("aria-label", say("table"));
    const result = element("div", { className: "cancu-result" }, this.controls(), scroll);
    this.fill();
    return result;
  }

  controls() {
    const field = element("input", { type: "search", placeholder: say("filter"), aria: { label: say("filter") } });
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting); // the typing of a word is one change
      waiting = setTimeout(() => this.filter(field.value), 150);
    });
    this.status = element("span", { role: "status" });
    this.back = this.turner("‹", say("previous"), -1);
    this.forth = this.turner("›", say("next"), 1);
    const pages = element("span", { className: "cancu-pages" }, this.back, this.status, this.forth);
    return element("div", { className: "cancu-controls" }, field, pages);
  }

  turner(sign, name, step) {
    const button = element("button", { type: "button", title: name, aria: { label: name } }, sign);
    button.addEventListener("click", () => this.turn(this.page + step));
    return button;
  }

  head(name) {
    const button = element("button", { type: "button", title: say("sort") }, name);
    const head = element("th", { scope: "col" }, button);
    button.addEventListener("click", () => this.sort(name));
    return head;
  }

  filter(words) {
    this.folded ??= new Map(this.rows.map((row) => [row, fold(this.wordsOf(row))]));
    const wanted = fold(words.trim());
    this.shown = this.rows.filter((row) => this.folded.get(row).includes(wanted));
    this.arrange();
  }

  wordsOf(row) {
    return this.columns.map((name) => row[name]?.value ?? "").join("\n");
  }

  sort(name) {
    this.down = this.sorted === name && !this.down;
    this.sorted = name;
    this.heads.forEach((head) => head.removeAttribute("aria-sort"));
    this.heads[this.columns.indexOf(name)].setAttribute("aria-sort", this.down ? "descending" : "ascending");
    this.arrange();
  }

  arrange() {
    const name = this.sorted;
    if (name !== undefined) {
      const turn = this.down ? -1 : 1;
      this.shown = this.shown.toSorted((a, b) => turn * compare(a[name], b[name]));
    }
    this.turn(0);
  }

  turn(page) {
    this.page = page;
    this.fill();
  }

  fill() {
    const from = this.page * PAGE;
    const part = this.shown.slice(from, from + PAGE);
    this.body.replaceChildren(...part.map((row, i) => this.line(row, from + i + 1)));
    const [first, last, all] = [part.length && from + 1, from + part.length, this.shown.length].map(counted);
    this.status.textContent = `${first}–${last} / ${all}`;
    this.back.disabled = this.page === 0;
    this.forth.disabled = from + PAGE >= this.shown.length;
  }

  line(row, number) {
    const cells = this.columns.map((name) => {
      const term = row[name];
      return element("td", {}, term ? termElement(term, this.prefixes, this.base) : "");
    });
    return element("tr", {}, element("td", { className: "cancu-row" }, String(number)), ...cells);
  }
}

function counted(number) {
  return number.toLocaleString(language);
}

/** Unbound first, then numbers by value, then text as a dictionary orders it. */
function compare(a, b) {
  if (!a || !b) return Boolean(a) - Boolean(b);
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  return collator.compare(a.value, b.value);
}
