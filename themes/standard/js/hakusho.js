// @ts-check
// On every page: the search stub, the keys that open search, the colour switch. What only
// searchers need (search-ui.js, search-engine.js and the index) is loaded on first use, by script
// elements, because browsers refuse fetch and modules on file://.

(function () {
  "use strict";

  /**
   * @typedef {{strings: Record<string, Record<string, string>>,
   *   collections: Record<string, {ja: string, en: string}>,
   *   tables: Record<string, {url: string, title: {ja: string, en: string}}[]>, search: boolean,
   *   searchPages: Record<string, string>, searchPage: string | null,
   *   editions: {id: string, title: string, date: string, folder: string, languages: string[]}[],
   *   scripts: Record<string, string>}} SiteData
   * @typedef {{url: string, title: string, titleMarks: [number, number][],
   *   collection: string | null, heading: string | null,
   *   excerpt: {text: string, mark: boolean}[], tier: string, score: number,
   *   edition?: {id: string, title: string, date: string}}} Hit
   * @typedef {{total: number, exact: boolean, hits: Hit[]}} Results
   * @typedef {{limit?: number, collection?: string, filters?: Record<string, string[]>,
   *   editions?: boolean | string[], literal?: boolean}} Options
   */

  const site = /** @type {SiteData} */ (/** @type {any} */ (window).hakushoSite);
  const html = document.documentElement;
  const root = html.dataset.root || "";
  const index = html.dataset.index || "";
  site.searchPage = site.searchPages[index] || null;
  const lang = html.lang.startsWith("en") ? "en" : "ja";
  const words = site.strings[lang] || {};
  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /**
   * Loads a script of the theme once. A failure is forgotten, so that the next use tries again.
   * @param {string} name
   * @returns {Promise<void>}
   */
  function load(name) {
    let promise = loaded.get(name);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + site.scripts[name];
        script.onload = () => resolve();
        script.onerror = () => {
          loaded.delete(name);
          script.remove();
          reject(new Error(words.failed));
        };
        document.head.append(script);
      });
      loaded.set(name, promise);
    }
    return promise;
  }

  const hakusho = Object.assign(/** @type {any} */ (window).hakusho || {}, {
    root,
    lang,
    words,
    site,
    load,
    /**
     * Searches the site.
     * @param {string} query
     * @param {Options} [options]
     * @returns {Promise<Results>}
     */
    async search(query, options) {
      if (!site.search) {
        throw new Error(words.disabled);
      }
      await load("search-engine.js");
      return hakusho.engine.search(query, options || {});
    },
  });
  /** @type {any} */ (window).hakusho = hakusho;

  /** The search page's own field, if this is that page. */
  function pageField() {
    return /** @type {HTMLInputElement | null} */ (document.querySelector("#search-page input"));
  }

  /** Opens the dialog, or goes to the field on the search page. */
  async function openSearch() {
    const field = pageField();
    if (field) {
      field.focus();
      field.select();
      return;
    }
    try {
      await load("search-ui.js");
      hakusho.ui.open();
    } catch (failure) {
      if (site.searchPage) {
        location.href = root + site.searchPage;
      }
    }
  }

  /** Whether a key is meant for a field; one in a closed dialog can still have the focus. @param {EventTarget | null} target */
  function isTyping(target) {
    return (
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
      !target.closest("dialog:not([open])")
    );
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) {
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const isK = control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const isSlash = !control && !event.altKey && event.key === "/" && !isTyping(event.target);
    if (isK || isSlash) {
      event.preventDefault();
      openSearch();
    }
  }

  /** A hit brought the reader here with the query in the address: the page shows where it stands. */
  async function showMarks() {
    const query = new URLSearchParams(location.search).get("q");
    if (!query || !document.querySelector("article")) {
      return;
    }
    try {
      await load("search-ui.js");
      await hakusho.ui.mark(query);
    } catch (failure) {
      // The page reads as well without marks.
    }
  }

  /** With scripts, the header's form becomes a button that opens the dialog. */
  function replaceForm() {
    const form = document.querySelector(".site-header .search-form");
    if (!form) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "open-search";
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    button.append(words.search);
    const key = document.createElement("kbd");
    key.setAttribute("aria-hidden", "true");
    key.append("/");
    button.append(" ", key);
    button.addEventListener("click", openSearch);
    form.replaceWith(button);
  }

  const SCHEMES = ["auto", "light", "dark"];

  function addColourSwitch() {
    const tools = document.querySelector(".site-header .tools");
    if (!tools) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "colours";
    const show = () => {
      button.textContent = words[`theme_${html.dataset.theme || "auto"}`];
    };
    button.addEventListener("click", () => {
      const at = SCHEMES.indexOf(html.dataset.theme || "auto");
      const next = SCHEMES[(at + 1) % SCHEMES.length];
      if (next === "auto") {
        delete html.dataset.theme;
      } else {
        html.dataset.theme = next;
      }
      try {
        localStorage.setItem("hakusho-theme", next);
      } catch (refused) {
        // The choice then lasts as long as the page.
      }
      show();
    });
    show();
    tools.append(button);
  }

  addColourSwitch();
  if (site.search) {
    replaceForm();
    document.addEventListener("keydown", onKey);
    if (pageField()) {
      load("search-ui.js").then(
        () => hakusho.ui.page(),
        () => {
          const results = document.getElementById("search-results");
          if (results) {
            results.textContent = words.failed;
          }
        },
      );
    } else {
      showMarks();
    }
  }
})();
