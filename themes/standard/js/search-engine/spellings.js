// @ts-check
/* Spellings that mean the same: 申込み and 申し込み, 3か月 and 三ヶ月, ウイルス and ウィルス, 人々 and 人人. */

/** Spellings of one term that are tried. */
const MOST_SPELLINGS = 16;

/** How much of its kana a compound has: 申し込み, 申込み, 申込. */
const ALL = 0, ENDING = 1, NONE = 2;

/**
 * What writes compounds of verbs with more kana or less: 取扱い → 取り扱; and of an inflected verb its
 * beginning: 受付けた → 受け付.
 * @param {string} table of the manifest: groups of a first verb and what may follow it
 * @returns {(text: string) => [text: string, tier: number][]}
 */
function makeCompounds(table) {
  /** By their kanji the kana behind the first and behind the second. @type {Map<string, string[]>} */
  const compounds = new Map(table.split(" ").flatMap((group) => {
    const [[, first, kana], ...seconds] = group.matchAll(/([^ぁ-ゖ])([ぁ-ゖ]*)/g);
    return seconds.map(([, second, ending]) => [first + second, [kana, ending]]);
  }));
  // With or without its first kana, and its end; 組合 is no compound, so that わせ is never left out.
  const patterns = [...compounds].map(([[first, second], [kana, ending]]) =>
    [`${first}(?:${kana})?${second}`, ending === "わせ" ? "わ?せ" : `(?:${ending.replace("もり", "も?り")})?`]);
  const each = new RegExp(patterns.map(([stem, ending]) => stem + ending).join("|"), "g");
  // A compound and the kana of its verb: no noun, and no particle behind one.
  const inflected = new RegExp(`(${patterns.map(([stem, ending]) => `${stem}(?!(?:${ending})?(?:[のをにはでともへや]|が?$))`).join("|")})[ぁ-ゖ]+$`);
  // Verbs that lose their kana behind any kanji, too: 格付. But 見出し is not 見出す.
  const last = "(?<=\\p{Script=Han})(?:" + [...compounds].map(([pair, [, ending]]) => pair[1] + ending).filter((verb) => !/^.$|わせ|出/.test(verb)).join("|") + ")";
  const lastOfText = new RegExp(last + "$", "u"), lastOfWord = new RegExp(last + "(?![ぁ-ゖ])", "gu");

  /**
   * A text whose compounds are written in one way. At its end their endings are left out: verbs and
   * nouns begin alike.
   * @param {string} text @param {number} style
   */
  function withKana(text, style) {
    const respelled = text.replace(each, (found, at) => {
      const [first, second] = found.replace(/[ぁ-ゖ]/g, "");
      const [kana, ending] = compounds.get(first + second) || [];
      if (ending === "わせ") return first + (style === ENDING ? "" : kana) + second + (style === ALL ? ending : "せ");
      const isLast = style === NONE || at + found.length === text.length;
      return first + (style === ALL ? kana : "") + second + (isLast ? "" : ending);
    });
    return respelled.replace(style === NONE ? lastOfWord : lastOfText, (found) => found[0]);
  }

  return (text) => {
    const whole = text.replace(inflected, "$1");
    return [ALL, ENDING, NONE].map((style) => [withKana(whole, style), whole === text ? VARIANT : LEMMA]);
  };
}

/** A kana with a voiced sound mark. @param {string} c */
const voiced = (c) => (c + "\u3099").normalize("NFC");

/** Iteration marks spelled out and put in. @param {string} text */
const withMarks = (text) => [
  text.replace(/(?<=(.))[々ゝヽゞヾ]/gu, (c, before) => (/[ゞヾ]/.test(c) ? voiced(before) : before)),
  text.replace(/(?<=([\p{Script=Han}ぁ-ゖァ-ヺ]))./gu, (c, before) => {
    const marks = before < "ァ" ? "ゝゞ" : before > "ヺ" ? "々" : "ヽヾ";
    return c === before ? marks[0] : (c === voiced(before) && marks[1]) || c;
  }),
];

/** Numbers with and without grouping. @param {string} text */
const withGroups = (text) => [
  text.replace(/(?<![\d,.])[1-9]\d{3,}(?![\d,])/g, (digits) => BigInt(digits).toLocaleString("en")),
  text.replace(/(?<![\d,])\d{1,3}(,\d{3})+(?![\d,])/g, (digits) => digits.replace(/,/g, "")),
];

/** A number that counts; without 分 and 時, since 十分 and 一時 are words. */
const COUNTED = new RegExp(`(?<![\\d.,${NUMERALS}十百千万])(\\d+|${NUMBER}|[数何])` +
  "(?:([かカヵヶケ箇])(?=[月所国年条])|(?=[割歳条項章回人名件倍台枚冊泊階個号級]|分の|週間|[年日時]間))");

/** 12 → 十二; numbers from 100 on as they are. @param {number} number */
const inKanji = (number) =>
  number > 99 ? String(number) : (number > 19 ? NUMERALS[Math.floor(number / 10)] : "") + (number > 9 ? "十" : "") + (number % 10 ? NUMERALS[number % 10] : "");

/** 3か月, 三か月, 三ヶ月, …. @param {string} text */
function withCounters(text) {
  const found = COUNTED.exec(text);
  if (!found) return [];
  const [whole, digits, letter = ""] = found;
  const number = numberOf(digits), end = text.slice(found.index + whole.length);
  const letters = letter ? [..."かカヵヶケ箇"] : [""];
  return (number ? [String(number), inKanji(number)] : [digits]).flatMap((digit) => letters.map((c) => text.slice(0, found.index) + digit + c + end));
}

/** 霞が関, 霞ヶ関, 霞ケ関. @param {string} text */
const withPlaces = (text) =>
  (/^(?![一二三四五六七八九十何数])\p{Script=Han}{1,4}[がヶケ]\p{Script=Han}{1,2}$/u.test(text) ? [..."がヶケ"].map((c) => text.replace(/[がヶケ]/, c)) : []);

/** Spellings of sounds from abroad, as they are and in plain Japanese. */
const SOUNDS = "ウィ,ウイ ウェ,ウエ ウォ,ウオ クォ,クオ ディジ,デジ フェイス,フェース プレイ,プレー メイン,メーン ヴァ,バ ヴィ,ビ ヴェ,ベ ヴォ,ボ ヴュ,ビュ ヴ,ブ"
  .split(" ").map((pair) => pair.split(","));

/** @param {string} text */
function withSounds(text) {
  const plain = SOUNDS.reduce((out, [other, own]) => out.replace(new RegExp(other, "g"), own), text);
  // Few words have ヴ: those that begin so.
  const foreign = SOUNDS.reduce((out, [other, own]) =>
    out.replace(new RegExp((other[0] === "ヴ" ? "(?<![ァ-ヺー])" : "") + own, "g"), other), text);
  return [plain, foreign];
}

/** ず and づ, じ and ぢ: 少しづつ; in words of kana alone either may be what is meant. @param {string} text */
const withVoiced = (text) => [
  text.replace(/(?<=.)[づぢ]/g, (c) => (c === "づ" ? "ず" : "じ")),
  text.replace(/^[ぁ-ゖー]{3,}$|ずつ/g, (part) => part.replace(/[ずじ]/g, (c) => (c === "ず" ? "づ" : "ぢ"))),
];

/** Without an honorific: お申込み, 御利用. @param {string} text */
const withoutHonorific = (text) => [text.replace(/^[おご御](?=(?:\p{Script=Han}[ぁ-ゖ]{0,2}){2})/u, "")];

/**
 * All of these, each with what kind of match it is; not the text itself.
 * @param {string} text NFKC, in small letters
 * @param {(text: string) => [text: string, tier: number][]} compoundsOf
 * @returns {[text: string, tier: number][]}
 */
function spellingsOf(text, compoundsOf) {
  const rules = [withoutHonorific, withCounters, withPlaces, withSounds, withMarks, withGroups, withVoiced];
  const texts = rules.reduce((all, rule) => [...new Set(all.flatMap((one) => [one, ...rule(one)]))].slice(0, MOST_SPELLINGS), [text]);
  /** @type {Map<string, number>} */
  const tiers = new Map();
  for (const one of texts) {
    /** @type {[string, number][]} */
    const spellings = [[one, VARIANT], ...compoundsOf(one)];
    for (const [spelling, tier] of spellings) if (!tiers.has(spelling)) tiers.set(spelling, tier);
  }
  tiers.delete(text);
  return [...tiers].slice(0, MOST_SPELLINGS);
}
