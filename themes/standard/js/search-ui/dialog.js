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
    // Who has come here by a hit and searches again begins with the same words.
    if (input.value === "" && markedQuery() !== "") enter(input, markedQuery());
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

/** The dialog's first row: its field, a button that empties it, one that closes. @param {HTMLInputElement} input @param {() => void} close */
function fieldRow(input, close) {
  const form = element("form");
  form.setAttribute("role", "search");
  const empty = button("×", () => enter(input, ""), "empty");
  empty.setAttribute("aria-label", words.empty);
  const field = element("div", "field");
  field.append(input, empty);
  form.append(field, button(words.close, close));
  form.addEventListener("submit", (event) => event.preventDefault());
  return { form, empty };
}

function build() {
  const box = element("dialog", "search-dialog");
  box.setAttribute("aria-label", words.search_label);
  const input = comboField();
  const { form, empty } = fieldRow(input, () => closeDialog(box));

  const list = element("div");
  list.id = "search-hits";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.results);
  const status = statusLine();
  const offered = completions(input);
  const kept = recents(input);
  const narrow = filters(() => search());
  const helped = advice(input, narrow);
  const how = tips();
  const bar = element("div", "search-bar");
  bar.append(status, offered.box);
  const scroll = element("div", "scroll");
  scroll.append(narrow.box, bar, helped.box, kept.box, how, list);
  const foot = element("p", "foot");
  foot.append(element("span", "", words.help));
  const all = element("a", "", words.all_results);
  if (hakusho.site.searchPage) foot.append(all);
  box.append(form, scroll, foot);

  const choice = chooser(input, list, scroll);
  const { run, then } = searcher(status, (results, query, limit) => {
    const hits = results ? results.hits : [];
    choice.show(hits.map((hit) => hitLink(hit, query)), query);
    all.hidden = hits.length === 0;
    offered.update(query);
    helped.show(results, query);
    narrow.count(query, limit);
  });
  /** Searches for what stands in the field, also while an input method composes: しんだn. */
  function search() {
    all.href = searchAddress(`${hakusho.root}${hakusho.site.searchPage}`, input.value, narrow.parameters());
    kept.draw();
    empty.hidden = input.value === "";
    how.hidden = input.value.trim() !== "";
    run(input.value, narrow.narrowing(), DIALOG_HITS);
  }
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isComposing(event)) return;
    event.preventDefault();
    // On a screen that is touched the key puts the keyboard away; hits are tapped.
    if (matchMedia("(hover: none)").matches && !choice.isMoving()) input.blur();
    else then(() => choice.follow(event));
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
