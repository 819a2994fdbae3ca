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
 * @param {boolean} [nouns] nothing else, and none that only begin so
 * @returns {Promise<(Reading & {ichidan?: boolean})[]>}
 */
async function readAs(site, kana, tail, free, nouns = false) {
  const key = readingKey(kana);
  /** @param {string} text */
  const wholly = async (text) => {
    const pattern = new RegExp(`^${soundsLike(text, free)}$`);
    // コンピュータ is コンピューター.
    return (await site.readings(readingKey(text))).filter(({ reading }) =>
      pattern.test(soundOf(reading)) || pattern.test(soundOf(reading.replace(/ー$/, ""))));
  };
  if (!key) return [];
  const same = tail ? [] : await wholly(kana);
  /** @type {Map<string, Reading & {ichidan?: boolean}>} */
  const words = new Map();
  /** @param {(Reading & {ichidan?: boolean})[]} more */
  const add = (more) => {
    for (const word of more) if (words.size < HOMOPHONES && !words.has(word.surface)) words.set(word.surface, word);
  };
  if (nouns) return same.filter(({ inflects }) => !inflects);
  add(same);
  if (same.some(({ inflects }) => !inflects)) return [...words.values()];
  if (!tail && !same.length) {
    const suru = SURU.exec(kana);
    const [verbal, ...inflected] = await Promise.all([
      suru ? wholly(suru[1]) : [],
      ...[...basesOf(kana)].map(async ([base, kind]) => ({ base, kind, found: (await wholly(base)).filter(({ inflects }) => inflects) })),
    ]);
    const known = inflected.filter(({ found }) => found.length);
    add(likeliest(kana, known).flatMap(({ kind, found }) => found.map((word) => ({ ...word, ichidan: kind === ICHIDAN_FORM }))));
    add(verbal.filter(({ inflects }) => !inflects));
  }
  // けが is a word, not the beginning of 汚れ.
  const own = tail || free ? null : await site.word(site.fold(kana));
  const longer = own && !own.forms.length ? [] : await readOn(site, kana, tail, free);
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
async function standing(site, { surface, reading, inflects, ichidan }) {
  const folded = site.fold(surface);
  const word = await site.word(folded);
  if (!word) return inflects ? [] : spelled(site, surface, READING);
  if (ichidan && isGodan(folded, word.forms)) return [];
  if (inflects) return [{ tier: READING, ...placesOf(site, word), needles: [folded, ...word.forms] }];
  const { pages, levels } = placesOf(site, word);
  const length = [...folded].length;
  // Long names do not stand within others by chance.
  if (length > 2) return (await spelled(site, surface, READING)).map((other) => ({ ...other, levels }));
  // くみあい is 組合 in 組合員, not in 組合せ; but もうしこみ is 申込 in 申込む.
  const words = length > 1 ? await wordsFrom(site, folded, 1) : [];
  const longer = words.filter(({ key }) => !/[ぁ-ゖ]/.test(key[folded.length]) || rowOf(key[folded.length]) === rowOf(reading.slice(-1)))
    .map((other) => other.word);
  return [{ tier: READING, pages: longer.length ? pagesOf(site, longer) : pages, levels, needles: [folded] }];
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
  const key = readingKey(kana), ends = beginnings(tail);
  const keys = [...key].length > 1 ? [key] : ends.map((end) => readingKey(kana + end)).filter((other) => [...other].length > 1);
  const begins = new RegExp(`^(?:${ends.map((end) => soundsLike(kana + end, free)).join("|")})`);
  const words = (await Promise.all(keys.map((other) => site.readings(other, true)))).flat().filter(({ reading }) => begins.test(soundOf(reading)));
  return words.sort((a, b) => a.reading.length - b.reading.length);
}

/** Kana and the consonants of a half-typed syllable, if a text is no more than that. @param {string} near */
function kanaOf(near) {
  const [, kana, tail] = /^([ぁ-ゖァ-ヺー]{2,}|[ぁ-ゖ](?=[a-z]))([a-z]{0,3})$/.exec(near.replace(/\s/g, "")) || [];
  return kana && beginnings(tail).length ? [kana, tail] : ["", ""];
}

/**
 * The same sounds in katakana, and the same word in hiragana: letters of hiragana in a row are
 * seldom what is meant (とまと in ことまとめ).
 * @param {Site} site @param {string} kana @param {string} tail @param {boolean} strict
 */
async function shifted(site, kana, tail, strict) {
  const hiragana = toHiragana(kana), katakana = toKatakana(kana);
  const word = hiragana === kana && strict ? null : await site.word(site.fold(hiragana));
  /** @type {Alternative[]} */
  let same = [];
  if (katakana !== kana || tail || !strict) {
    const plain = beginnings(tail).map((end) => katakana + toKatakana(end));
    const texts = [...new Set([...plain, ...plain.flatMap(withSounds)])];
    const needles = texts.map((text) => site.fold(text));
    const variants = strict ? texts.map((text) => makeTerm(site, text, false, true).variant) : undefined;
    // Words first: they stand in the shard of their first letters. Few letters stand anywhere: イロ in パイロット.
    const words = (await Promise.all(needles.map((needle) => wordsFrom(site, needle, 1)))).flat();
    const located = !words.length && needles[0].length > 3 ? site.fold(katakana) : "";
    const pages = located ? site.byPage((await locate(site, located, FEWEST)).units) : pagesOf(site, words.map((other) => other.word));
    same = [{ tier: READING, pages, needles, variants, otherwise: LOOSE, located }];
  }
  return word && !tail ? [...same, { tier: READING, ...placesOf(site, word), needles: [site.fold(hiragana), ...word.forms] }] : same;
}

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function readingsOf(site, { near }) {
  const [kana, tail] = kanaOf(near);
  if (!kana) return [];
  // Who types katakana means no verb, and goes on in katakana.
  const isKatakana = !/[ぁ-ゖ]/.test(kana);
  const words = isKatakana && tail ? [] : (await readAs(site, toHiragana(kana), tail, false, isKatakana));
  return (await Promise.all([shifted(site, kana, tail, true), ...words.map((word) => standing(site, word))])).flat();
}

/**
 * What a term may mean that is found nowhere as it stands: romaji, and kanji with kana or romaji
 * behind it that is not converted yet (画像しんだn).
 * @param {Site} site @param {Term} term @returns {Promise<Alternative[]>}
 */
async function unconverted(site, { near }) {
  // ō and ô are long.
  const text = near.replace(/\s/g, "").normalize("NFD").replace(/o[\u0302\u0304]/g, "ou")
    .replace(/([aiue])[\u0302\u0304]/g, "$1$1").normalize("NFC");
  const [, head = "", kana = "", latin = ""] = /^(.*?[\p{Script=Han}々ァ-ヺー]|)([ぁ-ゖー]*)([a-z'-]*)$/u.exec(text) || [];
  const collapsed = latin.replace(/([aiueo])\1/g, "$1");
  const sounds = kana ? [{ kana, tail: latin }] : fromRomaji(latin);
  if (head) {
    const words = await Promise.all(sounds.map(({ kana: sound, tail }) =>
      (tail ? beginnings(tail).length : [...sound].length > 1) ? readAs(site, sound, tail, !kana) : []));
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
