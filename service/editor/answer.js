// An answer as columns and rows of terms.

const known = new WeakMap();

/** The columns and rows of YASR's results, read once; {columns: [], rows: []} where it has none. */
export function read(results) {
  if (!results || results.hasError()) return { columns: [], rows: [] };
  if (!known.has(results)) known.set(results, solutions(results) ?? statements(results));
  return known.get(results);
}

/** Straight from the JSON: YASR's parser replaces {{name}} in literals, and words are to stay as they are. */
function solutions(results) {
  if (results.getType() !== "json") return undefined;
  const { head, results: given } = JSON.parse(results.getOriginalResponseAsString());
  return given && { columns: head.vars, rows: given.bindings };
}

/** What YASR read itself: the statements of a graph. */
function statements(results) {
  return { columns: results.getVariables() ?? [], rows: results.getBindings() ?? [] };
}
