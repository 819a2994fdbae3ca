// @ts-check
// In every page that `hakusho serve` sends: reloads it after a build, shows the problems of the
// latest one. A custom element's shadow tree keeps the page's styles out of the panel.
(() => {
  "use strict";
  /**
   * @typedef {{severity: string, code: string, message: string, place: string,
   *   before: string, mark: string, after: string, help: string[]}} Problem
   * @typedef {{version: string, stale: boolean, problems: Problem[],
   *   words: {title: string, stale: string, close: string, open: string, lost: string}}} State
   */
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const own = script.dataset.version;
  const base = new URL(".", script.src);
  /** @type {State | undefined} */
  let state;
  let isOpen = true;
  let wasLost = false;

  const host = document.createElement("hakusho-serve");
  host.dataset.search = "off";
  const shadow = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("panel.css", base).href;
  const panel = document.createElement("div");
  shadow.append(style, panel);

  /**
   * @param {string} tag
   * @param {string} className
   * @param {(string | Node)[]} content
   */
  function make(tag, className, ...content) {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...content);
    return element;
  }

  /** @param {string} text @param {() => void} act */
  function button(text, act) {
    const made = /** @type {HTMLButtonElement} */ (make("button", "", text));
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /** @param {boolean} open */
  function toggle(open) {
    isOpen = open;
    show();
    shadow.querySelector("button")?.focus();
  }

  /** @param {Problem} problem */
  function item(problem) {
    const { severity, code, message, place, before, mark, after, help } = problem;
    const parts = [make("p", "message", make("b", severity, `${severity}[${code}]`), ` ${message}`)];
    if (place) parts.push(make("p", "place", place));
    if (before || mark || after) {
      parts.push(make("pre", "", make("code", "", before, make("mark", "", mark), after)));
    }
    parts.push(...help.map((line) => make("p", "help", line)));
    return make("li", "", ...parts);
  }

  /** The panel, as small as what there is to say. */
  function show() {
    if (!state) return;
    const { problems, words, stale } = state;
    host.hidden = problems.length === 0 && !wasLost;
    panel.className = stale ? "panel stale" : "panel";
    if (wasLost) {
      panel.replaceChildren(make("p", "lost", words.lost));
      return;
    }
    const count = `${words.title} ${problems.length}`;
    if (!isOpen) {
      const open = button(count, () => toggle(true));
      open.setAttribute("aria-label", `${words.open} (${problems.length})`);
      panel.replaceChildren(open);
      return;
    }
    const close = button(words.close, () => toggle(false));
    const list = make("ul", "", ...problems.map(item));
    const note = stale ? [make("p", "note", words.stale)] : [];
    panel.replaceChildren(make("div", "bar", make("h2", "", count), close), ...note, list);
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", words.title);
  }

  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen) toggle(false);
  });

  const events = new EventSource(new URL("events", base));
  events.addEventListener("message", (event) => {
    /** @type {State} */
    const next = JSON.parse(event.data);
    if (next.version !== own) {
      location.reload();
      return;
    }
    // Errors open the panel again; warnings wait to be asked for.
    if (!state || JSON.stringify(next.problems) !== JSON.stringify(state.problems)) {
      isOpen = next.stale;
    }
    state = next;
    wasLost = false;
    show();
  });
  events.addEventListener("error", () => {
    wasLost = true;
    show();
  });
  // A page that is kept for going back would hold one of the browser's few connections.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  document.body.append(host);
})();
