// @ts-check
/*
 * Search as readers meet it: the dialog on every page, the search page, and the marks in a page
 * that a hit has opened.
 *
 * The files of this folder become one classic script, wrapped in a function of its own, that is
 * loaded on first use, also from file://. Whatever comes from the index goes into the page as text
 * nodes, never as markup.
 */

/**
 * @typedef {{text: string, mark: boolean}} Piece
 * @typedef {{url: string, title: string, titleMarks: [number, number][], collection: string | null,
 *   heading: string | null, excerpt: Piece[], tier: string, score: number,
 *   edition?: {id: string, title: string, date: string}}} Hit `edition` where it is an old one
 * @typedef {{total: number, exact: boolean, hits: Hit[]}} Results `total` counts pages; it is a
 *   lower bound unless `exact`
 * @typedef {{collection?: string, filters?: Record<string, string[]>, editions?: boolean}} Narrowing
 *   what hits a search is narrowed down to, and whether it takes old editions, too
 * @typedef {{value: string, label: string, count: number}} FacetValue
 * @typedef {{collection: string, field: string, label: string | Record<string, string>,
 *   values: FacetValue[]}} Facet
 * @typedef {Map<string, [number, number]>} Counts pages at least and at most, by collection or by
 *   `field=value`
 * @typedef {{facets: () => Promise<Facet[]>,
 *   count: (query: string, options: Narrowing & {limit: number}) => Promise<Counts>,
 *   complete: (query: string) => Promise<string[]>,
 *   highlight: (query: string, texts: string[]) => Promise<[number, number][][]>}} Engine
 * @typedef {{root: string, lang: string, words: Record<string, string>, engine: Engine, ui: unknown,
 *   site: {collections: Record<string, Record<string, string>>, searchPage: string | null,
 *     tables: Record<string, {url: string, title: Record<string, string>}[]>,
 *     editions: {languages: string[]}[]},
 *   load: (script: string) => Promise<void>,
 *   search: (query: string, options: Narrowing & {limit: number}) => Promise<Results>}} Hakusho
 */

/** What `hakusho.js` left on the page. */
const hakusho = /** @type {Hakusho} */ (/** @type {any} */ (window).hakusho);
const words = hakusho.words;

/** The engine, loaded. */
async function engine() {
  await hakusho.load("search-engine.js");
  return hakusho.engine;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [className]
 * @param {string} [content]
 * @returns {HTMLElementTagNameMap[K]}
 */
function element(tag, className, content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (content) made.textContent = content;
  return made;
}

/** A button that submits nothing. @param {string} content @param {() => void} act */
function button(content, act, className = "") {
  const made = element("button", className, content);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** A group of controls with a name. @param {string} className @param {string} label */
function group(className, label) {
  const made = element("div", className);
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", label);
  return made;
}

/** The region whose changes are read out. */
function statusLine() {
  const made = element("p", "search-status");
  made.setAttribute("role", "status");
  return made;
}

/** The interface's words with values put in. @param {string} key @param {Record<string, unknown>} values */
function format(key, values) {
  const shown = (/** @type {unknown} */ value) =>
    typeof value === "number" ? value.toLocaleString(hakusho.lang) : String(value ?? "");
  return (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

/** Whether a key belongs to an input method at work. @param {KeyboardEvent} event */
function isComposing(event) {
  // Some browsers send the Enter that ends a conversion after its end, with this code alone.
  return event.isComposing || event.keyCode === 229;
}

/** Gives a field a new value, as if it were typed, and the focus. @param {HTMLInputElement} input @param {string} value */
function enter(input, value) {
  input.value = value;
  input.focus();
  input.setSelectionRange(value.length, value.length);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

hakusho.ui = { open: openDialog, page: showPage, mark: showMarks };
