// @ts-check
/*
 * Narrowing a search down: by a collection, then by the values that its records have; and whether
 * old editions are searched, too. Each choice says how many hits it would leave.
 */

/** What parameters of an address that name a field begin with. */
const FIELD = "f.";

/** Pages that are compared for numbers beside values, once the reader rests. */
const COUNTED = 200;

/** @typedef {ReturnType<typeof filters>} Filters */

/**
 * The controls.
 * @param {() => void} changed called when the reader has chosen something
 */
function filters(changed) {
  const box = group("filters", words.filters);
  const select = element("select");
  select.append(new Option(words.everywhere, ""));
  for (const [key, label] of Object.entries(hakusho.site.collections)) {
    select.append(new Option(label[hakusho.lang], key));
  }
  const label = element("label", "", words.filter_in);
  label.append(" ", select);
  label.hidden = select.options.length < 2;
  const old = oldEditions(changed);
  const values = facetValues(changed);
  const reset = button(words.filter_reset, () => {
    clear();
    select.focus();
  }, "quiet");
  box.append(label, old.box, reset, values.box);
  box.hidden = label.hidden && old.box.hidden;
  let newest = 0;

  /** Takes all choices back but that of editions, which narrows nothing down. */
  function clear() {
    choose("");
    changed();
  }

  /** @param {string} collection @param {URLSearchParams} [parameters] */
  function choose(collection, parameters) {
    select.value = collection in hakusho.site.collections ? collection : "";
    reset.hidden = select.value === "";
    values.show(select.value, parameters);
  }

  /** For the engine. @returns {Narrowing} */
  function narrowing() {
    if (select.value === "") return old.narrowing();
    return { ...old.narrowing(), collection: select.value, filters: values.chosen() };
  }

  /** @param {Counts | null} counts */
  function sayInOptions(counts) {
    const sum = [...(counts || new Map()).values()].reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    for (const option of select.options) {
      const { [hakusho.lang]: name } = hakusho.site.collections[option.value] || { [hakusho.lang]: words.everywhere };
      const count = option.value === "" ? sum : counts?.get(option.value) || [0, 0];
      const text = counts ? format("with_count", { name, n: hitCount(count) }) : name;
      if (option.text !== text) option.text = text;
    }
  }

  /**
   * Says beside each choice how many hits it would leave, sooner roughly than late exactly.
   * @param {string} query
   * @param {number} limit hits that are shown: what was loaded for them is enough at first
   */
  async function count(query, limit) {
    const own = ++newest;
    /** @param {Narrowing} where @param {number} compared */
    const counted = async (where, compared) => {
      const counts = await (await engine()).count(query, { ...where, limit: compared });
      return own === newest ? counts : null;
    };
    if (query.trim() === "" || limit === 0 || label.hidden) {
      sayInOptions(null);
      values.count(null);
      return;
    }
    try {
      const everywhere = await counted(old.narrowing(), limit);
      if (!everywhere) return;
      sayInOptions(everywhere);
      if (select.value === "") return;
      let here = await counted(narrowing(), limit);
      if (here) values.count(here);
      if (!here || [...here.values()].every(([least, most]) => least === most)) return;
      await rest();
      if (own !== newest) return;
      here = await counted(narrowing(), Math.max(limit, COUNTED));
      if (here) values.count(here);
    } catch (failure) {
      // The search itself says what is missing.
      if (own === newest) count("", 0);
    }
  }

  select.addEventListener("change", () => {
    choose(select.value);
    changed();
  });
  choose("");
  return {
    box,
    clear,
    narrowing,
    count,
    old,
    /** What was chosen, in words. */
    said: () => (select.value === "" ? [] : [hakusho.site.collections[select.value][hakusho.lang], ...values.said()]),
    /** Takes over what an address says. @param {URLSearchParams} parameters */
    set(parameters) {
      old.set(parameters);
      choose(parameters.get("in") || "", parameters);
    },
    /** What an address says of it. @returns {[string, string][]} */
    parameters: () => [
      ...(select.value === "" ? [] : /** @type {[string, string][]} */ ([["in", select.value], ...values.parameters()])),
      ...old.parameters(),
    ],
  };
}

/**
 * The search page's address with a query and what it is narrowed down to.
 * @param {string} page the page's own address
 * @param {string} query
 * @param {[string, string][]} parameters
 */
function searchAddress(page, query, parameters) {
  const all = [...(query === "" ? [] : [["q", query]]), ...parameters];
  const encoded = all.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return encoded.length > 0 ? `${page}?${encoded.join("&")}` : page;
}
