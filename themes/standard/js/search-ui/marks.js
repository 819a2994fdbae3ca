// @ts-check
/* The matches in a page that a hit has opened: which text they are in, and the marks around them. */

/** Elements that begin and end a text block. */
const BLOCKS = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 " +
    "H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD " +
    "TR UL").split(" "),
);

/** Elements whose text is not the page's: readings above the words, what readers do not see. */
const SILENT = new Set(["RT", "RP", "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);

/** @typedef {{text: string, nodes: {node: Text, start: number}[]}} TextBlock `start` in `text` */

/**
 * The text blocks below an element, as the index cuts them.
 * @param {Element} root
 * @returns {TextBlock[]}
 */
function textBlocks(root) {
  /** @type {TextBlock[]} */
  const blocks = [];
  /** @type {TextBlock} */
  let block = { text: "", nodes: [] };
  const cut = () => {
    if (block.nodes.length > 0) blocks.push(block);
    block = { text: "", nodes: [] };
  };
  /** @param {Node} parent */
  const walk = (parent) => {
    for (const child of parent.childNodes) {
      if (child instanceof Text) {
        block.nodes.push({ node: child, start: block.text.length });
        block.text += child.data;
      } else if (child instanceof HTMLElement && !SILENT.has(child.tagName)) {
        const isBlock = BLOCKS.has(child.tagName);
        if (isBlock) cut();
        if (child.tagName === "BR") block.text += "\n";
        else if (child.dataset.search !== "off") walk(child);
        if (isBlock) cut();
      }
    }
  };
  walk(root);
  cut();
  return blocks.filter(({ text }) => text.trim() !== "");
}

/**
 * Puts marks around one range of a block: as many as it has text nodes.
 * @param {TextBlock} block
 * @param {[number, number]} range
 * @returns {HTMLElement[]}
 */
function wrap({ nodes }, [start, end]) {
  /** @type {HTMLElement[]} */
  const marks = [];
  for (const { node, start: own } of nodes) {
    const from = Math.max(start - own, 0);
    const to = Math.min(end - own, node.data.length);
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const mark = element("mark", "found");
    range.surroundContents(mark);
    marks.push(mark);
  }
  return marks;
}

/**
 * Marks ranges of the blocks.
 * @param {TextBlock[]} blocks
 * @param {[number, number][][]} ranges for each block, apart from each other
 * @returns {HTMLElement[][]} for each match its marks
 */
function markRanges(blocks, ranges) {
  /** @type {HTMLElement[][]} */
  const matches = [];
  blocks.forEach((block, at) => {
    // From the last to the first: wrapping cuts a text node behind what it leaves in place.
    const inBlock = [...ranges[at]].sort((a, b) => b[0] - a[0]).map((range) => wrap(block, range));
    matches.push(...inBlock.reverse().filter((marks) => marks.length > 0));
  });
  return matches;
}

/** Takes marks away and leaves the text as it was. @param {HTMLElement[][]} matches */
function unmark(matches) {
  for (const mark of matches.flat()) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}

/**
 * The match to begin with: the first that does not stand before what the address points at.
 * @param {HTMLElement[][]} matches
 */
function firstMatch(matches) {
  const target = document.querySelector(":target");
  if (!target) return 0;
  const at = matches.findIndex(
    ([mark]) => !(target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_PRECEDING),
  );
  return Math.max(0, at);
}

/** Marks what a query finds in this page. @param {string} query */
async function showMarks(query) {
  const article = document.querySelector("article");
  // Pages of an old edition are found only by those who ask for them.
  if (!article || (article.dataset.search === "off" && !article.dataset.edition)) return;
  const { highlight } = await engine();
  const blocks = textBlocks(article);
  const ranges = await highlight(query, blocks.map(({ text }) => text));
  const matches = markRanges(blocks, ranges);
  if (matches.length > 0) showBar(query, matches, firstMatch(matches));
}
