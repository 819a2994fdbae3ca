// @ts-check
/* The bar above a page with marks: which match one is at, the way to the others and back. */

/** The nearest element around a mark that makes up a block. @param {HTMLElement} mark */
function blockOf(mark) {
  let block = mark.parentElement;
  while (block && !BLOCKS.has(block.tagName)) block = block.parentElement;
  return block;
}

/** Brings a match into view, out of closed details, too. @param {HTMLElement} mark */
function reveal(mark) {
  for (let at = mark.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  const { top, bottom } = mark.getBoundingClientRect();
  const bar = document.querySelector(".found-bar");
  const covered = bar ? bar.getBoundingClientRect().bottom : 0;
  if (top < covered || bottom > innerHeight) mark.scrollIntoView({ block: "center" });
}

/** Leaves the query out of the address. */
function forgetAddress() {
  try {
    const left = new URLSearchParams(location.search);
    left.delete("q");
    const search = String(left) && `?${left}`;
    history.replaceState(history.state, "", location.pathname + search + location.hash);
  } catch (refused) {
    // The marks then come back when the page is loaded again.
  }
}

/** Reading goes on where one was: the next Tab starts from there. @param {HTMLElement | null} block */
function focusOn(block) {
  if (!block) return;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
}

/** The query whose matches the page marks now; empty without marks. */
const markedQuery = () => document.querySelector(".found-bar")?.getAttribute("data-query") || "";

/**
 * @param {string} query
 * @param {HTMLElement[][]} matches
 * @param {number} first
 */
function showBar(query, matches, first) {
  const bar = element("section", "found-bar");
  bar.setAttribute("aria-label", format("marks_of", { query }));
  bar.dataset.query = query;
  let at = first;

  const seen = element("span");
  seen.setAttribute("aria-hidden", "true");
  const heard = element("span", "visually-hidden");
  const status = element("p", "found-at");
  status.setAttribute("role", "status");
  status.append(seen, heard);

  /** @param {number} to */
  function go(to) {
    for (const mark of matches[at]) mark.classList.remove("current");
    at = (to + matches.length) % matches.length;
    for (const mark of matches[at]) mark.classList.add("current");
    seen.textContent = `${at + 1} / ${matches.length}`;
    heard.textContent = format("mark_at", { n: at + 1, total: matches.length });
    reveal(matches[at][0]);
  }

  function end() {
    const block = blockOf(matches[at][0]);
    document.removeEventListener("keydown", endByKey);
    unmark(matches);
    bar.remove();
    forgetAddress();
    focusOn(block);
  }

  /** Esc in the page; in a field or a dialog it means that. @param {KeyboardEvent} event */
  function endByKey(event) {
    const isTaken = event.defaultPrevented || isComposing(event) || document.querySelector("dialog[open]");
    const inField = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (event.key === "Escape" && !isTaken && !inField) end();
  }

  const controls = element("div");
  /** @type {[string, () => void][]} */
  const ways = matches.length < 2 ? [] : [["mark_previous", () => go(at - 1)], ["mark_next", () => go(at + 1)]];
  for (const [key, act] of [...ways, /** @type {[string, () => void]} */ (["mark_end", end])]) {
    const control = button(words[key], act);
    control.setAttribute("aria-label", words[`${key}_label`]);
    controls.append(control);
  }
  document.addEventListener("keydown", endByKey);
  bar.append(element("p", "found-query", format("quoted", { query })), status, controls);
  const layout = document.querySelector(".layout");
  if (layout) layout.before(bar);
  else document.body.prepend(bar);
  go(first);
}
