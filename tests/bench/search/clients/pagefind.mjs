// Pagefind's documented API: search, then the data of the results that are shown.

let pagefind;

window.engine = {
  async open() {
    const address = new URL("pagefind/pagefind.js", location.href).href;
    pagefind = await import(address);
    await pagefind.options({ baseUrl: "/" });
    await pagefind.init();
  },

  async search(query, limit) {
    const { results } = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, limit).map((result) => result.data()));
    return shown.map(({ url }) => ({ url: url.slice(1) }));
  },
};
