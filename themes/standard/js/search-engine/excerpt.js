// @ts-check
/* What a hit shows: its address, its heading and a stretch of text with marks. */

/** Lengths of an excerpt and of what stands before its first mark, UTF-16 code units. */
const EXCERPT = 140, LEAD = 24;

/** @param {Site} site @param {Ranked} ranked @returns {Promise<Hit>} */
async function hit(site, { page, tier, score, unit, block: at, needles }) {
  const { url, title, blocks, sections } = await site.text(unit);
  const block = blocks[at];
  const anchor = block.field === "t" ? "" : block.anchor;
  const isProse = (/** @type {Block} */ { field }) => field === "b" || field === "c";
  const after = isProse(block) ? undefined : blocks.slice(at + 1).find(isProse);
  return {
    url: url + (anchor && "#" + encodeURIComponent(anchor)),
    title,
    collection: site.collectionOf(page),
    heading: sections[block.section].heading,
    excerpt: excerpt(block.raw, marks(site.fold, block, needles), after ? after.raw : ""),
    tier: TIERS[tier],
    score: Math.round(score * 1000) / 1000,
  };
}

/**
 * Where the needles stand in a block's own text.
 * @param {(text: string) => string} fold
 * @param {Block} block
 * @param {string[]} needles folded
 * @returns {[number, number][]} sorted, apart from each other
 */
function marks(fold, { raw, folded }, needles) {
  /** @type {[number, number][]} */
  const origins = [];
  for (const [start, end] of pieces(raw)) {
    const part = fold(raw.slice(start, end).normalize("NFKC"));
    for (let i = 0; i < part.length; i++) origins.push([start, end]);
  }
  if (origins.length !== folded.length) return [[0, raw.length]];
  /** @type {[number, number][]} */
  const found = [];
  for (const needle of new Set(needles)) {
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
      const end = origins[at + needle.length - 1][1];
      // A long vowel mark or variation selector belongs to the character before it.
      const tail = /^[ーｰ\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/u.exec(raw.slice(end));
      found.push([origins[at][0], end + (tail ? tail[0].length : 0)]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  /** @type {[number, number][]} */
  const merged = [];
  for (const [start, end] of found) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/**
 * The stretch of a text with the most marks.
 * @param {string} raw @param {[number, number][]} ranges
 * @param {string} after what follows a short heading
 */
function excerpt(raw, ranges, after) {
  const within = ranges.map(([start]) => ranges.filter(([s, e]) => s >= start && e <= start + EXCERPT - LEAD).length);
  const densest = ranges[within.indexOf(Math.max(...within))] || [0, 0];
  const inPair = (/** @type {number} */ at) => (raw.charCodeAt(at) & 0xfc00) === 0xdc00;
  let from = densest[1] <= EXCERPT ? 0 : densest[0] - LEAD;
  let to = Math.min(raw.length, from + EXCERPT);
  if (inPair(from)) from--;
  if (inPair(to)) to++;
  /** @type {{text: string, mark: boolean}[]} */
  const parts = [];
  const push = (/** @type {string} */ text, mark = false) => text && parts.push({ text, mark });
  push(from > 0 ? "…" : "");
  let at = from;
  for (const [start, end] of ranges) {
    if (end <= from || start >= to) continue;
    push(raw.slice(at, Math.max(at, start)));
    push(raw.slice(Math.max(at, start), Math.min(end, to)), true);
    at = Math.min(end, to);
  }
  push(raw.slice(at, to));
  if (to < raw.length) push("…");
  else if (after && raw.length < EXCERPT / 2) {
    const rest = [...after];
    push("　" + rest.slice(0, EXCERPT - raw.length).join("") + (rest.length > EXCERPT - raw.length ? "…" : ""));
  }
  return parts;
}
