// @ts-check
/* Kana: two scripts for the same sounds, and what spellings of a sound have in common. */

const U_ROW = "うくすつぬふむゆるぐずづぶぷぅゅゔ", O_ROW = "おこそとのほもよろをごぞどぼぽぉょ";

/** @param {string} text @param {RegExp} letters @param {number} distance */
const shift = (text, letters, distance) =>
  text.replace(letters, (c) => String.fromCharCode(c.charCodeAt(0) + distance));

/** @param {string} text */
const toHiragana = (text) => shift(text, /[ァ-ヶヽヾ]/g, -0x60);

/** @param {string} text */
const toKatakana = (text) => shift(text, /[ぁ-ゖゝゞ]/g, 0x60);

/** Whether a character at the end of `before` is lengthened by `c`. @param {string} before @param {string} c */
const lengthens = (before, c) => {
  const last = before.slice(-1);
  return c === "ー" || (!!last && (O_ROW.includes(last) ? "うお" : U_ROW.includes(last) ? "う" : "").includes(c));
};

/**
 * The key of a reading in hiragana: long vowels left out, ぢ and づ as じ and ず; what the generator
 * does in `text::kana::reading_key`.
 * @param {string} reading
 */
const readingKey = (reading) =>
  [...reading].map((c, i, all) => (i && lengthens(all[i - 1], c)) || c === "ー" ? "" : c === "ぢ" ? "じ" : c === "づ" ? "ず" : c).join("");

/**
 * The source of a pattern for readings that sound like `kana`.
 * @param {string} kana hiragana
 * @param {boolean} free any vowel may be long, as in `tokyo`
 */
function soundsLike(kana, free) {
  const chars = [...kana];
  return chars.map((c, i) => {
    const sound = i && lengthens(chars[i - 1], c) ? "[うおー]" : /[じぢ]/.test(c) ? "[じぢ]" : /[ずづ]/.test(c) ? "[ずづ]" : c;
    return sound + (free && U_ROW.includes(c) ? "[うー]?" : free && O_ROW.includes(c) ? "[うおー]?" : free ? "ー?" : "");
  }).join("");
}
