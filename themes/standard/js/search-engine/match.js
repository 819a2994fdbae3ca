// @ts-check
/* Compares texts with terms, and ranks the pages that match. */

/** Kinds of match, best first. Later kinds: synonym, date and reading, before loose. */
const TIERS = /** @type {Tier[]} */ (["exact", "folded", "variant", "lemma", "loose"]);

const [EXACT, FOLDED, VARIANT, LEMMA, LOOSE] = TIERS.keys();

/** What a match weighs by the field of its block: title, heading, body, code. */
const WEIGHTS = /** @type {Record<string, number>} */ ({ t: 8, h: 4, b: 1, c: 0.7 });

/** BM25: saturation, influence of the length, usual length of a section in characters. */
const K1 = 1.2, B = 0.6, USUAL = 400;

/** How often `part` stands in `text`. @param {string} text @param {string} part */
function occurrences(text, part) {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

/**
 * Compares the blocks of a unit with a term.
 * @param {Site} site @param {Term} term @param {number} number @param {Unit} unit
 * @returns {{tier: number, matches: Match[]}}
 */
function compare(site, term, number, unit) {
  let tier = Infinity;
  /** @type {Match[]} */
  const matches = [];
  unit.blocks.forEach((block, at) => {
    const count = occurrences(block.folded, term.folded);
    if (!count) return;
    const kind = tierOf(site, term, block);
    if (term.exact && kind !== EXACT) return;
    tier = Math.min(tier, kind);
    matches.push({ unit: number, block: at, count, needles: [term.folded] });
  });
  return { tier, matches };
}

/** How near a block that holds the folded term comes to it. @param {Site} site @param {Term} term @param {Block} block */
function tierOf(site, term, block) {
  if (block.raw.includes(term.raw)) return EXACT;
  const near = site.fold(block.raw.normalize("NFKC"), true);
  if (near.includes(term.near)) return FOLDED;
  return variantOf(near).includes(term.variant) ? VARIANT : LOOSE;
}

/** @param {string[]} forms folded @param {number} number @param {Unit} unit @returns {Match[]} */
function compareForms(forms, number, unit) {
  return unit.blocks.flatMap((block, at) => {
    const needles = forms.filter((form) => block.folded.includes(form));
    const count = Math.max(0, ...needles.map((form) => occurrences(block.folded, form)));
    return count ? [{ unit: number, block: at, count, needles }] : [];
  });
}

/**
 * What a page holds of a term.
 * @param {Site} site @param {Found} found @param {number} page
 */
async function matchPage(site, found, page) {
  let tier = Infinity;
  /** @type {Match[]} */
  const matches = [];
  for (const number of found.pages.get(page) || []) {
    const result = compare(site, found.term, number, await site.text(number));
    tier = Math.min(tier, result.tier);
    matches.push(...result.matches);
  }
  if (tier <= VARIANT) return { tier, matches };
  for (const { pages, forms } of found.inflections) {
    for (const number of pages.get(page) || []) {
      const more = compareForms(forms, number, await site.text(number));
      if (more.length) tier = LEMMA;
      matches.push(...more);
    }
  }
  return { tier, matches };
}

/**
 * The best section of a page and what it scores: BM25 over its fields, more for whole words
 * and for terms that stand together.
 * @param {Site} site @param {number} page @param {number} tier
 * @param {[Found, Match[]][]} results
 * @returns {Promise<Ranked>}
 */
async function rank(site, page, tier, results) {
  /** @type {Map<string, {tf: number[], blocks: Map<number, Match[]>, unit: number, length: number}>} */
  const sections = new Map();
  for (const [term, [, matches]] of results.entries()) {
    for (const match of matches) {
      const { blocks, sections: lengths } = await site.text(match.unit);
      const block = blocks[match.block];
      const key = `${match.unit}:${block.section}`;
      let section = sections.get(key);
      if (!section) {
        const length = lengths[block.section].length;
        sections.set(key, (section = { tf: [], blocks: new Map(), unit: match.unit, length }));
      }
      const cover = block.field === "t" || block.field === "h" ? match.needles[0].length / block.folded.length : 1;
      section.tf[term] = (section.tf[term] || 0) + match.count * WEIGHTS[block.field] * (0.5 + 0.5 * cover);
      section.blocks.set(match.block, [...(section.blocks.get(match.block) || []), match]);
    }
  }
  /** @type {Ranked} */
  let best = { page, tier, score: -1, unit: 0, block: 0, needles: [] };
  for (const { tf, blocks, unit, length } of sections.values()) {
    const { blocks: texts } = await site.text(unit);
    const value = (/** @type {[number, Match[]]} */ [at, matches]) =>
      matches.length + (texts[at].field === "b" || texts[at].field === "c" ? 0.5 : 0);
    const [block, matches] = [...blocks].sort((a, b) => value(b) - value(a) || a[0] - b[0])[0];
    let score = 0;
    results.forEach(([{ weight, levels }], term) => {
      const saturated = tf[term] ? tf[term] / (tf[term] + K1 * (1 - B + (B * length) / USUAL)) : 0;
      score += weight * saturated * (levels.has(unit) ? 1.3 : 1);
    });
    score *= 1 + 0.5 * (matches.length - 1);
    if (score > best.score) {
      best = { page, tier, score, unit, block, needles: matches.flatMap((match) => match.needles) };
    }
  }
  return best;
}
