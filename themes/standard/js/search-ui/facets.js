// @ts-check
/* The values of a collection's fields, to be ticked: those of a field add up, fields narrow down. */

/** @param {() => void} changed called when the reader has ticked something */
function facetValues(changed) {
  const box = element("div", "facets");
  /** Ticked values by field. @type {Map<string, Set<string>>} */
  const ticked = new Map();
  /** The numbers on show, by `field=value`, and those without a query. @type {Map<string, {place: HTMLElement, all: number}>} */
  const numbers = new Map();
  /** Of hits; null where nothing is asked, undefined while they are not known. @type {Counts | null | undefined} */
  let counts;
  let newest = 0;

  /** Numbers of hits, or of all records where nothing is asked. */
  function sayNumbers() {
    for (const [key, { place, all }] of numbers) {
      const [least, most] = counts === null ? [all, all] : counts?.get(key) || [0, 0];
      const text = counts === undefined ? "" : hitCount([least, most]);
      if (place.textContent !== text) place.textContent = text;
      place.parentElement?.classList.toggle("none", counts !== undefined && most === 0);
    }
  }

  /** @param {Facet} facet */
  function control(facet) {
    const name = typeof facet.label === "string" ? facet.label : facet.label[hakusho.lang];
    const details = element("details");
    // One list at a time, so that hits stay near.
    details.setAttribute("name", "facets");
    const title = element("summary", "", name);
    const values = element("fieldset");
    values.append(element("legend", "visually-hidden", name));
    const sayTicked = () => {
      const n = ticked.get(facet.field)?.size || 0;
      title.textContent = n > 0 ? format("with_count", { name, n }) : name;
      details.classList.toggle("chosen", n > 0);
    };
    values.append(...facet.values.map((value) => checkbox(facet.field, value, sayTicked)));
    details.append(title, values);
    sayTicked();
    return details;
  }

  /** @param {string} field @param {FacetValue} value @param {() => void} sayTicked */
  function checkbox(field, { value, label: shown, count: all }, sayTicked) {
    const line = element("label");
    const tick = element("input");
    tick.type = "checkbox";
    tick.checked = ticked.get(field)?.has(value) || false;
    tick.addEventListener("change", () => {
      const values = ticked.get(field) || new Set();
      if (tick.checked) values.add(value);
      else values.delete(value);
      if (values.size > 0) ticked.set(field, values);
      else ticked.delete(field);
      sayTicked();
      changed();
    });
    const yesOrNo = words[`value_${value}`];
    const place = element("span", "count");
    numbers.set(`${field}=${value}`, { place, all });
    line.append(tick, element("span", "", yesOrNo && shown === value ? yesOrNo : shown), " ", place);
    return line;
  }

  /** Loads and shows what a collection can be narrowed down by. @param {string} collection */
  async function draw(collection) {
    const own = ++newest;
    box.replaceChildren();
    numbers.clear();
    // Those on show were of another collection.
    if (counts) counts = undefined;
    if (collection === "") return;
    try {
      const all = await (await engine()).facets();
      if (own !== newest) return;
      const here = all.filter((facet) => facet.collection === collection && facet.values.length > 1);
      box.replaceChildren(...here.map(control));
      sayNumbers();
    } catch (failure) {
      if (own === newest) box.replaceChildren(element("p", "", words.filters_failed));
    }
  }

  return {
    box,
    /**
     * The values of a collection, ticked as an address says.
     * @param {string} collection
     * @param {URLSearchParams} [parameters]
     */
    show(collection, parameters) {
      ticked.clear();
      for (const [name, value] of (collection && parameters) || []) {
        const field = name.slice(FIELD.length);
        if (name.startsWith(FIELD)) ticked.set(field, (ticked.get(field) || new Set()).add(value));
      }
      draw(collection);
    },
    /** Says how many hits have each value. @param {Counts | null} hits */
    count(hits) {
      counts = hits;
      sayNumbers();
    },
    /** For the engine. @returns {Record<string, string[]>} */
    chosen: () => Object.fromEntries([...ticked].map(([field, values]) => [field, [...values]])),
    /** What is ticked, in words. */
    said: () => Array.from(box.querySelectorAll("input:checked + span"), (name) => name.textContent || ""),
    /** @returns {[string, string][]} */
    parameters: () => [...ticked].flatMap(([field, values]) =>
      [...values].map((value) => /** @type {[string, string]} */ ([FIELD + field, value]))),
  };
}
