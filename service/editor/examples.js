// The catalogue's questions as a list to choose from; a button opens one, so that arrow keys only choose.

import { element } from "./dom.js";
import { pick, say } from "./words.js";

/** The list; `open` gets the name and the query of the question that is chosen. */
export function examples(questions, open) {
  if (!questions.length) return "";
  const list = element("select", { id: "cancu-example" }, ...questions.map(option));
  const button = element("button", { type: "button", className: "cancu-button" }, say("open"));
  button.addEventListener("click", () => {
    const question = questions[list.selectedIndex];
    open(question.name, written(question));
  });
  const label = element("label", { htmlFor: list.id }, say("examples"));
  return element("div", { className: "cancu-examples" }, label, list, button);
}

function option({ name, question }) {
  return element("option", { value: name }, pick(question));
}

/** A question's query, its header of `#+` lines replaced by the question itself. */
function written({ question, text }) {
  const lines = text.split("\n").filter((line) => !line.startsWith("#+"));
  return [`# ${pick(question)}`, ...lines].join("\n").trim();
}
