// @ts-check
/* Ranks the pages that match. */

/** What a match weighs by the field of its block: title, heading, body, code. @type {Record<string, number>} */
const WEIGHTS = { t: 12, h: 4, b: 1, c: 0.7 };

/** BM25: saturation, influence of the length, usual length of a section in characters, and the
 *  length from which on shorter ones are no better. */
const K1 = 1.2, B = 0.6, USUAL = 400, SHORT = 100;

/** The distance of terms, in characters, at which standing together counts half. */
const APART = 40;

/**
 * How many characters the shortest stretch has that holds a span of each list, beyond the spans
 * themselves.
 * @param {Span[][]} lists sorted
 */
function distance(lists) {
  const at = lists.map(() => 0);
  let best = Infinity;
  for (;;) {
    const now = lists.map((list, i) => list[at[i]]);
    if (now.some((span) => !span)) return best;
    const covered = now.reduce((sum, [start, end]) => sum + end - start, 0);
    const start = Math.min(...now.map((span) => span[0]));
    best = Math.min(best, Math.max(0, Math.max(...now.map((span) => span[1])) - start - covered));
    at[now.findIndex((span) => span[0] === start)]++;
  }
}

/** What a block says for its terms: all spans, and a factor for terms that stand together. @param {Map<number, Span[]>} terms */
function blockOf(terms) {
  const lists = [...terms.values()].map(joined);
  const near = lists.length > 1 ? 1 / (1 + distance(lists) / APART) : 0;
  return { spans: joined(lists.flat()), factor: 1 + (lists.length - 1) * (0.25 + 0.5 * near) };
}

/**
 * The best section of a page and what it scores: BM25 over its fields, more for whole words
 * and for terms that stand together.
 * @param {Site} site @param {number} page @param {number} tier
 * @param {[Found, Match[]][]} results
 * @returns {Promise<Ranked>}
 */
async function rank(site, page, tier, results) {
  /** @type {Map<string, {tf: number[], blocks: Map<number, Map<number, Span[]>>, unit: number, length: number}>} */
  const sections = new Map();
  for (const [term, [, matches]] of results.entries()) {
    for (const match of matches) {
      const { title, blocks, sections: lengths } = await site.text(match.unit);
      const block = blocks[match.block];
      const key = `${match.unit}:${block.section}`;
      let section = sections.get(key);
      if (!section) {
        const length = lengths[block.section].length;
        sections.set(key, (section = { tf: [], blocks: new Map(), unit: match.unit, length }));
      }
      const [start, end] = match.spans[0] || [0, 0];
      const cover = block.field === "t" || block.field === "h" ? (end - start) / (block.folded.length || 1) : 1;
      // A field that only repeats the title says nothing more.
      const count = block.field === "b" && title.includes(block.raw) ? 0 : Math.max(1, match.spans.length);
      section.tf[term] = (section.tf[term] || 0) + count * WEIGHTS[block.field] * (0.5 + 0.5 * cover);
      const terms = section.blocks.get(match.block) || new Map();
      section.blocks.set(match.block, terms.set(term, [...(terms.get(term) || []), ...match.spans]));
    }
  }
  /** @type {Ranked} */
  let best = { page, tier, score: -1, unit: 0, block: 0, spans: [] };
  for (const { tf, blocks, unit, length } of sections.values()) {
    const { blocks: texts } = await site.text(unit);
    const candidates = [...blocks].map(([at, terms]) => ({ at, ...blockOf(terms) }));
    /** @param {{at: number, factor: number}} parts */
    const value = ({ at, factor }) =>
      factor + (texts[at].field === "b" || texts[at].field === "c" ? 0.25 : 0);
    const [{ at: block, spans, factor }] = candidates.sort((a, b) => value(b) - value(a) || a.at - b.at);
    let score = 0;
    results.forEach(([{ weight, levels, others }], term) => {
      const saturated = tf[term] ? tf[term] / (tf[term] + K1 * (1 - B + (B * Math.max(SHORT, length)) / USUAL)) : 0;
      const asWord = levels.has(unit) || others.some((other) => other.levels && other.levels.has(unit));
      score += weight * saturated * (asWord ? 1.3 : 1);
    });
    score *= factor;
    if (score > best.score) best = { page, tier, score, unit, block, spans };
  }
  return best;
}
