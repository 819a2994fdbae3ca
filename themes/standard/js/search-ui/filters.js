// @ts-check
/* Narrowing a search down: by a collection, then by the values that its records have. */

/** What parameters of an address that name a field begin with. */
const FIELD = "f.";

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
  const facets = element("div", "facets");
  const reset = button(words.filter_reset, () => {
    set(new URLSearchParams());
    select.focus();
    changed();
  }, "quiet");
  box.append(label, reset, facets);
  box.hidden = select.options.length < 2;

  /** Chosen values by field. @type {Map<string, Set<string>>} */
  const chosen = new Map();
  let newest = 0;

  /** @param {Facet} facet */
  function control(facet) {
    const name = typeof facet.label === "string" ? facet.label : facet.label[hakusho.lang];
    const details = element("details");
    // One list at a time, so that hits stay near.
    details.setAttribute("name", "facets");
    const title = element("summary", "", name);
    const values = element("fieldset");
    values.append(element("legend", "visually-hidden", name));
    const count = () => {
      const n = chosen.get(facet.field)?.size || 0;
      title.textContent = n > 0 ? format("facet_chosen", { name, n }) : name;
      details.classList.toggle("chosen", n > 0);
    };
    values.append(...facet.values.map((value) => checkbox(facet.field, value, count)));
    details.append(title, values);
    count();
    return details;
  }

  /** @param {string} field @param {FacetValue} value @param {() => void} count */
  function checkbox(field, { value, label: shown, count: pages }, count) {
    const line = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = chosen.get(field)?.has(value) || false;
    box.addEventListener("change", () => {
      const values = chosen.get(field) || new Set();
      if (box.checked) values.add(value);
      else values.delete(value);
      if (values.size > 0) chosen.set(field, values);
      else chosen.delete(field);
      count();
      changed();
    });
    const yesOrNo = words[`value_${value}`];
    line.append(box, yesOrNo && shown === value ? yesOrNo : shown);
    line.append(" ", element("span", "count", format("facet_count", { n: pages })));
    return line;
  }

  /** Loads and shows what the chosen collection can be narrowed down by. */
  async function draw() {
    const own = ++newest;
    reset.hidden = select.value === "";
    facets.replaceChildren();
    if (select.value === "") return;
    try {
      const all = await (await engine()).facets();
      if (own !== newest) return;
      const here = all.filter(({ collection, values }) => collection === select.value && values.length > 1);
      facets.replaceChildren(...here.map(control));
    } catch (failure) {
      if (own === newest) facets.replaceChildren(element("p", "", words.filters_failed));
    }
  }

  /** Takes over what an address says. @param {URLSearchParams} parameters */
  function set(parameters) {
    const wanted = parameters.get("in") || "";
    select.value = wanted in hakusho.site.collections ? wanted : "";
    chosen.clear();
    for (const [name, value] of select.value ? parameters : []) {
      const field = name.slice(FIELD.length);
      if (name.startsWith(FIELD)) chosen.set(field, (chosen.get(field) || new Set()).add(value));
    }
    draw();
  }

  /** What an address says of it. @returns {[string, string][]} */
  function parameters() {
    if (select.value === "") return [];
    const fields = [...chosen].flatMap(([field, values]) => [...values].map((value) => [FIELD + field, value]));
    return /** @type {[string, string][]} */ ([["in", select.value], ...fields]);
  }

  /** For the engine. @returns {Narrowing} */
  function narrowing() {
    if (select.value === "") return {};
    const entries = [...chosen].map(([field, values]) => [field, [...values]]);
    return { collection: select.value, filters: Object.fromEntries(entries) };
  }

  select.addEventListener("change", () => {
    chosen.clear();
    draw();
    changed();
  });
  draw();
  return { box, set, parameters, narrowing };
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
