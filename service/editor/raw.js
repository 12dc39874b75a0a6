// The response as the service wrote it.

import { element, icon } from "./dom.js";
import { language, say } from "./words.js";

const MOST = 200_000; // more would halt the page; a download has all
const LINES = "M0 1h16v2H0zm0 4h11v2H0zm0 4h16v2H0zm0 4h8v2H0z";

export class Raw {
  label = say("response");
  priority = 2;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.text());
  }

  getIcon() {
    return icon(LINES);
  }

  draw() {
    const text = this.text();
    const shown = element("pre", { className: "cancu-raw cancu-scroll", tabIndex: 0 }, text.slice(0, MOST));
    const left = text.length - MOST;
    const rest = left > 0 ? element("p", {}, say("rest")(left.toLocaleString(language))) : "";
    this.yasr.resultsEl.append(element("div", { className: "cancu-result" }, shown, rest));
  }

  text() {
    return this.yasr.results?.getOriginalResponseAsString() ?? "";
  }
}
