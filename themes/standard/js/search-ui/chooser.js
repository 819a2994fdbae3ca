// @ts-check
/* Choosing one of the dialog's hits by keys while the focus stays in the field. */

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {HTMLElement} scroller what the list scrolls in
 */
function chooser(input, list, scroller) {
  let selected = -1;
  /** Whether the reader has moved in the list, so that Home and End mean the list. */
  let moving = false;
  /** The query that the hits are of. */
  let shown = "";
  const options = () => /** @type {HTMLAnchorElement[]} */ ([...list.children]);

  /** @param {number} at */
  function select(at) {
    options()[selected]?.setAttribute("aria-selected", "false");
    selected = at;
    const option = options()[selected];
    if (option) {
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** Brings the chosen hit into view; with the first one, what stands above the hits. */
  function reveal() {
    if (selected === 0) scroller.scrollTo({ top: 0, behavior: "instant" });
    options()[selected]?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** How many hits one view holds: so far PageDown goes. */
  function view() {
    const tall = Math.max(1, list.offsetHeight / list.children.length);
    return Math.max(1, Math.floor(scroller.clientHeight / tall));
  }

  /** Where a key leads to in the list, if anywhere. @param {string} key */
  function target(key) {
    const count = list.children.length;
    if (count === 0) return -1;
    if (key === "ArrowDown") return (selected + 1) % count;
    if (key === "ArrowUp") return (selected - 1 + count) % count;
    if (key === "PageDown") return Math.min(count - 1, selected + view());
    if (key === "PageUp") return Math.max(0, selected - view());
    if (moving && key === "Home") return 0;
    if (moving && key === "End") return count - 1;
    return -1;
  }

  input.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    const to = held || isComposing(event) ? -1 : target(event.key);
    if (to >= 0) {
      event.preventDefault();
      moving = true;
      select(to);
      reveal();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      moving = false;
    }
  });
  input.addEventListener("input", () => {
    moving = false;
  });

  return {
    isMoving: () => moving,
    /**
     * Shows hits; one that the reader has chosen stays chosen, and more hits of the same query leave
     * the list where the reader has scrolled it.
     * @param {HTMLAnchorElement[]} links
     * @param {string} query
     */
    show(links, query) {
      const kept = moving ? options()[selected]?.href : undefined;
      links.forEach((option, index) => {
        option.id = `search-hit-${index}`;
        option.tabIndex = -1;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
      });
      list.replaceChildren(...links);
      list.hidden = links.length === 0;
      input.setAttribute("aria-expanded", String(links.length > 0));
      selected = -1;
      const again = links.findIndex(({ href }) => href === kept);
      select(links.length > 0 ? Math.max(0, again) : -1);
      if (query !== shown) scroller.scrollTo({ top: 0, behavior: "instant" });
      shown = query;
    },
    /**
     * Follows the chosen hit; with Ctrl or ⌘ in a tab of its own. Not every browser does that for a
     * click that no reader has made.
     * @param {KeyboardEvent} event
     */
    follow({ ctrlKey, metaKey, shiftKey }) {
      const option = options()[selected];
      if (!option) return;
      if (ctrlKey || metaKey || shiftKey) {
        option.dispatchEvent(new MouseEvent("auxclick"));
        window.open(option.href, "_blank", "noopener");
      } else {
        option.click();
      }
    },
  };
}
