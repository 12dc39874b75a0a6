// The answer as a file, written by the service itself in any format it has.

import { element } from "./dom.js";
import { say, title } from "./words.js";

const SOLUTIONS = {
  CSV: ["text/csv", "csv"],
  TSV: ["text/tab-separated-values", "tsv"],
  JSON: ["application/sparql-results+json", "srj"],
  XML: ["application/sparql-results+xml", "srx"],
};
const GRAPHS = {
  Turtle: ["text/turtle", "ttl"],
  "N-Triples": ["application/n-triples", "nt"],
  "JSON-LD": ["application/ld+json", "jsonld"],
  "RDF/XML": ["application/rdf+xml", "rdf"],
};

/** The control that downloads what the tab asked last; hidden until it asked. */
export function downloads(endpoint, tab) {
  const list = element("select", { aria: { label: say("format") } });
  const button = element("button", { type: "button", className: "cancu-button" }, say("download"));
  const status = element("span", { role: "status" });
  const control = element("div", { className: "cancu-download", hidden: true }, list, button, status);
  let formats = {};
  tab.getYasqe().on("queryResponse", (_, response) => {
    formats = formatsOf(tab.asked?.type);
    list.replaceChildren(...Object.keys(formats).map((name) => element("option", {}, name)));
    control.hidden = response instanceof Error;
    status.textContent = "";
  });
  button.addEventListener("click", async () => {
    status.textContent = (await save(endpoint, tab, formats[list.value])) ?? "";
  });
  return control;
}

function formatsOf(type) {
  if (type === "CONSTRUCT" || type === "DESCRIBE") return GRAPHS;
  return type === "ASK" ? { JSON: SOLUTIONS.JSON, XML: SOLUTIONS.XML } : SOLUTIONS;
}

/** Ask again in that format and keep the answer as a file; the words of what went wrong, if something did. */
async function save(endpoint, tab, [media, suffix]) {
  try {
    const body = new URLSearchParams({ query: tab.asked.query });
    const response = await fetch(endpoint, { method: "POST", headers: { Accept: media }, body });
    if (!response.ok) return title(await response.json());
    keep(await response.blob(), `${fileName(tab.getName())}.${suffix}`);
  } catch {
    return say("unreachable");
  }
  return undefined;
}

function fileName(name) {
  return name.trim().replace(/[^\p{L}\p{N}]+/gu, "-") || "cancu";
}

function keep(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
