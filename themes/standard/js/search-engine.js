// @ts-check
/*
 * The search engine: finds pages in the files below search/, without a server and a dictionary.
 *
 *   parse the query → candidates from the postings of its grams → compare their texts with the
 *   query → rank → cut excerpts
 *
 * What is found is decided by comparing folded texts alone: F = g ∘ NFKC, where g maps each code
 * point by itself (case, old kanji; white space, ー and invisible characters vanish). Postings only
 * narrow down which texts are looked at, and words only decide what comes first.
 *
 * A classic script without dependencies: loaded on first use, also from file://, and in Node with
 * a loader of its own (`hakusho.engine.create`).
 */
(() => {
  "use strict";

  /**
   * @typedef {{limit?: number, collection?: string, literal?: boolean}} Options
   * @typedef {"exact"|"folded"|"variant"|"lemma"|"loose"} Tier
   * @typedef {{url: string, title: string, collection: string|null, heading: string,
   *   excerpt: {text: string, mark: boolean}[], tier: Tier, score: number}} Hit
   * @typedef {{total: number, exact: boolean, hits: Hit[]}} Result
   * @typedef {{format: number, site: string, file: string}} Head
   * @typedef {{units: number[], prominent: Set<number>}} Gram
   * @typedef {{units: number[], levels: number[], forms: string[]}} Word
   * @typedef {{gram: Gram|null, word: Word|null}} Entry
   * @typedef {{field: string, anchor: string, raw: string, folded: string, section: number}} Block
   * @typedef {{heading: string, length: number}} Section
   * @typedef {{blocks: Block[], sections: Section[]}} Unit
   * @typedef {{raw: string, near: string, variant: string, folded: string, exact: boolean,
   *   literal: boolean}} Term
   * @typedef {Map<number, number[]>} Pages units by page
   * @typedef {{pages: Pages, forms: string[]}} Inflection
   * @typedef {{term: Term, pages: Pages, prominent: Set<number>, levels: Map<number, number>,
   *   inflections: Inflection[], weight: number}} Found
   * @typedef {{unit: number, block: number, count: number, needles: string[]}} Match
   */

  /** The format of the files that this engine reads. */
  const FORMAT = 1;
  /** Kinds of match, best first. Later kinds: synonym, date and reading, before loose. */
  const TIERS = /** @type {Tier[]} */ (["exact", "folded", "variant", "lemma", "loose"]);
  const [EXACT, FOLDED, VARIANT, LEMMA, LOOSE] = TIERS.keys();
  /** Kinds of postings behind a key. */
  const GRAM = 1, WORD = 2, FORMS = 4;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  /** Grams of a query whose shards are loaded, and of one term at least; further grams in the same
   *  shards are free. */
  const GRAMS = 4, FEWEST = 2;
  /** Files kept in memory. */
  const CACHED = 1024;
  /** Pages whose texts are loaded at a time. */
  const BATCH = 32;
  /** Text files that are loaded beyond what is shown in order to give an exact total. */
  const FEW = 8;
  /** What a match weighs by the field of its block: title, heading, body, code. */
  const WEIGHTS = /** @type {Record<string, number>} */ ({ t: 8, h: 4, b: 1, c: 0.7 });
  /** BM25: saturation, influence of the length, usual length of a section in characters. */
  const K1 = 1.2, B = 0.6, USUAL = 400;
  /** Lengths of an excerpt and of what stands before its first mark, UTF-16 code units. */
  const EXCERPT = 140, LEAD = 24;

  const HIRAGANA = /^[ぁ-ゖ]+$/;
  /** What may follow the stem of a base form that ends in the key: the rows of 活用. */
  const ROWS = /** @type {Record<string, string>} */ ({
    う: "わいうえおっ", く: "かきくけこいっ", ぐ: "がぎぐげごい", す: "さしすせそ", つ: "たちつてとっ",
    ぬ: "なにぬねのん", ぶ: "ばびぶべぼん", む: "まみむめもん", る: "らりるれろったてまなよさずぬつ",
    い: "いくかけさそ",
  });
  /** A noun with a form of する behind it: 検討した. */
  const SURU = /^(.*[^ぁ-ゖ]{2})(?:す[るれ]|し|さ[れせ]|せ|でき)[ぁ-ゖ]*$/u;
  const SURU_FORMS = ["す", "し", "さ", "せ", "でき"];

  /** @type {Map<string, {head: Head, data: any}>} */
  const inbox = new Map();
  const world = /** @type {any} */ (globalThis);
  /** What every search file calls. @param {Head} head @param {any} data */
  world.hakushoSearch = (head, data) => inbox.set(head.file, { head, data });

  // ---- Fold ----------------------------------------------------------------------------------

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

  /** Leaves out white space and each ー that no katakana follows: サーバー 監視 → サーバ監視. @param {string} near */
  const variantOf = (near) => near.replace(/\s+/g, "").replace(/ー+(?![ァ-ヺ])/g, "");

  /**
   * Cuts a text where NFKC of the whole is NFKC of the pieces.
   * @param {string} raw
   * @returns {[number, number][]} start and end of each piece
   */
  function pieces(raw) {
    const plain = /^[ -~、-〩ぁ-ゖァ-ヾ一-鿿]$/;
    const normal = raw === raw.normalize("NFKC");
    /** @type {[number, number][]} */
    const out = [];
    let at = 0;
    for (const c of raw) {
      const last = out[out.length - 1];
      const end = at + c.length;
      if (last && !normal && !plain.test(c)) {
        const before = raw.slice(last[0], at);
        const joined = (before + c).normalize("NFKC");
        if (/[\p{M}\uff9e\uff9f]/u.test(c) || joined !== before.normalize("NFKC") + c.normalize("NFKC")) {
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

  // ---- Files ---------------------------------------------------------------------------------

  /** @param {string} text base64 without padding */
  function bytesOf(text) {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

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
      const forms = [];
      for (let left = kinds & FORMS ? this.varint() : 0; left > 0; left--) {
        forms.push(new TextDecoder().decode(this.take(this.varint())));
      }
      return { gram, word: { units, levels, forms } };
    }
  }

  /** @param {string} text base64 varints */
  function varints(text) {
    const reader = new Reader(bytesOf(text));
    const out = [];
    while (reader.at < reader.bytes.length) out.push(reader.varint());
    return out;
  }

  /** @param {[string, string]} data @returns {Map<string, Entry>} in the order of the keys */
  function readShard([names, blob]) {
    const reader = new Reader(bytesOf(blob));
    /** @type {Map<string, Entry>} */
    const keys = new Map();
    let key = "";
    for (const name of names ? names.split(" ") : []) {
      const digit = DIGITS.indexOf(name[0]);
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

  /** Loads scripts of the page's own site. @param {string} file @param {string} version */
  function loadScript(file, version) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const root = document.documentElement.dataset.root || "";
      script.src = `${root}search/${file}.js${version && "?" + version}`;
      script.onload = script.onerror = (event) => {
        script.remove();
        if (/** @type {Event} */ (event).type === "load") resolve(undefined);
        else reject(new Error(`search/${file}.js could not be loaded`));
      };
      document.head.append(script);
    });
  }

  // ---- Query ---------------------------------------------------------------------------------

  /**
   * Operators are read before NFKC: white space = AND, "…" = exact, -word = without.
   * @param {string} query
   */
  function parse(query) {
    /** @type {{text: string, exact: boolean}[]} */
    const terms = [];
    /** @type {{text: string, exact: boolean}[]} */
    const without = [];
    let plain = true;
    for (const [token, minus, phrase] of query.matchAll(/(-?)"([^"]*)"?|\S+/g)) {
      const quoted = phrase !== undefined;
      const negative = quoted ? minus === "-" : token.length > 1 && token[0] === "-";
      const text = quoted ? phrase : negative ? token.slice(1) : token;
      if (quoted || negative) plain = false;
      (negative ? without : terms).push({ text, exact: quoted });
    }
    if (!terms.length) return { terms: [{ text: query, exact: false }], without: [], plain: true };
    return { terms, without, plain };
  }

  /** @param {string} base folded base form @param {string} text folded text */
  function inflects(base, text) {
    const stem = base.slice(0, -1);
    if (!text.startsWith(stem)) return false;
    const row = ROWS[base.slice(-1)];
    const rest = text.slice(stem.length);
    return !!row && HIRAGANA.test(rest) && row.includes(rest[0]);
  }

  /** How much a character narrows a search down. @param {string} c */
  const narrowing = (c) => (/\p{Script=Han}/u.test(c) ? 3 : /[ァ-ヺ]/.test(c) ? 2 : HIRAGANA.test(c) ? 0 : 1);

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

  /** How often `part` stands in `text`. @param {string} text @param {string} part */
  function occurrences(text, part) {
    let count = 0;
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
    return count;
  }

  // ---- Engine --------------------------------------------------------------------------------

  /**
   * An engine for one site.
   * @param {(file: string, version: string) => Promise<unknown>} load runs `search/FILE.js`
   */
  function create(load) {
    /** What was loaded, the least recently used first. @type {Map<string, Promise<any>>} */
    const cache = new Map();
    /** What is being loaded. @type {Map<string, Promise<any>>} */
    const pending = new Map();
    /** @type {Promise<any>|null} */
    let ready = null;

    /**
     * @template T
     * @param {string} file
     * @param {string} site
     * @param {(data: any) => T} read
     * @returns {Promise<T>}
     */
    async function fetchFile(file, site, read) {
      await load(file, site);
      const message = inbox.get(file);
      inbox.delete(file);
      if (!message) throw new Error(`search/${file}.js is not a search file`);
      const { head, data } = message;
      if (head.format !== FORMAT) throw new Error(`search/${file}.js has another format; reload the page`);
      if (site && head.site !== site) throw new Error(`search/${file}.js is of another build; reload the page`);
      return read(site ? data : { ...data, site: head.site });
    }

    /**
     * @template T
     * @param {string} file
     * @param {string} site
     * @param {(data: any) => T} read
     * @returns {Promise<T>}
     */
    function cached(file, site, read) {
      const underWay = pending.get(file);
      if (underWay) return underWay;
      const known = cache.get(file);
      cache.delete(file);
      const promise = known || fetchFile(file, site, read);
      if (known) cache.set(file, known);
      else {
        pending.set(file, promise);
        promise.then(() => keep(file, promise), () => {}).then(() => pending.delete(file));
      }
      return promise;
    }

    /** @param {string} file @param {Promise<any>} promise */
    function keep(file, promise) {
      cache.set(file, promise);
      for (const oldest of cache.keys()) {
        if (cache.size <= CACHED) break;
        cache.delete(oldest);
      }
    }

    /** The manifest and what reads the other files by it. */
    function open() {
      ready = ready || fetchFile("manifest", "", openSite);
      ready.catch(() => (ready = null));
      return ready;
    }

    /** @param {any} manifest */
    function openSite(manifest) {
      const { site, tablePages } = manifest;
      const fold = makeFold(manifest.fold);
      /** @type {string[]} */
      const shards = manifest.shards.split(" ");
      const pageStarts = starts(varints(manifest.pageUnits));
      const textStarts = starts(varints(manifest.textUnits));
      /** @type {number[]} */
      const collectionStarts = manifest.collections.map((/** @type {any} */ run) => run[0]);

      const fileOf = (/** @type {number} */ unit) => lastUpTo(textStarts, unit);
      const shardOf = (/** @type {string} */ key) => Math.max(0, lastUpTo(shards, key));
      const shard = (/** @type {number} */ number) => cached(`k/${number}`, site, readShard);

      /** @param {string[]} strings @returns {Unit} */
      function readUnit(strings) {
        /** @type {Section[]} */
        const sections = [{ heading: strings[0], length: 0 }];
        /** @type {Block[]} */
        const blocks = [];
        for (let i = 2; i < strings.length; i += 2) {
          const field = strings[i][0], raw = strings[i + 1];
          const folded = fold(raw.normalize("NFKC"));
          if (field === "h") sections.push({ heading: raw, length: 0 });
          sections[sections.length - 1].length += folded.length;
          blocks.push({ field, anchor: strings[i].slice(1), raw, folded, section: sections.length - 1 });
        }
        return { blocks, sections };
      }

      return {
        fold,
        units: pageStarts[pageStarts.length - 1],
        shard,
        shardOf,
        fileOf,
        /** @param {string} key */
        entry: async (key) => (await shard(shardOf(key))).get(key),
        /** @param {number[]} units sorted @returns {Pages} in order */
        byPage(units) {
          /** @type {Pages} */
          const pages = new Map();
          for (const unit of units) {
            const page = lastUpTo(pageStarts, unit);
            const others = pages.get(page);
            if (others) others.push(unit);
            else pages.set(page, [unit]);
          }
          return pages;
        },
        /** @param {number} page @returns {string|null} */
        collectionOf: (page) => manifest.collections[lastUpTo(collectionStarts, page)][1],
        /** @param {number} unit @returns {Promise<Unit>} */
        async text(unit) {
          const file = fileOf(unit);
          /** @type {(string[]|Unit)[]} */
          const units = await cached(`t/${file}`, site, (data) => data);
          const at = unit - textStarts[file];
          const found = units[at];
          return Array.isArray(found) ? (units[at] = readUnit(found)) : found;
        },
        /** Address and title. @param {number} page @returns {Promise<[string, string]>} */
        async table(page) {
          const rows = await cached(`p/${Math.floor(page / tablePages)}`, site, (data) => data);
          return rows[page % tablePages];
        },
      };
    }

    /** @typedef {ReturnType<typeof openSite>} Site */

    /** @param {Site} site @param {string} text @param {boolean} exact @param {boolean} literal @returns {Term} */
    function makeTerm(site, text, exact, literal) {
      const normal = text.normalize("NFKC");
      const near = site.fold(normal, true);
      const raw = exact || literal ? text : text.trim();
      return { raw, near: near.trim(), variant: variantOf(near), folded: site.fold(normal), exact, literal };
    }

    /**
     * The units that may hold a term, from the grams of its folded text.
     * @param {Site} site @param {Term} term
     * @param {number} budget how many grams may cost a shard
     * @returns {Promise<Found>}
     */
    async function find(site, term, budget) {
      const chars = [...term.folded];
      const grams = chars.length > 1 ? chars.slice(1).map((c, i) => chars[i] + c) : chars;
      const weights = new Map(grams.map((gram) => [gram, [...gram].reduce((sum, c) => sum + narrowing(c), 0)]));
      const sorted = [...weights.keys()].sort((a, b) => Number(weights.get(b)) - Number(weights.get(a)));
      const needed = new Set([...sorted.slice(0, budget), term.folded].map(site.shardOf));
      const usable = sorted.filter((gram) => needed.has(site.shardOf(gram)));
      const [entries, word, inflections] = await Promise.all([
        Promise.all(usable.map(site.entry)),
        site.entry(term.folded),
        inflectionsOf(site, term),
      ]);
      const postings = entries.map((entry) => (entry && entry.gram) || { units: [], prominent: new Set() });
      postings.sort((a, b) => a.units.length - b.units.length);
      const units = postings.map((gram) => gram.units).reduce(intersect);
      const prominent = new Set(units.filter((unit) => postings.every((gram) => gram.prominent.has(unit))));
      const asWord = (word && word.word) || { units: [], levels: [] };
      const levels = new Map(asWord.units.map((unit, i) => [unit, asWord.levels[i]]));
      const weight = Math.log(1 + (site.units - units.length + 0.5) / (units.length + 0.5));
      return { term, pages: site.byPage(units), prominent, levels, inflections, weight };
    }

    /**
     * Other forms of an inflected term, and where they may stand: 走った → 走る, 走り ….
     * @param {Site} site @param {Term} term @returns {Promise<Inflection[]>}
     */
    async function inflectionsOf(site, { folded, exact, literal }) {
      const chars = [...folded];
      if (exact || literal || chars.length < 2 || !HIRAGANA.test(chars[chars.length - 1])) return [];
      let stem = chars.length;
      while (stem && HIRAGANA.test(chars[stem - 1])) stem--;
      const prefix = chars.slice(0, stem || 2).join("");
      /** @type {Inflection[]} */
      const out = [];
      for (let n = site.shardOf(prefix), last = site.shardOf(prefix + "\uffff"); n <= last; n++) {
        for (const [key, { word }] of await site.shard(n)) {
          if (word && word.forms.length && key.startsWith(prefix) && inflects(key, folded)) {
            out.push({ pages: site.byPage(word.units), forms: [key, ...word.forms] });
          }
        }
      }
      const suru = SURU.exec(folded);
      if (suru) {
        const noun = { raw: suru[1], near: suru[1], variant: suru[1], folded: suru[1], exact, literal: true };
        const { pages } = await find(site, noun, FEWEST);
        out.push({ pages, forms: SURU_FORMS.map((form) => suru[1] + form) });
      }
      return out;
    }

    /**
     * Compares the blocks of a unit with a term.
     * @param {Site} site @param {Term} term @param {number} number @param {Unit} unit
     * @returns {{tier: number, matches: Match[]}}
     */
    function compare(site, term, number, unit) {
      let tier = Infinity;
      /** @type {Match[]} */
      const matches = [];
      unit.blocks.forEach((block, at) => {
        const count = occurrences(block.folded, term.folded);
        if (!count) return;
        const kind = tierOf(site, term, block);
        if (term.exact && kind !== EXACT) return;
        tier = Math.min(tier, kind);
        matches.push({ unit: number, block: at, count, needles: [term.folded] });
      });
      return { tier, matches };
    }

    /** How near a block that holds the folded term comes to it. @param {Site} site @param {Term} term @param {Block} block */
    function tierOf(site, term, block) {
      if (block.raw.includes(term.raw)) return EXACT;
      const near = site.fold(block.raw.normalize("NFKC"), true);
      if (near.includes(term.near)) return FOLDED;
      return variantOf(near).includes(term.variant) ? VARIANT : LOOSE;
    }

    /** @param {string[]} forms folded @param {number} number @param {Unit} unit @returns {Match[]} */
    function compareForms(forms, number, unit) {
      return unit.blocks.flatMap((block, at) => {
        const needles = forms.filter((form) => block.folded.includes(form));
        const count = Math.max(0, ...needles.map((form) => occurrences(block.folded, form)));
        return count ? [{ unit: number, block: at, count, needles }] : [];
      });
    }

    /**
     * What a page holds of a term.
     * @param {Site} site @param {Found} found @param {number} page
     */
    async function matchPage(site, found, page) {
      let tier = Infinity;
      /** @type {Match[]} */
      const matches = [];
      for (const number of found.pages.get(page) || []) {
        const result = compare(site, found.term, number, await site.text(number));
        tier = Math.min(tier, result.tier);
        matches.push(...result.matches);
      }
      if (tier <= VARIANT) return { tier, matches };
      for (const { pages, forms } of found.inflections) {
        for (const number of pages.get(page) || []) {
          const more = compareForms(forms, number, await site.text(number));
          if (more.length) tier = LEMMA;
          matches.push(...more);
        }
      }
      return { tier, matches };
    }

    /** @typedef {{page: number, tier: number, score: number, unit: number, block: number, needles: string[]}} Ranked */

    /**
     * The best section of a page and what it scores: BM25 over its fields, more for whole words
     * and for terms that stand together.
     * @param {Site} site @param {number} page @param {number} tier
     * @param {[Found, Match[]][]} results
     * @returns {Promise<Ranked>}
     */
    async function rank(site, page, tier, results) {
      /** @type {Map<string, {tf: number[], blocks: Map<number, Match[]>, unit: number, length: number}>} */
      const sections = new Map();
      for (const [term, [, matches]] of results.entries()) {
        for (const match of matches) {
          const { blocks, sections: lengths } = await site.text(match.unit);
          const block = blocks[match.block];
          const key = `${match.unit}:${block.section}`;
          let section = sections.get(key);
          if (!section) {
            const length = lengths[block.section].length;
            sections.set(key, (section = { tf: [], blocks: new Map(), unit: match.unit, length }));
          }
          const cover = block.field === "t" || block.field === "h" ? match.needles[0].length / block.folded.length : 1;
          section.tf[term] = (section.tf[term] || 0) + match.count * WEIGHTS[block.field] * (0.5 + 0.5 * cover);
          section.blocks.set(match.block, [...(section.blocks.get(match.block) || []), match]);
        }
      }
      /** @type {Ranked} */
      let best = { page, tier, score: -1, unit: 0, block: 0, needles: [] };
      for (const { tf, blocks, unit, length } of sections.values()) {
        const { blocks: texts } = await site.text(unit);
        const value = (/** @type {[number, Match[]]} */ [at, matches]) =>
          matches.length + (texts[at].field === "b" || texts[at].field === "c" ? 0.5 : 0);
        const [block, matches] = [...blocks].sort((a, b) => value(b) - value(a) || a[0] - b[0])[0];
        let score = 0;
        results.forEach(([{ weight, levels }], term) => {
          const saturated = tf[term] ? tf[term] / (tf[term] + K1 * (1 - B + (B * length) / USUAL)) : 0;
          score += weight * saturated * (levels.has(unit) ? 1.3 : 1);
        });
        score *= 1 + 0.5 * (matches.length - 1);
        if (score > best.score) {
          best = { page, tier, score, unit, block, needles: matches.flatMap((match) => match.needles) };
        }
      }
      return best;
    }

    /** @param {Site} site @param {Ranked} ranked @returns {Promise<Hit>} */
    async function hit(site, { page, tier, score, unit, block: at, needles }) {
      const [url, title] = await site.table(page);
      const { blocks, sections } = await site.text(unit);
      const block = blocks[at];
      const anchor = block.field === "t" ? "" : block.anchor;
      const isProse = (/** @type {Block} */ { field }) => field === "b" || field === "c";
      const after = isProse(block) ? undefined : blocks.slice(at + 1).find(isProse);
      return {
        url: url + (anchor && "#" + encodeURIComponent(anchor)),
        title,
        collection: site.collectionOf(page),
        heading: sections[block.section].heading,
        excerpt: excerpt(block.raw, marks(site.fold, block, needles), after ? after.raw : ""),
        tier: TIERS[tier],
        score: Math.round(score * 1000) / 1000,
      };
    }

    /**
     * Pages that may match, the most promising first.
     * @param {Found[]} terms all of them must match …
     * @param {Found|null} whole … or this
     * @param {Found[]} without
     */
    function candidates(terms, whole, without) {
      const holds = (/** @type {Found} */ found, /** @type {number} */ page) =>
        found.pages.has(page) || found.inflections.some(({ pages }) => pages.has(page));
      const [first, ...others] = terms;
      const pages = new Set(whole ? whole.pages.keys() : []);
      for (const { pages: more } of first ? [first, ...first.inflections] : []) {
        for (const page of more.keys()) if (others.every((found) => holds(found, page))) pages.add(page);
      }
      /** Whole words before parts of words, and what need not be checked for -words first. */
      const promise = (/** @type {number} */ page) => {
        let sum = whole && whole.pages.has(page) ? 100 : 0;
        if (without.some(({ pages }) => pages.has(page))) sum -= 1000;
        for (const { pages: units, levels, prominent } of terms) {
          const value = (/** @type {number} */ unit) =>
            10 + (levels.has(unit) ? 4 + 2 * Number(levels.get(unit)) : 0) + (prominent.has(unit) ? 1 : 0);
          sum += Math.max(0, ...(units.get(page) || []).map(value));
        }
        return sum;
      };
      const ranked = [...pages].map((page) => /** @type {const} */ ([page, promise(page)]));
      return ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([page]) => page);
    }

    /**
     * Verifies and ranks candidates until there are enough.
     * @param {Site} site @param {Found[]} terms @param {Found|null} whole @param {Found[]} without
     * @param {number[]} queue pages @param {number} limit
     */
    async function verify(site, terms, whole, without, queue, limit) {
      /** @param {number} page @returns {Promise<Ranked|null>} */
      async function one(page) {
        const all = whole ? [...terms, whole] : terms;
        const results = await Promise.all(all.map((found) => matchPage(site, found, page)));
        const tiers = results.map(({ tier }) => tier);
        const asWhole = whole ? tiers[tiers.length - 1] : Infinity;
        const apart = terms.length ? Math.max(...tiers.slice(0, terms.length)) : Infinity;
        const tier = Math.min(asWhole, apart);
        if (tier === Infinity) return null;
        for (const found of without) {
          if ((await matchPage(site, found, page)).tier < Infinity) return null;
        }
        return rank(site, page, tier, all.map((found, i) => [found, results[i].matches]));
      }
      /** The text files that the pages need. @param {number[]} pages */
      const files = (pages) => {
        const lists = [...terms, ...(whole ? [whole] : [])].flatMap((found) => [found, ...found.inflections]);
        const units = pages.flatMap((page) => lists.flatMap((list) => list.pages.get(page) || []));
        return new Set(units.map(site.fileOf)).size;
      };
      /** @type {Ranked[]} */
      const hits = [];
      let next = 0;
      while (next < queue.length) {
        const enough = hits.length >= limit;
        if (enough && files(queue.slice(next)) > Math.max(limit, FEW)) break;
        const size = enough ? BATCH : Math.min(BATCH, limit - hits.length);
        const batch = await Promise.all(queue.slice(next, next + size).map(one));
        for (const ranked of batch) if (ranked) hits.push(ranked);
        next += size;
      }
      hits.sort((a, b) => a.tier - b.tier || b.score - a.score || a.page - b.page);
      return { hits, left: Math.max(0, queue.length - next) };
    }

    /** @param {string} query @param {Options} [options] @returns {Promise<Result>} */
    async function search(query, { limit = 20, collection, literal = false } = {}) {
      /** @type {Site} */
      const site = await open();
      const parsed = literal ? { terms: [{ text: query, exact: false }], without: [], plain: true } : parse(query);
      /** @param {{text: string, exact: boolean}} part */
      const toTerm = ({ text, exact }) => makeTerm(site, text, exact, literal);
      const budget = parsed.terms.length > 1 ? FEWEST : GRAMS;
      const findAll = (/** @type {Term[]} */ terms) =>
        Promise.all(terms.filter((term) => term.folded).map((term) => find(site, term, budget)));
      const several = parsed.plain && parsed.terms.length > 1;
      const [terms, [whole = null], without] = await Promise.all([
        findAll(parsed.terms.map(toTerm)),
        findAll(several ? [toTerm({ text: query, exact: false })] : []),
        findAll(parsed.without.map((part) => makeTerm(site, part.text, part.exact, true))),
      ]);
      const attempt = async (/** @type {Found[]} */ apart) => {
        let queue = candidates(apart, whole, without);
        if (collection) queue = queue.filter((page) => site.collectionOf(page) === collection);
        return verify(site, apart, whole, without, queue, limit);
      };
      // Single letters with spaces between them are one word spelled out.
      const spelled = whole && parsed.terms.every(({ text }) => /^[A-Za-z0-9]$/.test(text));
      let { hits, left } = await attempt(spelled ? [] : terms);
      if (spelled && !hits.length) ({ hits, left } = await attempt(terms));
      /** @type {Hit[]} */
      const shown = [];
      while (shown.length < Math.min(limit, hits.length)) {
        const some = hits.slice(shown.length, Math.min(limit, shown.length + BATCH));
        shown.push(...(await Promise.all(some.map((ranked) => hit(site, ranked)))));
      }
      // A unit that holds a gram holds the query, if the query is no longer than that.
      const certain = terms.every(({ term, inflections }) =>
        !term.exact && !inflections.length && [...term.folded].length < 3);
      return { total: hits.length + left, exact: left === 0 || (certain && !without.length), hits: shown };
    }

    return {
      search,
      /** The fold of the site's index. @param {string} text */
      fold: async (text) => (await open()).fold(text.normalize("NFKC")),
    };
  }

  // ---- Excerpts ------------------------------------------------------------------------------

  /**
   * Where the needles stand in a block's own text.
   * @param {(text: string) => string} fold
   * @param {Block} block
   * @param {string[]} needles folded
   * @returns {[number, number][]} sorted, apart from each other
   */
  function marks(fold, { raw, folded }, needles) {
    /** @type {[number, number][]} */
    const origins = [];
    for (const [start, end] of pieces(raw)) {
      const part = fold(raw.slice(start, end).normalize("NFKC"));
      for (let i = 0; i < part.length; i++) origins.push([start, end]);
    }
    if (origins.length !== folded.length) return [[0, raw.length]];
    /** @type {[number, number][]} */
    const found = [];
    for (const needle of new Set(needles)) {
      for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
        const end = origins[at + needle.length - 1][1];
        // A long vowel mark or variation selector belongs to the character before it.
        const tail = /^[ーｰ\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/u.exec(raw.slice(end));
        found.push([origins[at][0], end + (tail ? tail[0].length : 0)]);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    /** @type {[number, number][]} */
    const merged = [];
    for (const [start, end] of found) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  /**
   * The stretch of a text with the most marks.
   * @param {string} raw @param {[number, number][]} ranges
   * @param {string} after what follows a short heading
   */
  function excerpt(raw, ranges, after) {
    const within = ranges.map(([start]) => ranges.filter(([s, e]) => s >= start && e <= start + EXCERPT - LEAD).length);
    const densest = ranges[within.indexOf(Math.max(...within))] || [0, 0];
    const inPair = (/** @type {number} */ at) => (raw.charCodeAt(at) & 0xfc00) === 0xdc00;
    let from = densest[1] <= EXCERPT ? 0 : densest[0] - LEAD;
    let to = Math.min(raw.length, from + EXCERPT);
    if (inPair(from)) from--;
    if (inPair(to)) to++;
    /** @type {{text: string, mark: boolean}[]} */
    const parts = [];
    const push = (/** @type {string} */ text, mark = false) => text && parts.push({ text, mark });
    push(from > 0 ? "…" : "");
    let at = from;
    for (const [start, end] of ranges) {
      if (end <= from || start >= to) continue;
      push(raw.slice(at, Math.max(at, start)));
      push(raw.slice(Math.max(at, start), Math.min(end, to)), true);
      at = Math.min(end, to);
    }
    push(raw.slice(at, to));
    if (to < raw.length) push("…");
    else if (after && raw.length < EXCERPT / 2) {
      const rest = [...after];
      push("　" + rest.slice(0, EXCERPT - raw.length).join("") + (rest.length > EXCERPT - raw.length ? "…" : ""));
    }
    return parts;
  }

  /** @type {ReturnType<typeof create>|null} */
  let own = null;
  world.hakusho = world.hakusho || {};
  world.hakusho.engine = {
    create: (/** @type {(file: string, version: string) => Promise<unknown>} */ load) => create(load),
    /** @param {string} query @param {Options} [options] */
    search: (query, options) => (own = own || create(loadScript)).search(query, options),
  };
})();
