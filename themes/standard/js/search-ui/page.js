// @ts-check
/* The search page: what is asked lives in its address, so that it can be kept and passed on. */

/** Hits to show at first, and how many more at a time. */
const PAGE_HITS = 20;

/** Makes the search page live: results while typing, filters, the query in the address. */
function showPage() {
  const form = document.querySelector("#search-page");
  const input = form?.querySelector("input");
  const place = document.getElementById("search-results");
  if (!form || !input || !place) return;
  input.spellcheck = false;
  input.placeholder = words.placeholder;

  const { title } = document;
  /** What was asked, for paper. */
  const asked = element("p", "on-paper");
  const status = statusLine();
  const list = element("ol");
  const more = button(words.more, () => showMore());
  const offered = completions(input);
  const kept = recents(input);
  const narrow = filters(() => update("pushState"));
  const helped = advice(input, narrow);
  const how = tips();
  const bar = element("div", "search-bar");
  bar.append(status, offered.box);
  place.append(asked, narrow.box, bar, helped.box, kept.box, how, list, more);
  arrows(input, list, "a");

  let limit = PAGE_HITS;
  /** The hit to go to when hits are shown: the first of more, or the one that the reader comes back from. */
  let next = -1;
  const { run } = searcher(status, (results, query) => {
    const hits = results ? results.hits : [];
    list.replaceChildren(...hits.map((hit, at) => row(hit, at, query)));
    list.hidden = hits.length === 0;
    more.hidden = !results || (results.exact ? hits.length >= results.total : hits.length < limit);
    list.querySelectorAll("a")[next]?.focus();
    next = -1;
    offered.update(query);
    helped.show(results, query);
    narrow.count(query, results ? limit : 0).then(sayAsked);
  });

  /** On paper there is neither the field nor the choices. */
  function sayAsked() {
    const query = input?.value.trim();
    asked.textContent = query ? [format("quoted", { query }), ...narrow.said()].join(" · ") : "";
  }

  /** @param {Hit} hit @param {number} at @param {string} query */
  function row(hit, at, query) {
    const item = element("li");
    const link = hitLink(hit, query);
    link.addEventListener("click", () => bookmark({ limit, at }));
    item.append(link);
    return item;
  }

  /** Keeps with the address how far the list was read. @param {{limit: number, at: number}} state */
  function bookmark(state) {
    try {
      history.replaceState(state, "");
    } catch (refused) {
      // A list that begins anew is no loss.
    }
  }

  function search() {
    const query = input?.value.trim() || "";
    kept.draw();
    how.hidden = query !== "";
    document.title = query ? `${format("quoted", { query })} ${title}` : title;
    run(input?.value || "", narrow.narrowing(), [limit]);
  }

  function showMore() {
    next = limit;
    limit += PAGE_HITS;
    bookmark({ limit, at: -1 });
    search();
  }

  /** Searches anew and says so in the address. @param {"pushState" | "replaceState"} how */
  function update(how) {
    limit = PAGE_HITS;
    try {
      const address = searchAddress(location.pathname, input?.value || "", narrow.parameters());
      history[how](null, "", address);
    } catch (refused) {
      // The address is a convenience.
    }
    search();
  }

  /** Searches for what the address says, as far as the reader had come. */
  function read() {
    const parameters = new URLSearchParams(location.search);
    if (input) input.value = parameters.get("q") || "";
    narrow.set(parameters);
    limit = Number(history.state?.limit) || PAGE_HITS;
    next = Number(history.state?.at ?? -1);
    search();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update("replaceState");
  });
  input.addEventListener("input", () => update("replaceState"));
  window.addEventListener("popstate", read);
  read();
  if (next < 0) input.focus();
}
