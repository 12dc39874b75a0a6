// What the editor completes: variables, our prefixes, classes and properties, things of the data. No other host is asked.

import { fold, shorten } from "./term.js";
import { pick } from "./words.js";

const MOST = 50;
const LEAST = 3; // letters of a thing's name, before which the list would be of anything
// What stands before the cursor: the beginning of an IRI, of a prefixed name, or of a word of a label.
const WORD = /(<[^\s<>]*|[\p{L}\p{M}\p{N}_:-]*)$/u;

/** The completers for these prefixes and terms, in YASQE's form. */
export function completers(Yasqe, prefixes, terms) {
  return [
    Yasqe.Autocompleters.variables,
    ofPrefixes(Yasqe.Autocompleters.prefixes, prefixes),
    ofTerms("class", terms, prefixes, isClassPlace),
    ofTerms("property", terms, prefixes, isPropertyPlace),
    ofThings(),
  ];
}

/** Open the list as a word is typed; YASQE by itself would open it wherever the cursor passes by. */
export function completeOnTyping(yasqe) {
  yasqe.showNotification = () => {}; // its notice of the key is in the line of keys, in both languages
  yasqe.on("inputRead", (_, { text }) => {
    if (!yasqe.state.completionActive && /\S/.test(text.join(""))) yasqe.autocomplete();
  });
}

/** YASQE's own, which also declares a prefix as soon as it is used; but with our list, kept nowhere. */
function ofPrefixes(stock, prefixes) {
  const lines = Object.entries(prefixes).map(([prefix, space]) => `${prefix}: <${space}>`);
  return { ...stock, persistenceId: null, get: () => lines };
}

function ofTerms(kind, terms, prefixes, fits) {
  const known = terms.filter((term) => term.kind === kind).map((term) => entry(term, prefixes));
  return {
    name: kind,
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => !/^[?$"']/.test(yasqe.getCompleteToken().string) && fits(yasqe),
    preProcessToken: typed,
    get: (_, token) => find(known, token.string),
    postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, displayText: captionOf(known, hint.text) })),
  };
}

/** Things of the data, found by the service's own search: their names have slashes, so they stand as IRIs. */
function ofThings() {
  const captions = new Map();
  return {
    name: "thing",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (yasqe) =>
      !/^[?$"']/.test(yasqe.getCompleteToken().string) && !isClassPlace(yasqe) && !isPropertyPlace(yasqe),
    preProcessToken: typed,
    get: async (_, token) => {
      const hits = await search(token.string);
      for (const { iri, label } of hits) captions.set(`<${iri}>`, `${pick(label)}  ${iri.split("/").slice(-2).join("/")}`);
      return hits.map(({ iri }) => `<${iri}>`);
    },
    postprocessHints: (_, hints) =>
      hints.map((hint) => ({ ...hint, displayText: captions.get(hint.text) ?? hint.text })),
  };
}

/** What the search finds by the last part of what is typed, "thai-nguyen" of an IRI as well as "Thái"; not by less. */
async function search(word) {
  const words = word.replace(/^.*[:/<]/, "").replaceAll(/[-_]/g, " ").trim();
  if (words.length < LEAST) return [];
  const answer = await fetch(`/search?q=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
  return answer.ok ? (await answer.json()).hits : [];
}

/** The word before the cursor: YASQE's token ends at the first letter that SPARQL does not allow, as in "trì". */
function typed(yasqe, token) {
  const { line, ch } = yasqe.getCursor();
  const [string] = WORD.exec(yasqe.getLine(line).slice(0, ch));
  return { ...token, string, from: { line, ch: ch - string.length }, to: { line, ch } };
}

function entry({ iri, label }, prefixes) {
  const name = shorten(iri, prefixes);
  return {
    text: name === iri ? `<${iri}>` : name,
    caption: `${name}  ${pick(label)}`,
    sought: fold(`${name}\n${iri}\n${label?.vi ?? ""}\n${label?.en ?? ""}`),
  };
}

function captionOf(known, text) {
  return known.find((term) => term.text === text)?.caption ?? text;
}

/** The terms whose name or label, in either language, has what is typed; those that begin with it first. */
function find(known, word) {
  const wanted = fold(word.replace(/^</, ""));
  const found = known.filter((term) => term.sought.includes(wanted) && term.text !== word);
  const begins = (term) => Number(!term.sought.startsWith(wanted));
  return found.toSorted((a, b) => begins(a) - begins(b)).slice(0, MOST).map((term) => term.text);
}

function isClassPlace(yasqe) {
  const before = yasqe.getPreviousNonWsToken(yasqe.getCursor().line, yasqe.getCompleteToken());
  return ["a", "rdf:type"].some((name) => before.string === name || before.state.lastProperty === name);
}

function isPropertyPlace(yasqe) {
  return yasqe.getCompleteToken().state.possibleCurrent.includes("a");
}
