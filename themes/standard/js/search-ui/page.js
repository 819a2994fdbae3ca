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

  const status = statusLine();
  const list = element("ol");
  const more = button(words.more, () => showMore());
  const offered = completions(input);
  const kept = recents(input);
  const narrow = filters(() => update("pushState"));
  const old = oldEditions(() => update("pushState"));
  const tips = element("p", "tips", words.tips);
  const bar = element("div", "search-bar");
  bar.append(status, offered.box);
  place.append(narrow.box, old.box, bar, kept.box, tips, list, more);

  let limit = PAGE_HITS;
  /** The hit to go to when more are shown. */
  let next = -1;
  const run = searcher(status, (results, query) => {
    const hits = results ? results.hits : [];
    list.replaceChildren(
      ...hits.map((hit) => {
        const item = element("li");
        item.append(hitLink(hit, query));
        return item;
      }),
    );
    list.hidden = hits.length === 0;
    more.hidden = !results || (results.exact ? hits.length >= results.total : hits.length < limit);
    list.querySelectorAll("a")[next]?.focus();
    next = -1;
    offered.update(query);
  });

  function search() {
    kept.draw();
    tips.hidden = input?.value.trim() !== "";
    run(input?.value || "", { ...narrow.narrowing(), ...old.narrowing() }, [limit]);
  }

  function showMore() {
    next = limit;
    limit += PAGE_HITS;
    search();
  }

  /** Searches anew and says so in the address. @param {"pushState" | "replaceState"} how */
  function update(how) {
    limit = PAGE_HITS;
    try {
      const address = searchAddress(location.pathname, input?.value || "", [...narrow.parameters(), ...old.parameters()]);
      history[how](null, "", address);
    } catch (refused) {
      // The address is a convenience.
    }
    search();
  }

  /** Searches for what the address says. */
  function read() {
    const parameters = new URLSearchParams(location.search);
    if (input) input.value = parameters.get("q") || "";
    narrow.set(parameters);
    old.set(parameters);
    limit = PAGE_HITS;
    search();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update("replaceState");
  });
  input.addEventListener("input", () => update("replaceState"));
  window.addEventListener("popstate", read);
  read();
  input.focus();
}
