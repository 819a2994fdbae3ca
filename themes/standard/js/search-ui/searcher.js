// @ts-check
/* Runs searches one after the other and says how many hits there are. */

/** Only a search that takes longer than this says that it is under way, in milliseconds. */
const PATIENCE = 300;

/** After such a rest a reader has stopped typing, in milliseconds. */
const REST = 400;

/** Characters of a query that are repeated to the reader. */
const REPEATED = 60;

/** A rest. @returns {Promise<void>} */
const rest = () => new Promise((resolve) => setTimeout(resolve, REST));

/**
 * The number of hits; loose ones apart, where all are known.
 * @param {Results} results
 * @param {string} query
 * @param {Narrowing} narrowing
 */
function summary({ total, exact, hits }, query, narrowing) {
  const loose = hits.length === total ? hits.filter(({ tier }) => tier === "loose").length : 0;
  if (exact && loose > 0) return format("found_loose", { n: total, loose });
  if (total > 0 || !exact) return format(exact ? "found" : "found_least", { n: total });
  const asked = query.length > REPEATED ? `${query.slice(0, REPEATED)}…` : query;
  return format(narrowing.collection ? "none_here" : "none", { query: asked });
}

/** A number of hits of which bounds are known. @param {[number, number]} bounds */
function hitCount([least, most]) {
  return least === most ? format("facet_count", { n: least }) : format("facet_between", { least, most });
}

/**
 * Only the newest search may say and show something.
 * @param {HTMLElement} status
 * @param {(results: Results | null, query: string, limit: number) => void} show
 */
function searcher(status, show) {
  let newest = 0;
  let isBusy = false;
  /** What to do once the newest hits are shown. @type {(() => void)[]} */
  let waiting = [];
  /** What the number said last was asked for. */
  let saidOf = "";

  /**
   * Tells only news, or screen readers would repeat themselves; the same number after another
   * choice is news.
   * @param {string} text
   * @param {string} [of]
   */
  function say(text, of = "") {
    const isSame = (status.textContent || "").trimEnd() === text;
    if (isSame && of === saidOf) return;
    // A space that cannot be seen makes it another text.
    status.textContent = isSame && text && status.textContent === text ? `${text}\u00a0` : text;
    saidOf = of;
  }

  /**
   * @param {string} query
   * @param {Narrowing} narrowing
   * @param {number[]} limits hits to ask for at once, and then, when the reader rests
   */
  async function run(query, narrowing, limits) {
    const own = ++newest;
    waiting = [];
    isBusy = false;
    if (query.trim() === "") {
      say("");
      show(null, query, 0);
      return;
    }
    isBusy = true;
    const rested = rest();
    const timer = setTimeout(() => own === newest && say(words.searching), PATIENCE);
    try {
      for (const limit of limits) {
        const results = await hakusho.search(query, { ...narrowing, limit });
        if (own !== newest) return;
        clearTimeout(timer);
        say(summary(results, query, narrowing), JSON.stringify([query, narrowing]));
        show(results, query, limit);
        isBusy = false;
        for (const act of waiting.splice(0)) act();
        if (results.hits.length < limit) return;
        await rested;
        if (own !== newest) return;
      }
    } catch (failure) {
      if (own === newest) {
        isBusy = false;
        waiting = [];
        say(words.failed);
        show(null, query, 0);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    run,
    /** Acts on the hits of what stands in the field, not on those of before. @param {() => void} act */
    then(act) {
      if (isBusy) waiting = [act];
      else act();
    },
  };
}
