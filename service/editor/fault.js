// What the service says went wrong (problem+json), and the place in the query it points to.

import { element } from "./dom.js";
import { say, title } from "./words.js";

/** The problem in the text of an error, or undefined where the text is none. */
function problemOf(text) {
  try {
    const problem = JSON.parse(text);
    return typeof problem?.title === "string" ? problem : undefined;
  } catch {
    return undefined;
  }
}

/** An error of YASR as an element: the service's words, and a button that leads to the place. */
export async function describe(error) {
  const problem = problemOf(error.text);
  if (!problem) return unexpected(error.text ?? "");
  const reason = problem.reason ? element("p", {}, problem.reason) : "";
  return notice(element("strong", {}, title(problem)), reason, problem.line ? place(problem) : "");
}

function unexpected(text) {
  if (/abort/i.test(text)) return element("p", {}, say("aborted"));
  return notice(element("p", {}, say("unreachable")), element("pre", {}, text.slice(0, 1000)));
}

function notice(...parts) {
  return element("div", { className: "cancu-problem", role: "alert" }, ...parts);
}

function place({ line, column }) {
  const button = element("button", { type: "button", className: "cancu-button" }, say("goto")(line, column));
  button.addEventListener("click", () => {
    button.dispatchEvent(new CustomEvent("cancu-position", { bubbles: true, detail: { line, column } }));
  });
  return button;
}

/** Mark where an answer says the query is wrong. */
export function markFault(yasqe, response) {
  clearFault(yasqe);
  const problem = response instanceof Error ? problemOf(response.message) : undefined;
  if (!problem?.line) return;
  const from = position(yasqe, problem);
  const to = { line: from.line, ch: Math.max(yasqe.getTokenAt({ ...from, ch: from.ch + 1 }).end, from.ch + 1) };
  const text = yasqe.getLine(from.line) ?? "";
  if (from.ch >= text.length) from.ch = Math.max(text.length - 1, 0); // behind the last letter nothing can be marked
  const mark = yasqe.markText(from, to, { className: "cancu-fault", attributes: { title: title(problem) } });
  const handle = yasqe.addLineClass(from.line, "background", "cancu-fault-line");
  yasqe.fault = () => {
    mark.clear();
    yasqe.removeLineClass(handle, "background", "cancu-fault-line");
  };
}

export function clearFault(yasqe) {
  yasqe.fault?.();
  yasqe.fault = undefined;
}

/** Put the cursor at a place of the query. */
export function positionAt(yasqe, place) {
  const at = position(yasqe, place);
  yasqe.setCursor(at);
  yasqe.scrollIntoView(at, 60);
  yasqe.focus();
}

/** The service counts code points from 1, the editor UTF-16 units from 0. */
function position(yasqe, { line, column = 1 }) {
  const row = Math.min(line - 1, yasqe.lastLine());
  const before = [...yasqe.getLine(row)].slice(0, Math.max(column - 1, 0));
  return { line: row, ch: before.join("").length };
}
