// @ts-check
/* Kana: two scripts for the same sounds, and what spellings of a sound have in common. */

/** Rows of five, a i u e o; the first rows are those of `CONSONANTS`. */
const KANA = "あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめもらりるれろ" +
  "ぁぃぅぇぉゃ_ゅ_ょや_ゆ_よわ___を__ゔ__";

/** 0 to 4 for a i u e o, -1 without a vowel. @param {string} c */
const vowelOf = (c) => KANA.indexOf(c) % 5;

/** The number of a kana's row. @param {string} c */
const rowOf = (c) => Math.floor(KANA.indexOf(c) / 5);

/** @param {string} text @param {RegExp} letters @param {number} distance */
const shift = (text, letters, distance) =>
  text.replace(letters, (c) => String.fromCharCode(c.charCodeAt(0) + distance));

/** @param {string} text */
const toHiragana = (text) => shift(text, /[ァ-ヶヽヾ]/g, -0x60);

/** @param {string} text */
const toKatakana = (text) => shift(text, /[ぁ-ゖゝゞ]/g, 0x60);

/** Whether a character is lengthened by the one behind it. @param {string} before @param {string} c */
const lengthens = (before, c) => {
  const vowel = vowelOf(before);
  return c === "ー" || (c === "う" && vowel === 2) || (/[うお]/.test(c) && vowel === 4);
};

/**
 * A reading in hiragana with each sound written in one way: ー for all that makes a vowel long, じ
 * and ず for ぢ and づ.
 * @param {string} reading
 */
const soundOf = (reading) =>
  [...reading].map((c, i, all) => (lengthens(all[i - 1] || "", c) ? "ー" : c === "ぢ" ? "じ" : c === "づ" ? "ず" : c)).join("");

/** The key of a reading in hiragana: long vowels left out; what the generator does in `text::kana::reading_key`. @param {string} reading */
const readingKey = (reading) => soundOf(reading).replace(/ー/g, "");

/**
 * The source of a pattern for sounds (`soundOf`) like those of `kana`.
 * @param {string} kana hiragana
 * @param {boolean} free any vowel may be long, as in `tokyo`
 */
const soundsLike = (kana, free) =>
  soundOf(kana).replace(/([^ー])(ー*)/g, (all, c, long) => (free ? `${c}ー{${long.length},}` : all));
