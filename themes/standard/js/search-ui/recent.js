// @ts-check
/* Queries that led somewhere, kept by the reader's own browser where it lets us. */

const KEPT = 8;

/** One list a site, also where many sites share an origin, as on file://. */
function storageKey() {
  return `hakusho-recent ${new URL(hakusho.root || "./", location.href).pathname}`;
}

/** @returns {string[]} the newest first */
function recentQueries() {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey()) || "[]");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string") : [];
  } catch (refused) {
    return [];
  }
}

/** @param {string[]} queries */
function keep(queries) {
  try {
    if (queries.length > 0) localStorage.setItem(storageKey(), JSON.stringify(queries));
    else localStorage.removeItem(storageKey());
  } catch (refused) {
    // Storage is a convenience.
  }
}

/** @param {string} query */
function remember(query) {
  const asked = query.trim();
  keep([asked, ...recentQueries().filter((other) => other !== asked)].slice(0, KEPT));
}

/** @param {string} query */
function forget(query) {
  keep(recentQueries().filter((other) => other !== query));
}

/**
 * What an empty field offers: recent queries, each to be taken or removed.
 * @param {HTMLInputElement} input
 */
function recents(input) {
  const box = element("section", "recents");
  box.setAttribute("aria-label", words.recent);

  /** @param {string} query */
  function row(query) {
    const item = element("li");
    const remove = button("×", () => removeRow(query), "remove");
    remove.setAttribute("aria-label", format("forget", { query }));
    item.append(button(query, () => enter(input, query), "recent"), remove);
    return item;
  }

  /** The focus stays in the list as long as there is one. @param {string} query */
  function removeRow(query) {
    const at = recentQueries().indexOf(query);
    forget(query);
    draw();
    const left = box.querySelectorAll("button.remove");
    const next = /** @type {HTMLElement | undefined} */ (left[Math.min(at, left.length - 1)]);
    (next || input).focus();
  }

  function clear() {
    keep([]);
    draw();
    input.focus();
  }

  /** Shows the list if the field is empty. */
  function draw() {
    const queries = input.value.trim() === "" ? recentQueries() : [];
    const list = element("ul");
    list.append(...queries.map(row));
    const head = element("div", "recents-head");
    head.append(element("span", "", words.recent), button(words.forget_all, clear, "quiet"));
    box.replaceChildren(head, list);
    box.hidden = queries.length === 0;
  }

  arrows(input, box, "button.recent");
  return { box, draw };
}
