// One RDF term of an answer, for reading.

import { element } from "./dom.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const types = (...names) => names.map((name) => XSD + name);
const NUMBERS = new Set(types("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"));
const PLAIN = new Set([...NUMBERS, ...types("string", "boolean", "date", "gYear", "dateTime")]);
const LINKED = new Set(["http:", "https:", "mailto:"]);
// What the service resolves at its own address, below the base of its IRIs.
const RESOLVED = /^(id|def|code|shape)\//;

/** A term as an element: an IRI as a link where it may be one, a literal as text with its language or type. */
export function termElement(term, prefixes, base) {
  if (term.type === "uri") return iriElement(term.value, prefixes, base);
  if (term.type === "bnode") return element("span", { className: "cancu-blank" }, `_:${term.value}`);
  const mark = markOf(term, prefixes);
  return element("span", { className: mark.number ? "cancu-number" : "" }, term.value, ...mark.elements);
}

function markOf(term, prefixes) {
  const language = term["xml:lang"];
  if (language) return { elements: [" ", element("small", { title: language }, `@${language}`)] };
  const number = isNumber(term);
  if (!term.datatype || PLAIN.has(term.datatype)) return { number, elements: [] };
  const name = shorten(term.datatype, prefixes);
  return { number, elements: [" ", element("small", { title: term.datatype }, `^^${name}`)] };
}

function iriElement(iri, prefixes, base) {
  const text = shorten(iri, prefixes);
  const href = hrefOf(iri, base);
  if (!href) return element("span", { title: iri }, text);
  return element("a", { href, title: iri, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** Where an IRI leads: ours to this host, others as they are; undefined for javascript: and its like. */
export function hrefOf(iri, base) {
  const local = base && iri.startsWith(base) ? iri.slice(base.length) : undefined;
  try {
    if (local !== undefined) {
      return RESOLVED.test(local) ? "/" + encodeURI(local).replace(/[?#]/g, encodeURIComponent) : undefined;
    }
    return LINKED.has(new URL(iri).protocol) ? iri : undefined;
  } catch {
    return undefined; // no address at all
  }
}

/** An IRI with the longest prefix that fits. */
export function shorten(iri, prefixes) {
  const fitting = Object.entries(prefixes).filter(([, space]) => space && iri.startsWith(space));
  if (!fitting.length) return iri;
  const [prefix, space] = fitting.reduce((best, next) => (next[1].length > best[1].length ? next : best));
  return `${prefix}:${iri.slice(space.length)}`;
}

export function isNumber(term) {
  return NUMBERS.has(term?.datatype) && term.value !== "" && !Number.isNaN(Number(term.value));
}

/** Text without case and diacritics, đ included: what is typed without marks finds what has them. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}
