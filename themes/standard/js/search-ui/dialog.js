// @ts-check
/* The search dialog: a field whose hits are always in view, and what narrows them down. */

/** Hits to show at once, and when the reader rests: a first answer loads few texts. */
const DIALOG_HITS = [8, 20];

/** @type {{box: HTMLDialogElement, input: HTMLInputElement, shown: () => void} | null} */
let dialog = null;

/** Opens the dialog; the first time, builds it. */
function openDialog() {
  dialog = dialog || build();
  const { box, input, shown } = dialog;
  if (!box.open) {
    box.showModal();
    shown();
  }
  input.focus();
  input.select();
  // It is needed at the first letter; if it is missing, the search says so.
  hakusho.load("search-engine.js").catch(() => {});
}

/** The dialog's field: a combobox, as its list is chosen from while the focus stays in it. */
function comboField() {
  const input = element("input");
  input.type = "text";
  input.enterKeyHint = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.placeholder = words.placeholder;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-label", words.search_label);
  input.setAttribute("aria-controls", "search-hits");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  return input;
}

function build() {
  const box = element("dialog", "search-dialog");
  box.setAttribute("aria-label", words.search_label);
  const form = element("form");
  form.setAttribute("role", "search");
  const input = comboField();
  form.append(input, button(words.close, () => closeDialog(box)));
  form.addEventListener("submit", (event) => event.preventDefault());

  const list = element("div");
  list.id = "search-hits";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.results);
  const status = statusLine();
  const offered = completions(input);
  const kept = recents(input);
  const narrow = filters(() => search());
  const old = oldEditions(() => search());
  const tips = element("p", "tips", words.tips);
  const bar = element("div", "search-bar");
  bar.append(status, offered.box);
  const scroll = element("div", "scroll");
  scroll.append(narrow.box, old.box, bar, kept.box, tips, list);
  const foot = element("p", "foot");
  foot.append(element("span", "", words.help));
  const all = element("a", "", words.all_results);
  if (hakusho.site.searchPage) foot.append(all);
  box.append(form, scroll, foot);

  const choice = chooser(input, list);
  const run = searcher(status, (results, query) => {
    choice.show((results ? results.hits : []).map((hit) => hitLink(hit, query)));
    offered.update(query);
  });
  /** Searches for what stands in the field, also while an input method composes: しんだn. */
  function search() {
    all.href = searchAddress(`${hakusho.root}${hakusho.site.searchPage}`, input.value, [...narrow.parameters(), ...old.parameters()]);
    kept.draw();
    const asked = input.value.trim() !== "";
    tips.hidden = asked;
    all.hidden = !asked;
    run(input.value, { ...narrow.narrowing(), ...old.narrowing() }, DIALOG_HITS);
  }
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isComposing(event)) return;
    event.preventDefault();
    if (!choice.follow(event) && hakusho.site.searchPage && input.value.trim() !== "") all.click();
  });
  closeOn(box, list);
  search();
  document.body.append(box);
  return { box, input, shown: kept.draw };
}

/** Closes at once, and takes the focus away before a next key could go to the field. @param {HTMLDialogElement} box */
function closeDialog(box) {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  box.close();
}

/** What closes the dialog. @param {HTMLDialogElement} box @param {HTMLElement} list */
function closeOn(box, list) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isComposing(event)) {
      event.preventDefault();
      closeDialog(box);
    }
  });
  // A hit on this very page only scrolls: the dialog must not stay in front.
  list.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) closeDialog(box);
  });
  // The dialog has no padding: a click on the element itself is one on its backdrop.
  box.addEventListener("click", (event) => {
    if (event.target === box) closeDialog(box);
  });
}

/**
 * Choosing one of the hits by keys while the focus stays in the field.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 */
function chooser(input, list) {
  let selected = -1;
  /** Whether the reader has moved in the list, so that Home and End mean the list. */
  let moving = false;
  const options = () => /** @type {HTMLAnchorElement[]} */ ([...list.children]);

  /** @param {number} at */
  function select(at) {
    options()[selected]?.setAttribute("aria-selected", "false");
    selected = at;
    const option = options()[selected];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest", behavior: "instant" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** Where a key leads to in the list, if anywhere. @param {string} key */
  function target(key) {
    const count = list.children.length;
    if (count === 0) return -1;
    if (key === "ArrowDown") return (selected + 1) % count;
    if (key === "ArrowUp") return (selected - 1 + count) % count;
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
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      moving = false;
    }
  });
  input.addEventListener("input", () => {
    moving = false;
  });

  return {
    /** Shows hits; one that the reader has chosen stays chosen. @param {HTMLAnchorElement[]} links */
    show(links) {
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
    },
    /** Follows the chosen hit; with Ctrl or ⌘ in a tab of its own. @param {KeyboardEvent} event */
    follow({ ctrlKey, metaKey, shiftKey }) {
      const option = options()[selected];
      const click = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
      option?.dispatchEvent(new MouseEvent("click", click));
      return Boolean(option);
    },
  };
}
