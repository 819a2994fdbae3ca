// @ts-check
/* Loads the files below search/ and keeps them: the manifest, shards of keys and of readings, texts, filters. */

/** The format of the files that this engine reads. */
const FORMAT = 5;

/** Files of a folder that share a version, and the length of one. */
const GROUP = 8, DIGITS = 3;

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

/** Loads scripts of an index of the page's own site. @param {string} folder @returns {(file: string, version: string) => Promise<unknown>} */
const loaderOf = (folder) => (file, version) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const { root = "" } = document.documentElement.dataset;
    script.src = `${root}${folder}search/${file}.js${version && "?" + version}`;
    script.onload = script.onerror = (event) => {
      script.remove();
      if (/** @type {Event} */ (event).type === "load") resolve(undefined);
      else reject(new Error(`search/${file}.js could not be loaded`));
    };
    document.head.append(script);
  });

/**
 * The files of one index.
 * @param {(file: string, version: string) => Promise<unknown>} load runs `search/FILE.js`
 * @param {string} folder in which `search/` lies, from the site's root
 */
function library(load, folder) {
  /** What is loaded or being loaded, the least recently used first. @type {Map<string, {size: number, data: Promise<any>}>} */
  const cache = new Map();
  let size = 0;
  /** @type {Promise<Site>|null} */
  let ready = null;

  /** What a file says. @param {string} file @param {string} version @param {string} [site] @returns {Promise<any>} */
  async function fetchFile(file, version, site) {
    await load(file, version);
    const message = inbox.get(folder + file);
    inbox.delete(folder + file);
    if (!message) throw new Error(`search/${file}.js is not a search file`);
    const { head, data } = message;
    if (head.format !== FORMAT) throw new Error(`search/${file}.js has another format; reload the page`);
    if (head.version !== version || (site ?? head.site) !== head.site) throw new Error(`search/${file}.js is of another build; reload the page`);
    return site === undefined ? { ...data, site: head.site } : data;
  }

  /**
   * @template T
   * @param {string} file
   * @param {any} manifest
   * @param {(data: any) => T} read
   * @returns {Promise<T>}
   */
  function cached(file, { site, versions }, read) {
    const known = cache.get(file);
    cache.delete(file);
    const [folder, number = "0"] = file.split("/");
    const at = Math.floor(+number / GROUP) * DIGITS;
    const entry = known || { size: 0, data: fetchFile(file, versions[folder].slice(at, at + DIGITS), site) };
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
    const shard = (number) => cached(`k/${number}`, manifest, readShard);

    /** @param {string[]} strings @returns {Unit} */
    function readUnit([url, title, heading, ...strings]) {
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
      compoundsOf: makeCompounds(manifest.compounds),
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
        const units = await cached(`t/${file}`, manifest, (data) => data);
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
          for (const [other, words] of await cached(`r/${n}`, manifest, readReadings)) {
            if (prefix ? other.startsWith(key) : other === key) out.push(...words);
          }
        }
        return out;
      },
      hasSynonyms: manifest.synonyms,
      filters: () => cached("filters", manifest, readFilters),
    };
  }

  return open;
}
