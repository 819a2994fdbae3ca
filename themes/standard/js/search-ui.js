// @ts-check
// The search dialog and the search page. Everything from the index goes into the page as text
// nodes, never as markup.

(function () {
  "use strict";

  const hakusho = /** @type {any} */ (window).hakusho;
  /** @type {Record<string, string>} */
  const words = hakusho.words;
  const DIALOG_HITS = 20;
  const PAGE_HITS = 50;
  /** Only a search that takes longer than this says that it is under way, in milliseconds. */
  const PATIENCE = 300;

  /**
   * @param {string} tag
   * @param {string} [className]
   * @param {string} [content]
   */
  function element(tag, className, content) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    if (content) {
      made.textContent = content;
    }
    return made;
  }

  /** @param {string} key @param {Record<string, string>} values */
  function format(key, values) {
    return (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  /**
   * A result as a link: title, where it is, the text around the words that were found.
   * @param {Hit} hit
   */
  function hitLink(hit) {
    const link = /** @type {HTMLAnchorElement} */ (element("a", "hit"));
    link.href = hakusho.root + hit.url;
    link.append(element("span", "hit-title", hit.title));
    const collection = hit.collection && hakusho.site.collections[hit.collection];
    const place = [
      collection ? collection[hakusho.lang] : "",
      hit.heading === hit.title ? "" : hit.heading,
      words[`tier_${hit.tier}`],
    ].filter(Boolean);
    if (place.length > 0) {
      link.append(element("span", "hit-place", place.join(" · ")));
    }
    const excerpt = element("span", "hit-excerpt");
    for (const piece of hit.excerpt) {
      excerpt.append(piece.mark ? element("mark", "", piece.text) : piece.text);
    }
    link.append(excerpt);
    return link;
  }

  /** @param {Results} results @param {string} query */
  function summary(results, query) {
    if (results.total === 0) {
      return format("none", { query });
    }
    return format(results.exact ? "found" : "found_about", { n: String(results.total) });
  }

  /**
   * Runs searches one after the other and shows only the newest.
   * @param {HTMLElement} status
   * @param {(results: Results | null, query: string) => void} show
   */
  function searcher(status, show) {
    let newest = 0;
    /** @param {string} query @param {number} limit */
    return async function run(query, limit) {
      const own = ++newest;
      if (query.trim() === "") {
        status.textContent = "";
        show(null, query);
        return;
      }
      const timer = setTimeout(() => {
        if (own === newest) {
          status.textContent = words.searching;
        }
      }, PATIENCE);
      try {
        const results = await hakusho.search(query, { limit });
        if (own === newest) {
          status.textContent = summary(results, query);
          show(results, query);
        }
      } catch (failure) {
        if (own === newest) {
          status.textContent = words.failed;
          show(null, query);
        }
      } finally {
        clearTimeout(timer);
      }
    };
  }

  /** @param {string} query */
  function searchPageUrl(query) {
    return `${hakusho.root}${hakusho.site.searchPage}?q=${encodeURIComponent(query)}`;
  }

  /** @type {HTMLDialogElement | null} */
  let dialog = null;

  /** Opens the dialog; the first time, builds it. */
  function open() {
    if (!dialog) {
      dialog = build();
      document.body.append(dialog);
    }
    if (!dialog.open) {
      dialog.showModal();
    }
    const input = dialog.querySelector("input");
    if (input) {
      input.focus();
      input.select();
    }
  }

  function build() {
    const box = /** @type {HTMLDialogElement} */ (element("dialog", "search-dialog"));
    box.setAttribute("aria-label", words.search_label);
    const form = element("form");
    form.setAttribute("role", "search");
    const input = /** @type {HTMLInputElement} */ (element("input"));
    input.type = "text";
    input.enterKeyHint = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.placeholder = words.placeholder;
    const close = /** @type {HTMLButtonElement} */ (element("button", "", words.close));
    close.type = "button";
    close.addEventListener("click", () => box.close());
    form.append(input, close);

    const list = element("div");
    list.id = "search-hits";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.results);
    const status = element("p", "search-status");
    status.setAttribute("role", "status");
    const scroll = element("div", "scroll");
    scroll.append(status, list);
    const foot = element("p", "foot");
    foot.append(element("span", "", words.help));
    const all = /** @type {HTMLAnchorElement} */ (element("a", "", words.all_results));
    if (hakusho.site.searchPage) {
      all.href = searchPageUrl("");
      foot.append(all);
    }
    box.append(form, scroll, foot);
    listen(box, input, list, all, status);
    return box;
  }

  /**
   * The behaviour of a combobox whose list is always in view.
   * @param {HTMLDialogElement} box
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {HTMLAnchorElement} all
   * @param {HTMLElement} status
   */
  function listen(box, input, list, all, status) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-label", words.search_label);
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    let selected = -1;

    /** @param {number} at */
    function select(at) {
      const options = list.children;
      options[selected]?.setAttribute("aria-selected", "false");
      selected = at;
      const option = options[selected];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", option.id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    /** @param {Results | null} results */
    function show(results) {
      const hits = results ? results.hits : [];
      list.replaceChildren(
        ...hits.map((hit, index) => {
          const option = hitLink(hit);
          option.id = `search-hit-${index}`;
          option.tabIndex = -1;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          return option;
        }),
      );
      list.hidden = hits.length === 0;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      selected = -1;
      select(hits.length > 0 ? 0 : -1);
    }

    const run = searcher(status, show);
    show(null);
    input.addEventListener("input", () => {
      // Also while an input method composes: しんだn is searched as it grows.
      if (all.href) {
        all.href = searchPageUrl(input.value);
      }
      run(input.value, DIALOG_HITS);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) {
        return;
      }
      const count = list.children.length;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        select((selected + step + count) % count);
      } else if (event.key === "Enter") {
        event.preventDefault();
        const option = list.children[selected];
        if (option instanceof HTMLElement) {
          option.click();
        } else if (all.href && input.value.trim() !== "") {
          all.click();
        }
      }
    });
    // A hit on this very page only scrolls: the dialog must not stay in front.
    list.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        box.close();
      }
    });
    box.addEventListener("click", (event) => {
      if (event.target === box) {
        box.close();
      }
    });
    box.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Makes the search page live: results while typing, the query in the address. */
  function page() {
    const form = document.querySelector("#search-page");
    const input = form?.querySelector("input");
    const place = document.getElementById("search-results");
    if (!form || !input || !place) {
      return;
    }
    const status = element("p", "search-status");
    status.setAttribute("role", "status");
    const list = element("ol");
    const more = /** @type {HTMLButtonElement} */ (element("button", "", words.more));
    more.type = "button";
    place.append(status, list, more);
    let limit = PAGE_HITS;
    const run = searcher(status, (results) => {
      const hits = results ? results.hits : [];
      list.replaceChildren(
        ...hits.map((hit) => {
          const item = element("li");
          item.append(hitLink(hit));
          return item;
        }),
      );
      list.hidden = hits.length === 0;
      more.hidden = !results || hits.length >= results.total;
    });
    list.hidden = true;
    more.hidden = true;
    more.addEventListener("click", () => {
      limit += PAGE_HITS;
      run(input.value, limit);
    });
    const update = () => {
      limit = PAGE_HITS;
      const query = input.value;
      try {
        const address = query === "" ? location.pathname : `?q=${encodeURIComponent(query)}`;
        history.replaceState(null, "", address);
      } catch (refused) {
        // The address is a convenience.
      }
      run(query, limit);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    input.addEventListener("input", update);
    const query = new URLSearchParams(location.search).get("q");
    if (query) {
      input.value = query;
      run(query, limit);
    }
    input.focus();
  }

  hakusho.ui = { open, page };
})();
