// @ts-check
/* Spellings that mean the same: 申込み and 申し込み, 3か月 and 三ヶ月, ウイルス and ウィルス, 人々 and 人人. */

/** Spellings of one term that are tried. */
const MOST_SPELLINGS = 16;

/**
 * Compounds of verbs, whose kana writers leave out: by their kanji the kana behind the first and
 * behind the second. Each group is a first verb and what may follow it.
 * @type {Map<string, string[]>}
 */
const COMPOUNDS = new Map((
  "受け付け取り入れ渡し持ち継ぎ 取り扱い消し付け出し下げ替え調べ立て組み込み止め戻し引き決め分け上げ 申し込み出立て入れ合わせ " +
  "引き渡し取り受け継ぎ換え当て上げ下げ出し戻し続き 引っ越し 打ち合わせ切り 問い合わせ 組み合わせ立て込み替え 切り替え換え捨て下げ取り " +
  "繰り返し越し上げ下げ入れ延べ 割り当て増し込み振り引き 積み立て込み上げ 売り上げ出し切り場 買い上げ取り入れ物 貸し出し付け " +
  "借り入れ換え上げ 差し押さえ引き替え止め戻し出し 立ち入り会い退き 立て替え 呼び出し掛け 読み込み取り替え 書き換え込み出し " +
  "持ち込み出し分 払い込み出し戻し下げ 振り込み替え 締め切り 乗り換え入れ継ぎ物場 落とし物 置き換え場 植え替え 据え置き " +
  "埋め立て 言い渡し 話し合い 届け出 張り替え 貼り付け 預け入れ 預かり金 請け負い 備え付け 建て替え " +
  "待ち合わせ 入れ替え 入り口組 付き添い 雇い入れ " +
  "見積もり合わせ直し込み 手続き 支払い"
).split(" ").flatMap((group) => {
  const [[, first, kana], ...seconds] = group.matchAll(/([^ぁ-ゖ])([ぁ-ゖ]*)/g);
  return seconds.map(([, second, ending]) => [first + second, [kana, ending]]);
}));

/** Patterns of a compound with or without its first kana, and of those at its end; 組合 is none, so that わせ is never left out. */
const PATTERNS = [...COMPOUNDS].map(([[first, second], [kana, ending]]) =>
  [`${first}(?:${kana})?${second}`, ending === "わせ" ? "わ?せ" : `(?:${ending.replace("もり", "も?り")})?`]);
const EACH_COMPOUND = new RegExp(PATTERNS.map(([stem, ending]) => stem + ending).join("|"), "g");

/** A compound and the kana of its verb: no noun, and no particle behind one. */
const INFLECTED = new RegExp(`(${PATTERNS.map(([stem, ending]) => `${stem}(?!(?:${ending})?(?:[のをにはでともへや]|が?$))`).join("|")})[ぁ-ゖ]+$`);

/** Verbs that lose their kana behind any kanji, too: 格付. But 見出し is not 見出す. */
const LAST = "(?<=\\p{Script=Han})(?:" + [...COMPOUNDS].map(([pair, [, ending]]) => pair[1] + ending).filter((verb) => !/^.$|わせ|出/.test(verb)).join("|") + ")";
const LAST_OF_TEXT = new RegExp(LAST + "$", "u"), LAST_OF_WORD = new RegExp(LAST + "(?![ぁ-ゖ])", "gu");

/** How much of its kana a compound has: 申し込み, 申込み, 申込. */
const ALL = 0, ENDING = 1, NONE = 2;

/**
 * A text whose compounds are written in one way. At its end their endings are left out: verbs and
 * nouns begin alike.
 * @param {string} text @param {number} style
 */
function withKana(text, style) {
  const respelled = text.replace(EACH_COMPOUND, (found, at) => {
    const [first, second] = found.replace(/[ぁ-ゖ]/g, "");
    const [kana, ending] = COMPOUNDS.get(first + second) || [];
    if (ending === "わせ") return first + (style === ENDING ? "" : kana) + second + (style === ALL ? ending : "せ");
    const isLast = style === NONE || at + found.length === text.length;
    return first + (style === ALL ? kana : "") + second + (isLast ? "" : ending);
  });
  return respelled.replace(style === NONE ? LAST_OF_WORD : LAST_OF_TEXT, (found) => found[0]);
}

/**
 * Compounds of verbs with more kana or less: 取扱い → 取り扱; and of an inflected verb its beginning:
 * 受付けた → 受け付.
 * @param {string} text @returns {[text: string, tier: number][]}
 */
function compoundsOf(text) {
  const whole = text.replace(INFLECTED, "$1");
  return [ALL, ENDING, NONE].map((style) => [withKana(whole, style), whole === text ? VARIANT : LEMMA]);
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
 * @returns {[text: string, tier: number][]}
 */
function spellingsOf(text) {
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
