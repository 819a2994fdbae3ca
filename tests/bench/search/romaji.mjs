// Kana as one types them in Latin letters (Hepburn; long vowels letter by letter).

const VOWELS = "aiueo";
/** Rows of the table of kana: five kana, their consonant. */
const ROWS = [
  ["あいうえお", ""],
  ["かきくけこ", "k"],
  ["がぎぐげご", "g"],
  ["さしすせそ", "s"],
  ["ざじずぜぞ", "z"],
  ["たちつてと", "t"],
  ["だぢづでど", "d"],
  ["なにぬねの", "n"],
  ["はひふへほ", "h"],
  ["ばびぶべぼ", "b"],
  ["ぱぴぷぺぽ", "p"],
  ["まみむめも", "m"],
  ["らりるれろ", "r"],
];
const OTHERS = { や: "ya", ゆ: "yu", よ: "yo", わ: "wa", を: "wo", ん: "n", ゔ: "vu", ー: "-" };
const HEPBURN = { si: "shi", zi: "ji", ti: "chi", tu: "tsu", di: "ji", du: "zu", hu: "fu" };
const SMALL_Y = { ゃ: "a", ゅ: "u", ょ: "o" };
const SMALL_VOWELS = { ぁ: "a", ぃ: "i", ぅ: "u", ぇ: "e", ぉ: "o" };

const SYLLABLES = new Map(Object.entries(OTHERS));
for (const [row, consonant] of ROWS) {
  Array.from(row).forEach((kana, at) => {
    const plain = consonant + VOWELS[at];
    SYLLABLES.set(kana, HEPBURN[plain] ?? plain);
  });
}

/** @param {string} kana hiragana @returns {string} */
export function toRomaji(kana) {
  let typed = "";
  let isDouble = false;
  for (const letter of kana) {
    let next = SYLLABLES.get(letter) ?? letter;
    if (letter === "っ") {
      isDouble = true;
      continue;
    }
    if (letter in SMALL_Y) {
      const stem = typed.slice(0, -1);
      typed = stem + (/(sh|ch|j)$/.test(stem) ? "" : "y") + SMALL_Y[letter];
      continue;
    }
    if (letter in SMALL_VOWELS) {
      typed = typed.slice(0, -1);
      next = SMALL_VOWELS[letter];
    }
    typed += isDouble ? next[0].replace("c", "t") + next : next;
    isDouble = false;
  }
  return typed;
}
