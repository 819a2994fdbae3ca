// @ts-check
/* From an inflected form to the base forms that it may be of: 走った → 走る, 高かった → 高い. */

/** 五段: the base form's last kana, then its rows a, i, e, o and the sound before た. */
const GODAN = ["うわいえおっ", "くかきけこい", "ぐがぎげごい", "すさしせそし", "つたちてとっ",
  "ぬなにねのん", "ぶばびべぼん", "むまみめもん", "るらりれろっ"];

/** What may follow a stem that is polite, wishes, or goes on with another verb. */
const POLITE = "ま[すしせ]|た[いくかけが]|な[がさ]|そう|つつ|やす|にく|づら|すぎ|はじ|つづ|がち|かた|方";

/** What may follow the rows a, i, e and o, and the sound before た or だ. */
const [AFTER_A, AFTER_I, AFTER_E, AFTER_O, PAST, VOICED] = [
  "な|ず|ぬ|ん|れ|せ|さ[せれ]|ざる", `$|に|${POLITE}`, `$|ば|る|な|た|て|れ|ず|ま[すしせ]`, "う", "た|て|ち[ゃま]|と[くい]", "だ|で|じゃ|ど[くい]",
].map((after) => new RegExp(`^(?:${after})`));

/** What may follow the stem of 一段 verbs and of adjectives. */
const ICHIDAN = new RegExp(`^(?:$|た|て|ち[ゃま]|と[くい]|な|ら[れ]|さ[せ]|れ|よ|ろ|る|ず|ぬ|ん|べ|${POLITE})`);
const ADJECTIVE = /^(?:く|かっ|かろ|けれ|い|そう|すぎ)/;

/** A noun with a form of する behind it: 検討した. */
const SURU = /^(.*[^ぁ-ゖ]{2}|[ぁ-ゖー]{2,})(?:す[るれ]|し[たてまなよつそ]|さ[れせ]|せず|でき)[ぁ-ゖ]*$/u;
const SURU_FORMS = ["す", "し", "さ", "せ", "でき"];

/**
 * @param {string} text folded, or hiragana
 * @returns {Map<string, boolean>} base forms and whether they are 一段 (stem and る)
 */
function basesOf(text) {
  const chars = [...text];
  const isKana = /^[ぁ-ゖー]*$/.test(text);
  /** @type {Map<string, boolean>} */
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
    for (const [u, a, i, e, o, past] of at > 1 ? GODAN : []) {
      const body = chars.slice(0, at - 1).join("");
      // 死ぬ is the one verb of its row; after nouns its kana are particles.
      if (u === "ぬ" && !/[死し]$/.test(body)) continue;
      const voiced = "ぐぬぶむ".includes(u);
      const onbin = u === "く" && /(?:行|^い|^ゆ)$/.test(body) ? "っ" : past;
      const follows = (before === a && AFTER_A.test(rest)) || (before === i && AFTER_I.test(rest)) ||
        (before === e && AFTER_E.test(rest)) || (before === o && AFTER_O.test(rest)) ||
        (before === onbin && (voiced ? VOICED : PAST).test(rest));
      if (follows && !(isKana && !body)) bases.set(body + u, false);
    }
    if ((rest && !/[ぁ-ゖ]/.test(before)) || /[いきしちにひみりぎじびえけせてねへめれげぜでべ]/.test(before)) {
      if (ICHIDAN.test(rest) && !/[ァ-ヺa-z0-9]/.test(before)) bases.set(stem + "る", true);
    }
    if (ADJECTIVE.test(rest)) bases.set(stem + "い", false);
  }
  if (chars.length > 1 && /[うくぐすつぬぶむるい]$/.test(text)) bases.set(text, false);
  return bases;
}

/** Whether a verb's known forms show that it is 五段 although a form was read as 一段: 切る, not 着る. @param {string} base folded @param {string[]} forms folded */
const isGodan = (base, forms) => forms.some((form) => /^[らりっろ]/.test(form.slice(base.length - 1)));
