// The SPARQL editor of the page at /sparql. The page gives, in this order:
//
//   <html lang="vi|en">
//   <link rel="stylesheet" href="…/editor.css">
//   <form id="sparql-form" method="post" action="/sparql">     works without this script; hidden by it
//     <label for="query">…</label> <textarea id="query" name="query">the query to begin with</textarea>
//     <button>…</button>
//   </form>
//   <div id="sparql-editor" data-endpoint="/sparql" data-base="https://w3id.org/cancu/"></div>
//   <script type="application/json" id="prefixes">{"eli": "http://…"}</script>
//   <script type="application/json" id="examples">
//     [{"name": "…", "question": {"vi": "…", "en": "…"}, "text": "SELECT …"}]</script>
//   <script type="application/json" id="terms">
//     [{"iri": "…", "kind": "class|property", "label": {"vi": "…", "en": "…"}}]</script>
//   <script src="…/editor.js" defer></script>
//
// In the JSON every "<" is written \u003c. The query to begin with is the address's `?query=` where it has one.

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./style.css";

import { Chart } from "./chart.js";
import { completeOnTyping, completers } from "./complete.js";
import { downloads } from "./download.js";
import { examples } from "./examples.js";
import { clearFault, describe, markFault, positionAt } from "./fault.js";
import { Raw } from "./raw.js";
import { addressOf, asked, mendPopup } from "./share.js";
import { ResultTable } from "./table.js";
import { say, translate } from "./words.js";

const { Yasqe, Yasr, Tab } = Yasgui;
const host = document.getElementById("sparql-editor");
const endpoint = new URL(host.dataset.endpoint, location.href).href;
const prefixes = embedded("prefixes", {});

function embedded(id, absent) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : absent;
}

/** Exchange what asks other hosts, or speaks one language only, for our own. */
function equip() {
  Yasqe.Autocompleters = { variables: Yasqe.Autocompleters.variables, prefixes: Yasqe.Autocompleters.prefixes };
  Yasqe.defaults.autocompleters.length = 0;
  for (const completer of completers(Yasqe, prefixes, embedded("terms", []))) Yasqe.registerAutocompleter(completer);
  // Tab moves on to the next control, as everywhere; Ctrl-] and Ctrl-[ indent.
  Object.assign(Yasqe.defaults.extraKeys, { Tab: false, "Shift-Tab": false });
  Yasr.registerPlugin("table", ResultTable.of(host.dataset.base));
  Yasr.registerPlugin("chart", Chart);
  Yasr.registerPlugin("response", Raw);
  Object.assign(Yasr.defaults, { pluginOrder: ["table", "chart", "response"], errorRenderers: [describe] });
  Tab.prototype.getShareableLink = function () {
    return addressOf(this.getQuery());
  };
  showDressed();
}

/** YASGUI draws a tab when it is first shown, and says nothing of it; so that is where we add our parts. */
function showDressed() {
  const show = Tab.prototype.show;
  Tab.prototype.show = function () {
    show.call(this);
    if (!this.dressed) dress(this);
    this.dressed = true;
  };
}

function dress(tab) {
  const yasqe = tab.getYasqe();
  mendPopup(yasqe);
  completeOnTyping(yasqe);
  yasqe.on("change", () => clearFault(yasqe));
  yasqe.on("queryResponse", (_, response) => markFault(yasqe, response));
  yasqe.on("query", () => {
    tab.asked = { query: yasqe.getValue(), type: yasqe.getQueryType() };
    history.replaceState(null, "", addressOf(tab.asked.query));
  });
  const { headerEl } = tab.getYasr();
  // Its own download knows one format only, its help leads to another host.
  headerEl.querySelectorAll(".yasr_downloadIcon, .yasr_external_ref_btn").forEach((button) => button.remove());
  headerEl.append(downloads(endpoint, tab));
}

function start() {
  const form = document.getElementById("sparql-form");
  const given = asked();
  const yasgui = new Yasgui(host, settings(form?.querySelector("textarea")?.value.trim(), given === undefined));
  for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint); // one kept from another visit
  if (given !== undefined) openShared(yasgui, given);
  host.prepend(examples(embedded("examples", []), (name, text) => openTab(yasgui, name, text)));
  host.append(hint());
  host.addEventListener("cancu-position", ({ detail }) => positionAt(yasgui.getTab().getYasqe(), detail));
  if (form) form.hidden = true;
}

function settings(value, withTab) {
  return {
    persistenceId: "cancu",
    autoAddOnInit: withTab,
    populateFromUrl: false, // it would let a link choose another endpoint, headers and more
    autofocus: false,
    tabName: say("query"),
    requestConfig: { endpoint, acceptHeaderGraph: "text/turtle" },
    endpointCatalogueOptions: { getData: () => [] },
    yasqe: { ...(value && { value }), screenReaderLabel: say("editor"), editorHeight: "20rem" },
    // Answers are not kept: after a new release they would be old without saying so.
    yasr: { prefixes, maxPersistentResponseSize: -1 },
  };
}

/** The query of the address: the tab that has it, else a new one; asked at once, as its link promises. */
function openShared(yasgui, query) {
  const tabs = Object.values(yasgui._tabs);
  const found = tabs.find((tab) => tab.getPersistedJson().yasqe.value === query);
  if (found) found.select();
  else openTab(yasgui, say("shared"), query);
  yasgui.getTab().query().catch(() => {}); // the tab shows what went wrong
}

function openTab(yasgui, name, query) {
  const tab = yasgui.addTab(true, { name: yasgui.createTabName(name), yasqe: { value: query } });
  tab.getYasqe().focus();
}

function hint() {
  const text = document.createElement("p");
  text.className = "cancu-hint";
  text.textContent = say("keys");
  return text;
}

if (host) {
  equip();
  translate(host);
  start();
}
