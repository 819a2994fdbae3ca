// @ts-check
/* Words by their sound: kana, romaji, and what an input method shows while it is composing. */

/** Words of one reading, and of one beginning of a reading, that are tried. */
const HOMOPHONES = 12, CONTINUED = 8;

/**
 * Words that are read so.
 * @param {Site} site
 * @param {string} kana hiragana
 * @param {string} tail consonants of a half-typed syllable
 * @param {boolean} free any vowel may be long
 * @returns {Promise<(Reading & {ichidan?: boolean})[]>}
 */
async function readAs(site, kana, tail, free) {
  const key = readingKey(kana);
  const wholly = async (/** @type {string} */ text) => {
    const pattern = new RegExp(`^${soundsLike(text, free)}ー?$`);
    return (await site.readings(readingKey(text))).filter(({ reading }) => pattern.test(reading));
  };
  if (!key) return [];
  const bases = tail ? [] : [...basesOf(kana)];
  const suru = tail ? null : SURU.exec(kana);
  const [same, nouns, ...inflected] = await Promise.all([
    tail ? [] : wholly(kana),
    suru ? wholly(suru[1]) : [],
    ...bases.map(async ([base, ichidan]) =>
      (await wholly(base)).filter(({ inflects }) => inflects).map((word) => ({ ...word, ichidan }))),
  ]);
  /** @type {Map<string, Reading & {ichidan?: boolean}>} */
  const words = new Map();
  for (const word of [...same, ...inflected.flat(), ...nouns.filter(({ inflects }) => !inflects)]) {
    if (words.size < HOMOPHONES && !words.has(word.surface)) words.set(word.surface, word);
  }
  if (same.some(({ inflects }) => !inflects)) return [...words.values()];
  const longer = await readOn(site, kana, tail, free);
  let left = CONTINUED;
  for (const word of longer) {
    // 診断書 is found with 診断.
    if (!left || [...words.keys()].some((surface) => word.surface.startsWith(surface))) continue;
    words.set(word.surface, word);
    left--;
  }
  return [...words.values()];
}

/**
 * Where a word stands as a word: 京都 in 京都市, not in 東京都.
 * @param {Site} site @param {Reading & {ichidan?: boolean}} word @returns {Promise<Alternative[]>}
 */
async function standing(site, { surface, inflects, ichidan }) {
  const folded = site.fold(surface);
  const entry = await site.entry(folded);
  const word = entry && entry.word;
  if (!word) return inflects ? [] : spelled(site, surface, READING);
  if (ichidan && isGodan(folded, word.forms)) return [];
  if (inflects) return [{ tier: READING, ...placesOf(site, word), needles: [folded, ...word.forms] }];
  const longer = [...folded].length > 1 ? await wordsFrom(site, folded, 1) : [];
  const units = new Set([word, ...longer.map((other) => other.word)].flatMap((other) => other.units));
  const { levels } = placesOf(site, word);
  return [{ tier: READING, pages: site.byPage([...units].sort((a, b) => a - b)), levels, needles: [folded] }];
}

/**
 * Words that begin so.
 * @param {Site} site @param {string} prefix folded @param {number} most shards
 * @returns {Promise<{key: string, word: Word}[]>}
 */
async function wordsFrom(site, prefix, most) {
  const out = [];
  const first = site.shardOf(prefix), last = Math.min(site.shardOf(prefix + "\uffff"), first + most - 1);
  for (let n = first; n <= last; n++) {
    for (const [key, { word }] of await site.shard(n)) if (word && key.startsWith(prefix)) out.push({ key, word });
  }
  return out;
}

/**
 * Words whose readings begin so, the shortest first.
 * @param {Site} site @param {string} kana hiragana @param {string} tail @param {boolean} free
 */
async function readOn(site, kana, tail, free) {
  const key = readingKey(kana);
  if ([...key].length < 2) return [];
  const begins = new RegExp(`^${soundsLike(kana, free)}${tail && `(?:${beginnings(tail).join("|")})`}`);
  const words = (await site.readings(key, true)).filter(({ reading }) => begins.test(reading));
  return words.sort((a, b) => a.reading.length - b.reading.length);
}

/** Kana and the consonants of a half-typed syllable, if a text is no more than that. @param {string} near */
function kanaOf(near) {
  const [, kana, tail] = /^([ぁ-ゖァ-ヺー]{2,})([a-z]{0,3})$/.exec(near.replace(/\s/g, "")) || [];
  return kana && (!tail || beginnings(tail).length) ? [kana, tail] : ["", ""];
}

/** The same sounds in the other kana. @param {Site} site @param {string} kana @param {string} tail @param {boolean} strict */
async function shifted(site, kana, tail, strict) {
  const scripts = [toHiragana, toKatakana].filter((to) => tail || !strict || to(kana) !== kana);
  const list = await Promise.all(scripts.map((to) => {
    const needles = tail ? beginnings(tail).map((end) => site.fold(to(kana + end))) : undefined;
    return spelled(site, to(kana), READING, { strict: strict && !tail, needles });
  }));
  return list.flat();
}

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function readingsOf(site, { near }) {
  const [kana, tail] = kanaOf(near);
  if (!kana) return [];
  const words = await readAs(site, toHiragana(kana), tail, false);
  return (await Promise.all([shifted(site, kana, tail, true), ...words.map((word) => standing(site, word))])).flat();
}

/**
 * What a term may mean that is found nowhere as it stands: romaji, and kanji with kana or romaji
 * behind it that is not converted yet (画像しんだn).
 * @param {Site} site @param {Term} term @returns {Promise<Alternative[]>}
 */
async function unconverted(site, { near, exact, literal }) {
  if (exact || literal) return [];
  // ō and ô are long.
  const text = near.replace(/\s/g, "").normalize("NFD").replace(/o[\u0302\u0304]/g, "ou")
    .replace(/([aiue])[\u0302\u0304]/g, "$1$1").normalize("NFC");
  const [, head = "", kana = "", latin = ""] = /^(.*?[^ぁ-ゖーa-z'-]|)([ぁ-ゖー]*)([a-z'-]*)$/.exec(text) || [];
  const collapsed = latin.replace(/([aiueo])\1/g, "$1");
  const sounds = kana ? [{ kana, tail: latin }] : fromRomaji(latin);
  if (head) {
    const words = await Promise.all(sounds.map(({ kana: sound, tail }) =>
      [...sound].length > 1 && (!tail || beginnings(tail).length) ? readAs(site, sound, tail, !kana) : []));
    const surfaces = new Set(words.flat().filter(({ inflects }) => !inflects).map(({ surface }) => head + surface));
    return (await Promise.all([...surfaces].map((surface) => spelled(site, surface, READING)))).flat();
  }
  if (kana) return [];
  const readings = sounds.map(async ({ kana: sound, tail }) =>
    (await Promise.all((await readAs(site, sound, tail, true)).map((word) => standing(site, word)))).flat());
  const scripts = [...sounds, ...(collapsed === latin ? [] : fromRomaji(collapsed))].filter((sound) => [...sound.kana].length > 1);
  const spellings = scripts.map(({ kana: sound, tail }) => shifted(site, sound, tail, false));
  return (await Promise.all([...readings, ...spellings])).flat();
}
