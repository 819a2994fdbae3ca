// @ts-check
/* Runs searches and shows what they find. */

/** Only a search that takes longer than this says that it is under way, in milliseconds. */
const PATIENCE = 300;

/** After such a rest a reader has stopped typing, in milliseconds. */
const REST = 400;

/**
 * A page of the site with the query in its address, for the marks there.
 * @param {string} url relative to the site's root
 * @param {string} query
 */
function hitAddress(url, query) {
  const [path, fragment] = url.split("#");
  const asked = `${hakusho.root}${path}?q=${encodeURIComponent(query)}`;
  return fragment ? `${asked}#${fragment}` : asked;
}

/**
 * A hit as a link: title, where it is and how it was found, the text around what was found.
 * @param {Hit} hit
 * @param {string} query
 */
function hitLink(hit, query) {
  const link = element("a", "hit");
  link.href = hitAddress(hit.url, query);
  link.append(element("span", "hit-title", hit.title));
  const place = element("span", "hit-place");
  const collection = hit.collection && hakusho.site.collections[hit.collection];
  const heading = hit.heading === hit.title ? "" : hit.heading;
  const where = [collection ? collection[hakusho.lang] : "", heading].filter(Boolean).join(" › ");
  place.append(element("span", "", where));
  if (hit.edition) place.append(" ", element("span", "hit-edition", format("edition_of", hit.edition)));
  place.append(" ", element("span", `tier tier-${hit.tier}`, words[`tier_${hit.tier}`]));
  const excerpt = element("span", "hit-excerpt");
  for (const piece of hit.excerpt) {
    excerpt.append(piece.mark ? element("mark", "", piece.text) : piece.text);
  }
  link.append(place, excerpt);
  link.addEventListener("click", () => remember(query));
  link.addEventListener("auxclick", () => remember(query));
  return link;
}

/** @param {Results} results @param {string} query @param {Narrowing} narrowing */
function summary({ total, exact }, query, narrowing) {
  if (total === 0 && exact) return format(narrowing.collection ? "none_here" : "none", { query });
  return format(exact ? "found" : "found_least", { n: total });
}

/**
 * Runs searches one after the other; only the newest may say and show something.
 * @param {HTMLElement} status
 * @param {(results: Results | null, query: string) => void} show
 */
function searcher(status, show) {
  let newest = 0;

  /** Tells only news, or screen readers would repeat themselves. @param {string} text */
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  /**
   * @param {string} query
   * @param {Narrowing} narrowing
   * @param {number[]} limits hits to ask for at once, and then, when the reader rests
   */
  return async function run(query, narrowing, limits) {
    const own = ++newest;
    if (query.trim() === "") {
      say("");
      show(null, query);
      return;
    }
    const rested = new Promise((resolve) => setTimeout(resolve, REST));
    const timer = setTimeout(() => own === newest && say(words.searching), PATIENCE);
    try {
      for (const limit of limits) {
        const results = await hakusho.search(query, { ...narrowing, limit });
        if (own !== newest) return;
        clearTimeout(timer);
        say(summary(results, query, narrowing));
        show(results, query);
        if (results.hits.length < limit) return;
        await rested;
        if (own !== newest) return;
      }
    } catch (failure) {
      if (own === newest) {
        say(words.failed);
        show(null, query);
      }
    } finally {
      clearTimeout(timer);
    }
  };
}
