// @ts-check
/* Kana: two scripts for the same sounds, and what spellings of a sound have in common. */

/** Rows of five, a i u e o; the first rows are those of `CONSONANTS`. */
const KANA = "あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめもらりるれろ" +
  "ぁぃぅぇぉゃ_ゅ_ょや_ゆ_よわ___を__ゔ__";

/** 0 to 4 for a i u e o, -1 without a vowel. @param {string} c */
const vowelOf = (c) => KANA.indexOf(c) % 5;

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
 * The key of a reading in hiragana: long vowels left out, ぢ and づ as じ and ず; what the generator
 * does in `text::kana::reading_key`.
 * @param {string} reading
 */
const readingKey = (reading) =>
  [...reading].map((c, i, all) => (lengthens(all[i - 1] || "", c) ? "" : c === "ぢ" ? "じ" : c === "づ" ? "ず" : c)).join("");

/**
 * The source of a pattern for readings that sound like `kana`.
 * @param {string} kana hiragana
 * @param {boolean} free any vowel may be long, as in `tokyo`
 */
function soundsLike(kana, free) {
  const chars = [...kana];
  return chars.map((c, i) => {
    const sound = i && lengthens(chars[i - 1], c) ? "[うおー]" : /[じぢ]/.test(c) ? "[じぢ]" : /[ずづ]/.test(c) ? "[ずづ]" : c;
    return sound + (free ? ["ー?", "[うー]?", "[うおー]?"][[2, 4].indexOf(vowelOf(c)) + 1] : "");
  }).join("");
}
