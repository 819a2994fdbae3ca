// @ts-check
/* Reads what the generator packed: base64, LEB128 varints, lists of units, shards of keys. */

/** Kinds of postings behind a key. */
const GRAM = 1, WORD = 2, STRINGS = 4;

/** @param {string} text base64 without padding */
const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** Reads what the codec of the generator wrote. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  varint() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value >>> 0;
  }
  take(/** @type {number} */ length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  string() {
    return new TextDecoder().decode(this.take(this.varint()));
  }
  /** @returns {Gram} */
  units() {
    const head = this.varint();
    const count = head >>> 2;
    /** @type {number[]} */
    const units = [];
    if (head & 1) {
      this.take(this.varint()).forEach((byte, i) => {
        for (let bit = 0; byte >> bit; bit++) if ((byte >> bit) & 1) units.push(i * 8 + bit);
      });
    } else {
      for (let next = 0; units.length < count; next++) units.push((next += this.varint()));
    }
    const prominent = head & 2 ? this.units().units.map((i) => units[i]) : [];
    return { units, prominent: new Set(prominent) };
  }
  /** @param {number} kinds @returns {Entry} */
  entry(kinds) {
    const gram = kinds & GRAM ? this.units() : null;
    if (!(kinds & WORD)) return { gram, word: null };
    const { units } = this.units();
    const packed = this.take(Math.ceil(units.length / 4));
    const levels = units.map((_, i) => (packed[i >> 2] >> ((i & 3) * 2)) & 3);
    const head = kinds & STRINGS ? this.varint() : 0;
    const display = head & 1 ? this.string() : "";
    const forms = [];
    while (forms.length < head >>> 1) forms.push(this.string());
    return { gram, word: { units, levels, forms, display } };
  }
}

/** @param {string} text base64 varints */
function varints(text) {
  const reader = new Reader(bytesOf(text));
  const out = [];
  while (reader.at < reader.bytes.length) out.push(reader.varint());
  return out;
}

/** Numbers in order from their gaps, each counted from one after the number before. @param {string} text base64 varints */
function numbers(text) {
  let next = 0;
  return varints(text).map((gap) => (next += gap + 1) - 1);
}

/** @param {[string, string]} data @returns {Map<string, Entry>} in the order of the keys */
function readShard([names, blob]) {
  const reader = new Reader(bytesOf(blob));
  /** @type {Map<string, Entry>} */
  const keys = new Map();
  let key = "";
  for (const name of names ? names.split(" ") : []) {
    const digit = atob(name[0] + "AAA").charCodeAt(0) >> 2;
    key = key.slice(0, digit >> 3) + name.slice(1);
    keys.set(key, reader.entry(digit & 7));
  }
  return keys;
}

/** Starting points of runs: [3, 1] → [0, 3, 4]. @param {number[]} lengths */
function starts(lengths) {
  const out = [0];
  for (const length of lengths) out.push(out[out.length - 1] + length);
  return out;
}

/**
 * The last position whose value is not greater.
 * @template T @param {T[]} sorted @param {T} value
 */
function lastUpTo(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Units of both lists, which are sorted. @param {number[]} a @param {number[]} b */
function intersect(a, b) {
  const out = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) out.push(a[i]), i++, j++;
    else if (a[i] < b[j]) i++;
    else j++;
  }
  return out;
}
