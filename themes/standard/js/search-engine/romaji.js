// @ts-check
/* Romaji: Hepburn, Kunrei and what input methods take. */

/** Readings of one romaji word that are tried. */
const SPELLINGS = 4;

/** Of the first rows of `KANA`. */
const CONSONANTS = ["", ..."kgsztdnhbpmr"];

/** What the vowels a, i, u, e, o make of a consonant. */
const SYLLABLES = (() => {
  /** @type {Map<string, string>} */
  const all = new Map();
  /** @param {string} consonants @param {string[]} row */
  const add = (consonants, row) => {
    for (const consonant of consonants.split(" ")) row.forEach((kana, i) => kana && all.set(consonant + "aiueo"[i], kana));
  };
  CONSONANTS.forEach((consonant, i) => {
    const row = [...KANA.slice(i * 5, i * 5 + 5)];
    add(consonant, row);
    if (consonant) add(consonant + "y", [..."ゃぃゅぇょ"].map((small) => row[1] + small));
  });
  add("x l", [..."ぁぃぅぇぉ"]);
  add("c", [..."かしくせこ"]);
  /** A first kana, and small vowels behind it. @param {string} kana @param {string} smalls @param {string} [alone] */
  const behind = (kana, smalls, alone = "") => [...smalls].map((small) => (small === "-" ? alone || kana : kana + small));
  add("sh sy", behind("し", "ゃ-ゅぇょ"));
  add("ch cy", behind("ち", "ゃ-ゅぇょ"));
  add("j jy zy", behind("じ", "ゃ-ゅぇょ"));
  add("ts", behind("つ", "ぁぃ-ぇぉ"));
  add("f", behind("ふ", "ぁぃ-ぇぉ"));
  add("v", behind("ゔ", "ぁぃ-ぇぉ"));
  add("th", behind("て", "ゃぃゅぇょ"));
  add("dh", behind("で", "ゃぃゅぇょ"));
  add("w", ["わ", "うぃ", "", "うぇ", "を"]);
  add("y", ["や", "", "ゆ", "いぇ", "よ"]);
  add("xy ly", ["ゃ", "", "ゅ", "", "ょ"]);
  add("xt lt xts lts", ["", "", "っ"]);
  add("dz", ["", "", "づ"]);
  all.set("wu", "う").set("-", "ー");
  return all;
})();

/**
 * The kana with which a half-typed syllable may go on: k → か, き, きゃ, …; none is typed whole.
 * @param {string} tail consonants
 * @returns {string[]}
 */
function beginnings(tail) {
  if (!tail) return [""];
  /** @type {Set<string>} */
  const out = new Set(tail === "n" ? ["ん"] : /^[b-df-hj-mp-tv-z]$/.test(tail) ? ["っ"] : []);
  if (/^([a-mo-z])\1/.test(tail)) return beginnings(tail.slice(1)).map((kana) => "っ" + kana);
  for (const [romaji, kana] of SYLLABLES) if (romaji.startsWith(tail)) out.add(kana);
  return [...out];
}

/**
 * What romaji may stand for.
 * @param {string} text lower-case
 * @returns {{kana: string, tail: string}[]} hiragana, and the consonants of a half-typed syllable
 */
function fromRomaji(text) {
  /** @type {{kana: string, tail: string}[]} */
  const out = [];
  /** @param {string} rest @param {string} kana */
  const walk = (rest, kana) => {
    if (out.length >= SPELLINGS) return;
    if (!rest) {
      if (!out.some((other) => other.kana === kana && !other.tail)) out.push({ kana, tail: "" });
      return;
    }
    for (let n = Math.min(4, rest.length); n > 0; n--) {
      const syllable = SYLLABLES.get(rest.slice(0, n));
      if (syllable) walk(rest.slice(n), kana + syllable);
    }
    if (/^n(?![aiueo])/.test(rest) && !kana.endsWith("ん")) {
      // konnna, shinnyu, nn at the end: the second n may belong to the next syllable or to this ん.
      if (/^nn/.test(rest)) walk(rest.slice(2), kana + "ん");
      if (!/^nn$/.test(rest)) walk(rest.slice(rest[1] === "'" ? 2 : 1), kana + "ん");
    } else if (/^m[bmp]/.test(rest)) walk(rest.slice(1), kana + "ん");
    else if (/^(?:([bcdfghj-mp-tv-z])\1|tch)/.test(rest)) walk(rest.slice(1), kana + "っ");
    if (kana && /^(?!(.)\1)[b-df-hj-mp-tv-z]{1,3}$/.test(rest) && beginnings(rest).length) out.push({ kana, tail: rest });
  };
  // Each n may be read in two ways: long texts would take for ever.
  if (/^[a-z][a-z'-]{2,39}$/.test(text)) walk(text, "");
  return out.slice(0, SPELLINGS);
}
