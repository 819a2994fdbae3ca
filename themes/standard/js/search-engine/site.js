// @ts-check
/* Loads the files below search/ and keeps them: the manifest, shards of keys and of readings, texts, filters. */

/** The format of the files that this engine reads. */
const FORMAT = 2;

/** Characters of the files that are kept in memory. */
const CACHED = 24e6;

/** Shards of readings that one beginning of a word may take. */
const MOST_READINGS = 4;

/** @type {Map<string, {head: Head, data: any}>} */
const inbox = new Map();
// What every search file calls.
Object.assign(globalThis, {
  hakushoSearch: (/** @type {Head} */ head, /** @type {any} */ data) => inbox.set(head.file, { head, data }),
});

/** About how many characters a file has. @param {unknown} data @returns {number} */
const sizeOf = (data) =>
  typeof data === "string" ? data.length + 3
    : data && typeof data === "object" ? Object.values(data).reduce((sum, part) => sum + sizeOf(part), 2) : 8;

/** Loads scripts of the page's own site. @param {string} file @param {string} version */
function loadScript(file, version) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const { root = "", index = "" } = document.documentElement.dataset;
    script.src = `${root}${index}search/${file}.js${version && "?" + version}`;
    script.onload = script.onerror = (event) => {
      script.remove();
      if (/** @type {Event} */ (event).type === "load") resolve(undefined);
      else reject(new Error(`search/${file}.js could not be loaded`));
    };
    document.head.append(script);
  });
}

/**
 * The files of one site.
 * @param {(file: string, version: string) => Promise<unknown>} load runs `search/FILE.js`
 */
function library(load) {
  /** What is loaded or being loaded, the least recently used first. @type {Map<string, {size: number, data: Promise<any>}>} */
  const cache = new Map();
  let size = 0;
  /** @type {Promise<Site>|null} */
  let ready = null;

  /** What a file says. @param {string} file @param {string} site @returns {Promise<any>} */
  async function fetchFile(file, site) {
    await load(file, site);
    const message = inbox.get(file);
    inbox.delete(file);
    if (!message) throw new Error(`search/${file}.js is not a search file`);
    const { head, data } = message;
    if (head.format !== FORMAT) throw new Error(`search/${file}.js has another format; reload the page`);
    if (site && head.site !== site) throw new Error(`search/${file}.js is of another build; reload the page`);
    return site ? data : { ...data, site: head.site };
  }

  /**
   * @template T
   * @param {string} file
   * @param {string} site
   * @param {(data: any) => T} read
   * @returns {Promise<T>}
   */
  function cached(file, site, read) {
    const known = cache.get(file);
    cache.delete(file);
    const entry = known || { size: 0, data: fetchFile(file, site) };
    cache.set(file, entry);
    if (known) return known.data;
    entry.data = entry.data.then((data) => {
      size += entry.size = sizeOf(data);
      for (const [oldest, other] of cache) {
        if (size <= CACHED || oldest === file) break;
        // What is still being loaded stays.
        if (other.size && cache.delete(oldest)) size -= other.size;
      }
      return read(data);
    });
    entry.data.catch(() => cache.delete(file));
    return entry.data;
  }

  /** The manifest and what reads the other files by it. */
  function open() {
    ready = ready || fetchFile("manifest", "").then(openSite);
    ready.catch(() => (ready = null));
    return ready;
  }

  /** @param {any} manifest @returns {Site} */
  function openSite(manifest) {
    const { site } = manifest;
    const fold = makeFold(manifest.fold);
    /** @type {string[]} */
    const shards = manifest.shards.split(" ");
    /** @type {string[]} */
    const readingShards = manifest.readings.split(" ");
    const pageStarts = starts(varints(manifest.pageUnits));
    const textStarts = starts(varints(manifest.textUnits));
    /** @type {number[]} */
    const collectionStarts = manifest.collections.map((/** @type {any} */ run) => run[0]);

    /** @param {number} unit */
    const fileOf = (unit) => lastUpTo(textStarts, unit);
    /** @param {string} key */
    const shardOf = (key) => Math.max(0, lastUpTo(shards, key));
    /** @param {number} number */
    const shard = (number) => cached(`k/${number}`, site, readShard);

    /** @param {string[]} strings @returns {Unit} */
    function readUnit([url, title, heading, , ...strings]) {
      /** @type {Section[]} */
      const sections = [{ heading, length: 0 }];
      /** @type {Block[]} */
      const blocks = [];
      for (let i = 0; i < strings.length; i += 2) {
        const field = strings[i][0], raw = strings[i + 1];
        if (field === "h") sections.push({ heading: raw, length: 0 });
        const block = makeBlock(fold, raw, field, strings[i].slice(1), sections.length - 1);
        sections[block.section].length += block.folded.length;
        blocks.push(block);
      }
      return { url, title, blocks, sections };
    }

    /** @param {any[][]} rows @returns {[string, Reading[]][]} */
    const readReadings = (rows) => rows.map(([key, ...words]) => [key, words.map((word) => {
      const [surface, reading, inflects] = typeof word === "string" ? [word, "", 0] : word;
      return { surface, reading: reading || key, inflects: !!inflects };
    })]);

    return {
      fold,
      units: pageStarts[pageStarts.length - 1],
      shard,
      shardOf,
      fileOf,
      /** @param {string} key */
      entry: async (key) => (await shard(shardOf(key))).get(key),
      /** @param {string} key */
      word: async (key) => (await shard(shardOf(key))).get(key)?.word,
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
      async readings(key, prefix = false) {
        const first = Math.max(0, lastUpTo(readingShards, key));
        const last = prefix ? Math.min(lastUpTo(readingShards, key + "\uffff"), first + MOST_READINGS - 1) : first;
        /** @type {Reading[]} */
        const out = [];
        for (let n = first; n <= last; n++) {
          for (const [other, words] of await cached(`r/${n}`, site, readReadings)) {
            if (prefix ? other.startsWith(key) : other === key) out.push(...words);
          }
        }
        return out;
      },
      hasSynonyms: manifest.synonyms,
      filters: () => cached("filters", site, readFilters),
    };
  }

  return open;
}
