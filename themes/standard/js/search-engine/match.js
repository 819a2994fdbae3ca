// @ts-check
/* Compares texts with terms. */

/** Kinds of match, best first. @type {Tier[]} */
const TIERS = ["exact", "folded", "variant", "lemma", "synonym", "date", "reading", "loose"];

const [EXACT, FOLDED, VARIANT, LEMMA, SYNONYM, DATE, READING, LOOSE] = TIERS.keys();

/** Where `part` stands in `text`. @param {string} text @param {string} part */
function spansOf(text, part) {
  /** @type {Span[]} */
  const out = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) out.push([at, at + part.length]);
  return out;
}

/**
 * Compares the blocks of a unit with a term.
 * @param {Site} site @param {Term} term @param {number} number @param {Unit} unit
 * @returns {Comparison}
 */
function compare(site, term, number, unit) {
  let tier = Infinity;
  /** @type {Match[]} */
  const matches = [];
  unit.blocks.forEach((block, at) => {
    const spans = spansOf(block.folded, term.folded);
    if (!spans.length) return;
    const kind = tierOf(site, term, block);
    if (term.exact && kind !== EXACT) return;
    tier = Math.min(tier, kind);
    matches.push({ unit: number, block: at, spans });
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

/**
 * Whether a span of a block's folded text does not begin or end within a Latin word or a number:
 * `ai`, but not in `email`. One kanji that is read so does not count anything: 歳 in 13歳.
 * @param {Site} site @param {Block} block @param {Span} span @param {boolean} isRead
 */
function standsAlone(site, block, [start, end], isRead) {
  if (isRead && end - start < 2 && /[0-9一二三四五六七八九十百千]/.test(block.folded[start - 1])) return false;
  /** @param {number} at */
  const inWord = (at) => {
    const pair = block.folded.slice(Math.max(0, at - 1), at + 1);
    if (!/^[a-z0-9]{2}$/.test(pair)) return /^[一二三四五六七八九十百千]{2}$/.test(pair);
    const origins = originsOf(site.fold, block);
    return origins.length !== block.folded.length || origins[at - 1][1] === origins[at][0];
  };
  return !inWord(start) && !inWord(end);
}

/** The dates of a block that lie in the one asked for. @param {Site} site @param {Block} block @param {string} asked */
function dateSpans(site, block, asked) {
  const normal = block.raw.normalize("NFKC");
  let read = 0, folded = 0;
  /** What `normal` up to there is in the folded text. @param {number} end */
  const at = (end) => {
    folded += site.fold(normal.slice(read, end)).length;
    return (read = end, folded);
  };
  const dates = datesIn(normal).filter(({ key }) => lies(key, asked));
  return dates.map(({ start, end }) => /** @type {Span} */ ([at(start), at(end)]));
}

/**
 * Compares the blocks of a unit with another way to say a term.
 * @param {Site} site @param {Alternative} other @param {number} number @param {Unit} unit
 * @returns {Comparison}
 */
function compareOther(site, { tier: kind, needles, date, variants, otherwise = Infinity }, number, unit) {
  // The page says so itself, outside its text.
  if (!needles.length && !date) return { tier: kind, matches: [{ unit: number, block: 0, spans: [] }] };
  let tier = Infinity;
  /** @type {Match[]} */
  const matches = [];
  unit.blocks.forEach((block, at) => {
    const all = date ? dateSpans(site, block, date) : needles.flatMap((needle) => spansOf(block.folded, needle));
    const spans = joined(date ? all : all.filter((span) => standsAlone(site, block, span, kind === READING)));
    if (!spans.length) return;
    const text = variants ? variantOf(site.fold(block.raw.normalize("NFKC"), true)) : "";
    const found = variants && !variants.some((variant) => text.includes(variant)) ? otherwise : kind;
    if (found === Infinity) return;
    tier = Math.min(tier, found);
    matches.push({ unit: number, block: at, spans });
  });
  return { tier, matches };
}

/** Spans in order, those that overlap as one. @param {Span[]} spans @returns {Span[]} */
function joined(spans) {
  /** @type {Span[]} */
  const out = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out[out.length - 1];
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

/**
 * What a page holds of a term.
 * @param {Site} site @param {Found} found @param {number} page
 * @returns {Promise<Comparison>}
 */
async function matchPage(site, { term, pages, others }, page) {
  let tier = Infinity;
  /** @type {Match[]} */
  const matches = [];
  /** @param {Pages} held @param {(number: number, unit: Unit) => Comparison} look */
  const add = async (held, look) => {
    for (const number of held.get(page) || []) {
      const result = look(number, await site.text(number));
      tier = Math.min(tier, result.tier);
      matches.push(...result.matches);
    }
  };
  await add(pages, (number, unit) => compare(site, term, number, unit));
  if (tier <= VARIANT) return { tier, matches };
  for (const other of others) await add(other.pages, (number, unit) => compareOther(site, other, number, unit));
  return { tier, matches };
}
