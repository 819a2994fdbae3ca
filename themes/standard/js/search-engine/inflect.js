// @ts-check
/* From an inflected form to the base forms that it may be of: 走った → 走る, 高かった → 高い. */

/** 五段: the base form's last kana, and the sound before た in its place. */
const GODAN = "うくぐすつぬぶむる", BEFORE_TA = "っいいしっんんんっ";

/** The kana of another vowel. @param {string} kana @param {number} vowel 0 to 4 */
const withVowel = (kana, vowel) => (kana === "う" && !vowel ? "わ" : KANA[KANA.indexOf(kana) - vowelOf(kana) + vowel]);

/** What may follow a stem that is polite, wishes, or goes on with another verb. */
const POLITE = "ま[すしせ]|た[いくかけが]|な[がさ]|そう|つつ|やす|にく|づら|すぎ|はじ|つづ|がち|かた|方";

/** た and て, and what may follow them. */
const PAST = "た(?:$|[りらいくかのとばめそがけ])|て(?:$|[いくしおみもはかるほきあ])|ち[ゃま]|と[くい]", NOT = "な[いかくけ]|ず";

/** What may follow the rows a, i, e and o, and the sound before た or だ. */
const [AFTER_A, AFTER_I, AFTER_E, CAN, AFTER_O, AFTER_T, AFTER_D] = [
  `${NOT}|[ぬん]$|れ[るたてなまば]|せ[るたてなまら]|さ[せれ]|ざる`, `$|に$|${POLITE}`, "$|ば", `る$|れ|${NOT}|${PAST}|ま[すしせ]`, "う(?:$|[とか])", PAST,
  PAST.replace("た", "だ").replace("て", "で").replace("ち", "じ").replace("と[", "ど["),
].map((after) => new RegExp(`^(?:${after})`));

/** What may follow the stem of 一段 verbs and of adjectives. */
const ICHIDAN = new RegExp(`^(?:$|${PAST}|${NOT}|られ|させ|れ[ばる]|よう?$|[ろるぬん]$|べき|${POLITE})`);
const ADJECTIVE = /^(?:く(?:$|[なてもは])|かっ|かろ|けれ|そう|すぎ)/;

/** A noun with a form of する behind it: 検討した. */
const SURU = /^(.*[^ぁ-ゖ]{2}|[ぁ-ゖー]{2,})(?:す[るれ]|し[たてまなよつそ]|さ[れせ]|せず|でき)[ぁ-ゖ]*$/u;
const SURU_FORMS = ["す", "し", "さ", "せ", "でき"];

/** How a base form was found: 一段 (stem and る), or by a potential form, which may be a verb of its own (開ける). */
const GODAN_FORM = 0, ICHIDAN_FORM = 1, POTENTIAL = 2;

/**
 * @param {string} text folded, or hiragana
 * @returns {Map<string, number>} base forms and how they were found
 */
function basesOf(text) {
  const chars = [...text];
  const isKana = /^[ぁ-ゖー]*$/.test(text);
  /** @type {Map<string, number>} */
  const bases = new Map();
  // No verb begins with three kanji.
  if (/^[^ぁ-ゖ]{3}/.test(text)) return bases;
  for (let at = chars.length; at > 0 && (at === chars.length || /^[ぁ-ゖ]$|方/.test(chars[at])); at--) {
    const stem = chars.slice(0, at).join(""), rest = chars.slice(at).join("");
    const before = chars[at - 1];
    // 書き and 食べ stand alone as forms, but many words of kana look so: かき, なべ.
    if (isKana && !rest) continue;
    if (rest.length > 10) break;
    // 五段: `before` is the last kana of the form's stem.
    for (const u of at > 1 ? GODAN : "") {
      const body = chars.slice(0, at - 1).join("");
      const [a, i, e, o] = [0, 1, 3, 4].map((vowel) => withVowel(u, vowel));
      // 死ぬ is the one verb of its row; after nouns its kana are particles.
      if (u === "ぬ" && !/[死し]$/.test(body)) continue;
      const voiced = "ぐぬぶむ".includes(u);
      const onbin = u === "く" && /(?:行|^い|^ゆ)$/.test(body) ? "っ" : BEFORE_TA[GODAN.indexOf(u)];
      const follows = (before === a && AFTER_A.test(rest)) || (before === i && AFTER_I.test(rest)) ||
        (before === e && AFTER_E.test(rest)) || (before === o && AFTER_O.test(rest)) ||
        (before === onbin && (voiced ? AFTER_D : AFTER_T).test(rest));
      if (isKana && !body) continue;
      if (follows) bases.set(body + u, GODAN_FORM);
      else if (before === e && CAN.test(rest)) bases.set(body + u, POTENTIAL);
    }
    if ((rest && !/[ぁ-ゖ]/.test(before)) || [1, 3].includes(vowelOf(before))) {
      if (ICHIDAN.test(rest) && !/[ァ-ヺa-z0-9]/.test(before)) bases.set(stem + "る", ICHIDAN_FORM);
    }
    if (ADJECTIVE.test(rest)) bases.set(stem + "い", GODAN_FORM);
  }
  if (chars.length > 1 && /[うくぐすつぬぶむるい]$/.test(text)) bases.set(text, GODAN_FORM);
  return bases;
}

/** Whether a verb's known forms show that it is 五段 although a form was read as 一段: 切る, not 着る. @param {string} base folded @param {string[]} forms folded */
const isGodan = (base, forms) => forms.some((form) => /^[らりっろ]/.test(form.slice(base.length - 1)));

/**
 * What is found of base forms: the text itself if it is one, and potential forms only where they
 * are not a verb of their own.
 * @template T
 * @param {string} text
 * @param {{base: string, kind: number, found: T}[]} known
 */
function likeliest(text, known) {
  const same = known.filter(({ base }) => base === text);
  if (same.length) return same;
  const own = known.some(({ kind }) => kind === ICHIDAN_FORM);
  return own ? known.filter(({ kind }) => kind !== POTENTIAL) : known;
}

/** The noun that a verb makes where it has kanji and kana: 呼び出し, 食べ. @param {string} base @param {string[]} forms */
function nounOf(base, forms) {
  const last = base.slice(-1);
  const noun = base.slice(0, -1) + (last === "る" && !isGodan(base, forms) ? "" : GODAN.includes(last) ? withVowel(last, 1) : last);
  return /^[^ぁ-ゖ].*[ぁ-ゖ]$/.test(noun) ? noun : "";
}
