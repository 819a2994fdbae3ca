// @ts-check
/* Words that continue what is typed, as buttons below the field. */

/**
 * The query with its last word replaced; a sign in front of the word (`-`, `"`) stays.
 * @param {string} query
 * @param {string} word
 */
function continued(query, word) {
  return query.replace(/[^\s"]*$/, (last) => (last.startsWith("-") ? "-" : "") + word);
}

/**
 * Offers words for the field; → at its end takes the first.
 * @param {HTMLInputElement} input
 */
function completions(input) {
  const box = group("chips", words.completions);
  box.hidden = true;
  let newest = 0;
  let composing = false;

  /** @param {string} word */
  const take = (word) => enter(input, continued(input.value, word));

  /** @param {string[]} offered */
  function offer(offered) {
    box.replaceChildren(...offered.map((word) => button(word, () => take(word), "chip")));
    box.hidden = offered.length === 0;
  }

  /** Offers words for a query that was searched: the files they stand in are then loaded. @param {string} query */
  async function update(query) {
    const own = ++newest;
    if (composing || query.trim() === "") {
      offer([]);
      return;
    }
    try {
      const offered = await (await engine()).complete(query);
      if (own === newest && !composing) offer(offered);
    } catch (failure) {
      // The search itself says what is missing.
      if (own === newest) offer([]);
    }
  }

  input.addEventListener("compositionstart", () => {
    composing = true;
    update("");
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    update(input.value);
  });
  input.addEventListener("keydown", (event) => {
    const first = box.querySelector("button");
    const atEnd = input.selectionStart === input.value.length;
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "ArrowRight" && plain && atEnd && first && !isComposing(event)) {
      event.preventDefault();
      first.click();
    }
  });
  return { box, update };
}
