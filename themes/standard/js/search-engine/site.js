// @ts-check
/* Loads the files below search/ and keeps them: the manifest, key shards, texts. */

/** The format of the files that this engine reads. */
const FORMAT = 2;

/** Files kept in memory. */
const CACHED = 1024;

/** @type {Map<string, {head: Head, data: any}>} */
const inbox = new Map();
// What every search file calls.
Object.assign(globalThis, {
  hakushoSearch: (/** @type {Head} */ head, /** @type {any} */ data) => inbox.set(head.file, { head, data }),
});

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

/**
 * The files of one site.
 * @param {(file: string, version: string) => Promise<unknown>} load runs `search/FILE.js`
 */
function library(load) {
  /** What was loaded, the least recently used first. @type {Map<string, Promise<any>>} */
  const cache = new Map();
  /** What is being loaded. @type {Map<string, Promise<any>>} */
  const pending = new Map();
  /** @type {Promise<Site>|null} */
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

  /** @param {any} manifest @returns {Site} */
  function openSite(manifest) {
    const { site } = manifest;
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
      const sections = [{ heading: strings[2], length: 0 }];
      /** @type {Block[]} */
      const blocks = [];
      for (let i = 4; i < strings.length; i += 2) {
        const field = strings[i][0], raw = strings[i + 1];
        const folded = fold(raw.normalize("NFKC"));
        if (field === "h") sections.push({ heading: raw, length: 0 });
        sections[sections.length - 1].length += folded.length;
        blocks.push({ field, anchor: strings[i].slice(1), raw, folded, section: sections.length - 1 });
      }
      return { url: strings[0], title: strings[1], blocks, sections };
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
    };
  }

  return open;
}
