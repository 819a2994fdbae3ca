// @ts-check
/* What readers can do when nothing was found, and how to ask. */

/** Pages that are looked for to say what another search finds. */
const TRIED = 4;

/** Code points of a word: those of the shortest that is tried, and of the longest that is shortened. */
const SHORTEST = 2, LONGEST = 32;

/** Searches that are offered. */
const OFFERED = 4;

/** How to ask, for an empty field. */
function tips() {
  const list = element("ul", "tips");
  list.append(...["readings", "and", "exact", "without"].map((tip) => element("li", "", words[`tip_${tip}`])));
  return list;
}

/** What a query asks for, apart; signs stay. @param {string} query */
const partsOf = (query) => query.match(/-?"[^"]*"?|\S+/g) || [];

/**
 * Searches that ask for less than a query: without its signs, without one of its words, for one.
 * @param {string} query
 */
function lesser(query) {
  const parts = partsOf(query);
  const wanted = parts.filter((part) => !/^-./.test(part));
  const plain = wanted.join(" ").replace(/"/g, "");
  const fewer = wanted.map((_, left) => wanted.filter((_, at) => at !== left).join(" "));
  return [...new Set([plain, ...fewer, ...wanted])].filter((other) => other.trim() !== "" && other !== query.trim());
}

/**
 * The longest beginning or end of a word for which a search finds something.
 * @param {string[]} letters
 * @param {(length: number) => string} part
 * @param {(query: string) => Promise<boolean>} finds
 */
async function longest(letters, part, finds) {
  let found = SHORTEST - 1;
  let missed = letters.length;
  while (missed - found > 1) {
    const length = Math.ceil((found + missed) / 2);
    if (await finds(part(length))) found = length;
    else missed = length;
  }
  return found < SHORTEST ? "" : part(found);
}

/**
 * A word that nothing holds, made shorter from either end.
 * @param {string} query
 * @param {(query: string) => Promise<boolean>} finds
 */
async function shorter(query, finds) {
  const letters = [...query.trim()];
  if (/[\s"]/.test(query.trim()) || letters.length > LONGEST) return [];
  const beginning = await longest(letters, (length) => letters.slice(0, length).join(""), finds);
  const end = await longest(letters, (length) => letters.slice(-length).join(""), finds);
  return [...new Set([beginning, end])].filter(Boolean);
}

/** Words of advice, and the tables to look through. */
function hints() {
  const list = element("ul");
  list.append(element("li", "", words.advice_shorter), element("li", "", words.advice_other));
  const { [document.documentElement.dataset.index || ""]: tables = [] } = hakusho.site.tables;
  if (tables.length > 0) {
    const lists = element("li", "", words.advice_tables);
    for (const { url, title } of tables) {
      const link = element("a", "", title[hakusho.lang]);
      link.href = hakusho.root + url;
      lists.append(" ", link);
    }
    list.append(lists);
  }
  return list;
}

/**
 * Shown when nothing was found: searches that find something, and hints.
 * @param {HTMLInputElement} input
 * @param {Filters} narrow
 */
function advice(input, narrow) {
  const box = group("advice", words.advice);
  box.hidden = true;
  const offers = element("div", "offers");
  let newest = 0;

  /** @param {string} name @param {Results} results @param {() => void} act */
  function offer(name, { total, exact }, act) {
    const made = button("", act, "chip");
    const n = format(exact ? "found" : "found_least", { n: total });
    made.append(element("span", "", name), " ", element("span", "count", n));
    // Old editions are another question: their button stays last.
    offers.insertBefore(made, offers.querySelector(".editions-add"));
  }

  /** Looks for searches that find something. @param {string} query @param {() => boolean} isNewest */
  async function look(query, isNewest) {
    const narrowing = narrow.narrowing();
    /** @param {string} asked @param {Narrowing} where */
    const search = (asked, where) => hakusho.search(asked, { ...where, limit: TRIED });
    if (narrowing.collection) {
      const { collection, filters, ...wide } = narrowing;
      const results = await search(query, wide);
      if (!isNewest()) return;
      if (results.total > 0) {
        offer(words.filter_reset, results, () => {
          narrow.clear();
          input.focus();
        });
      }
    }
    const finds = async (/** @type {string} */ other) => isNewest() && (await search(other, narrowing)).total > 0;
    let offered = 0;
    for (const other of [...lesser(query), ...(await shorter(query, finds))]) {
      const results = await search(other, narrowing);
      if (!isNewest()) return;
      if (results.total > 0) offer(other, results, () => enter(input, other));
      if (results.total > 0 && ++offered === OFFERED) return;
    }
  }

  /**
   * @param {Results | null} results
   * @param {string} query
   */
  async function show(results, query) {
    const own = ++newest;
    box.hidden = !results || results.total > 0 || !results.exact;
    box.replaceChildren();
    offers.replaceChildren();
    if (box.hidden) return;
    if (narrow.old.isLeft()) {
      const add = () => {
        narrow.old.add();
        input.focus();
      };
      offers.append(button(words.editions_add, add, "chip editions-add"));
    }
    box.append(offers, hints());
    await rest();
    const isNewest = () => own === newest;
    // A file that is missing now was there for the search itself: the other advice is enough.
    if (isNewest()) await look(query, isNewest).catch(() => {});
  }

  arrows(input, box, "button, a");
  return { box, show };
}
