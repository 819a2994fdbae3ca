// @ts-check
// Tables of records: sorted by any column, narrowed down by words and by the values of fields. What
// the reader chose stands in the address. Without scripts the table is whole and in reading order.

(function () {
  "use strict";

  const table = /** @type {HTMLTableElement | null} */ (document.querySelector("table.records"));
  const body = table?.tBodies[0];
  const region = table?.closest("section");
  if (!table || !body || !region) {
    return;
  }
  const words = /** @type {Record<string, string>} */ (/** @type {any} */ (window).hakusho.words);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const heads = /** @type {HTMLElement[]} */ ([...table.querySelectorAll("thead th[data-key]")]);
  /** Key, name, listed values. @type {[string, string, string[]][]} */
  const facets = JSON.parse(table.dataset.facets || "[]");

  const rows = [...body.rows].map((row, at) => ({
    row,
    at,
    text: fold(row.textContent || ""),
    /** For each facet, pairs of a value and its name. @type {Record<string, [string, string][]>} */
    values: JSON.parse(row.dataset.facets || "{}"),
  }));

  /** @param {string} text */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  }

  /** @param {string} key @param {Record<string, unknown>} values */
  function format(key, values) {
    return (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }

  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  const status = document.createElement("p");
  status.className = "search-status";
  status.setAttribute("role", "status");
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "quiet";
  reset.textContent = words.filter_reset;
  /** The choices by the key of their facet. @type {Map<string, HTMLSelectElement>} */
  const choices = new Map();
  const sorting = { key: "", descending: false };

  /** @param {string} name @param {HTMLElement} control */
  function labelled(name, control) {
    const label = document.createElement("label");
    label.append(`${name} `, control);
    return label;
  }

  /** A choice among the values that records have, each with how many have it. @param {[string, string, string[]]} facet */
  function choice([key, name, listed]) {
    /** @type {Map<string, {name: string, count: number}>} */
    const found = new Map();
    for (const { values } of rows) {
      for (const [value, shown] of new Map(values[key] || [])) {
        const entry = found.get(value) || { name: shown, count: 0 };
        entry.count += 1;
        found.set(value, entry);
      }
    }
    /** @param {string} value */
    const place = (value) => (listed.includes(value) ? listed.indexOf(value) : listed.length);
    const sorted = [...found].sort(
      ([a, one], [b, other]) => place(a) - place(b) || collator.compare(one.name, other.name),
    );
    const select = document.createElement("select");
    select.append(new Option(words.everywhere, ""));
    for (const [value, { name: shown, count }] of sorted) {
      select.append(new Option(format("facet_chosen", { name: shown, n: count }), value));
    }
    choices.set(key, select);
    return labelled(name, select);
  }

  /** What a row is sorted by in a column; nothing for empty cells. @param {HTMLTableRowElement} row @param {number} column */
  function sortKey(row, column) {
    const cell = row.cells[column];
    return cell?.dataset.sort ?? (cell?.textContent || "").trim();
  }

  /** Shows what is chosen. */
  function show() {
    const asked = fold(field.value);
    let count = 0;
    for (const { row, text, values } of rows) {
      const fits = [...choices].every(
        ([key, select]) => !select.value || (values[key] || []).some(([value]) => value === select.value),
      );
      row.hidden = !fits || !text.includes(asked);
      count += row.hidden ? 0 : 1;
    }
    const isNarrowed = asked !== "" || [...choices.values()].some((select) => select.value !== "");
    status.textContent = isNarrowed ? format("table_shown", { total: rows.length, n: count }) : "";
    reset.hidden = !isNarrowed && sorting.key === "";
    sort();
  }

  /** Puts the rows in order; those without a value come last in both directions. */
  function sort() {
    const column = heads.findIndex((head) => head.dataset.key === sorting.key);
    heads.forEach((head, at) => {
      const order = sorting.descending ? "descending" : "ascending";
      at === column ? head.setAttribute("aria-sort", order) : head.removeAttribute("aria-sort");
    });
    const keyed = rows.map((entry) => ({ ...entry, key: column < 0 ? "" : sortKey(entry.row, column) }));
    keyed.sort((a, b) => {
      const empty = Number(a.key === "") - Number(b.key === "");
      const order = collator.compare(a.key, b.key) * (sorting.descending ? -1 : 1);
      return empty || order || a.at - b.at;
    });
    body?.append(...keyed.map(({ row }) => row));
  }

  /** Puts what is chosen in the address. */
  function keep() {
    const query = new URLSearchParams(location.search);
    /** @param {string} key @param {string} value */
    const put = (key, value) => (value ? query.set(key, value) : query.delete(key));
    put("t", field.value);
    choices.forEach((select, key) => put(`f.${key}`, select.value));
    put("sort", sorting.key);
    put("dir", sorting.key && sorting.descending ? "desc" : "");
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}${location.hash}` : location.pathname + location.hash);
  }

  /** Takes what is chosen from the address. */
  function restore() {
    const query = new URLSearchParams(location.search);
    field.value = query.get("t") || "";
    choices.forEach((select, key) => {
      select.value = query.get(`f.${key}`) || "";
      // A value that no record has any longer would hide everything without saying why.
      if (select.selectedIndex < 0) {
        select.value = "";
      }
    });
    sorting.key = query.get("sort") || "";
    sorting.descending = query.get("dir") === "desc";
    show();
  }

  function change() {
    show();
    keep();
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const key = head.dataset.key || "";
      sorting.descending = sorting.key === key && !sorting.descending;
      sorting.key = key;
      change();
    });
  }
  const bar = document.createElement("div");
  bar.className = "filters table-filters";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.filters);
  const shown = facets.map(choice).filter((label) => label.querySelectorAll("option").length > 2);
  bar.append(labelled(words.table_filter, field), ...shown, reset, status);
  region.before(bar);
  field.addEventListener("input", change);
  bar.addEventListener("change", change);
  reset.addEventListener("click", () => {
    field.value = "";
    choices.forEach((select) => (select.value = ""));
    sorting.key = "";
    change();
    field.focus();
  });
  addEventListener("popstate", restore);
  restore();
})();
