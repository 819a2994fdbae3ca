// @ts-check
/* What a hit shows: its address, its heading and a stretch of text with marks. */

/** Lengths of an excerpt and of what stands before its first mark, UTF-16 code units. */
const EXCERPT = 140, LEAD = 24;

/** @param {Site} site @param {Question} question @param {Ranked} ranked @returns {Promise<Hit>} */
async function hit(site, question, { page, tier, score, unit, block: at, spans }) {
  const { url, title, blocks, sections } = await site.text(unit);
  const block = blocks[at];
  const anchor = block.field === "t" ? "" : block.anchor;
  /** @param {Block} parts */
  const isProse = ({ field }) => field === "b" || field === "c";
  const after = isProse(block) ? undefined : blocks.slice(at + 1).find(isProse);
  return {
    url: url + (anchor && "#" + encodeURIComponent(anchor)),
    title,
    // Beside the block of the excerpt, so that both show the same.
    titleMarks: (await marksIn(site, question, [title, block.raw]))[0],
    collection: site.collectionOf(page),
    heading: sections[block.section].heading,
    excerpt: excerpt(block.raw, marks(site.fold, block, spans), after ? after.raw : ""),
    tier: TIERS[tier],
    score: Math.round(score * 1000) / 1000,
  };
}

/**
 * For each code unit of a block's folded text, the piece of its own text that it comes from.
 * @param {(text: string) => string} fold @param {Block} block
 */
function originsOf(fold, block) {
  if (block.origins) return block.origins;
  /** @type {Span[]} */
  const origins = [];
  for (const [start, end] of pieces(block.raw)) {
    const part = fold(block.raw.slice(start, end).normalize("NFKC"));
    for (let i = 0; i < part.length; i++) origins.push([start, end]);
  }
  return (block.origins = origins);
}

/**
 * Where spans of a block's folded text stand in its own text.
 * @param {(text: string) => string} fold @param {Block} block @param {Span[]} spans
 * @returns {Span[]} sorted, apart from each other
 */
function marks(fold, block, spans) {
  const { raw, folded } = block;
  if (!spans.length) return [];
  const origins = originsOf(fold, block);
  if (origins.length !== folded.length) return [[0, raw.length]];
  /** @type {Span[]} */
  const merged = [];
  for (const [from, to] of joined(spans)) {
    const start = origins[from][0];
    // A long vowel mark or variation selector belongs to the character before it.
    const end = origins[to - 1][1];
    const tail = /^[ーｰ\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/u.exec(raw.slice(end));
    const last = merged[merged.length - 1];
    const whole = end + (tail ? tail[0].length : 0);
    if (last && start <= last[1]) last[1] = Math.max(last[1], whole);
    else merged.push([start, whole]);
  }
  return merged;
}

/** The range with the most ranges right behind it. @param {[number, number][]} ranges sorted, apart from each other */
function densestOf(ranges) {
  let densest = /** @type {[number, number]} */ (ranges[0] || [0, 0]), most = 0;
  for (let first = 0, end = 0; first < ranges.length; first++) {
    while (end < ranges.length && ranges[end][1] <= ranges[first][0] + EXCERPT - LEAD) end++;
    if (end - first > most) [densest, most] = [ranges[first], end - first];
  }
  return densest;
}

/**
 * The stretch of a text with the most marks.
 * @param {string} raw @param {Span[]} ranges
 * @param {string} after what follows a short heading
 */
function excerpt(raw, ranges, after) {
  const densest = densestOf(ranges);
  /** @param {number} at */
  const inPair = (at) => (raw.charCodeAt(at) & 0xfc00) === 0xdc00;
  let from = densest[1] <= EXCERPT ? 0 : Math.max(0, densest[0] - LEAD);
  let to = Math.min(raw.length, from + EXCERPT);
  if (inPair(from)) from--;
  if (inPair(to)) to++;
  /** @type {{text: string, mark: boolean}[]} */
  const parts = [];
  /** @param {string} text @param {boolean} [mark] */
  const push = (text, mark = false) => text && parts.push({ text, mark });
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
