// @ts-check
/* The fold: what two spellings of a text have in common. */

/**
 * `g` for texts that are NFKC: folds code points by the index's own table.
 * @param {{case: number[][], deleted: number[][], kanji: string}} data
 */
function makeFold(data) {
  const SAME = 0, NOTHING = 0xffff, OTHER = 0xfffe;
  const basic = new Uint16Array(0x10000);
  /** @type {Map<number, string>} */
  const other = new Map();
  /** @param {number} from @param {number} to */
  const set = (from, to) => {
    if (from < 0x10000) basic[from] = to < 0x10000 ? to : OTHER;
    if (from >= 0x10000 || to >= 0x10000) other.set(from, to === NOTHING ? "" : String.fromCodePoint(to));
  };
  for (const [first, last, step, distance] of data.case) {
    for (let c = first; c <= last; c += step) set(c, c + distance);
  }
  const kanji = [...data.kanji];
  for (let i = 0; i < kanji.length; i += 2) {
    set(/** @type {number} */ (kanji[i].codePointAt(0)), /** @type {number} */ (kanji[i + 1].codePointAt(0)));
  }
  for (const [first, last] of data.deleted) for (let c = first; c <= last; c++) set(c, NOTHING);

  /**
   * @param {string} text NFKC
   * @param {boolean} [near] keep white space and ー
   */
  return (text, near) => {
    let out = "", start = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const high = (unit & 0xfc00) === 0xd800;
      const folded = high ? OTHER : basic[unit];
      if (folded === SAME || (near && folded === NOTHING && /[\sー]/.test(text[i]))) continue;
      let end = i + 1;
      let to = folded === NOTHING ? "" : String.fromCharCode(folded);
      if (folded === OTHER) {
        const c = String.fromCodePoint(/** @type {number} */ (text.codePointAt(i)));
        end = i + c.length;
        to = other.get(/** @type {number} */ (c.codePointAt(0))) ?? c;
      }
      out += text.slice(start, i) + to;
      start = end;
      i = end - 1;
    }
    return out + text.slice(start);
  };
}

/** Leaves out white space and each ー at the end of katakana: サーバー 監視 → サーバ監視. @param {string} near */
const variantOf = (near) => near.replace(/\s+/g, "").replace(/([ァ-ヺ])ー+(?![ァ-ヺ])/g, "$1");

/**
 * Cuts a text where NFKC of the whole is NFKC of the pieces.
 * @param {string} raw
 * @returns {Span[]} start and end of each piece
 */
function pieces(raw) {
  const plain = /^[ -~、-〩ぁ-ゖァ-ヾ一-鿿]$/;
  const normal = raw === raw.normalize("NFKC");
  /** @type {Span[]} */
  const out = [];
  let at = 0;
  for (const c of raw) {
    const last = out[out.length - 1];
    const end = at + c.length;
    if (last && !normal && !plain.test(c)) {
      const before = raw.slice(last[0], at);
      // Marks first: a letter may have any number of them.
      if (/[\p{M}\uff9e\uff9f]/u.test(c) || (before + c).normalize("NFKC") !== before.normalize("NFKC") + c.normalize("NFKC")) {
        last[1] = end;
        at = end;
        continue;
      }
    }
    out.push([at, end]);
    at = end;
  }
  return out;
}

/**
 * @param {(text: string) => string} fold
 * @param {string} raw @param {string} field @param {string} anchor @param {number} section
 * @returns {Block}
 */
const makeBlock = (fold, raw, field, anchor, section) =>
  ({ field, anchor, raw, folded: fold(raw.normalize("NFKC")), section });
