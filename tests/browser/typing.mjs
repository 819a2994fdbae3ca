// Usage: node typing.mjs FIXTURE
//
// What Japanese readers type finds what they mean, in a real browser, from file:// and over http:
// kana and romaji, kana under composition, inflected forms, dates in any notation, synonyms,
// spellings. Each query finds exactly its pages; each hit says how it was found.

import { bothRoots, compose, openPage, run, settled, shownHits } from "./lib.mjs";

const site = process.argv[2];

const keys = (page, text) => page.keyboard.type(text);
const whole = (page, text) => page.keyboard.insertText(text);
/** Each step of an input method, as the keys of the last kana come in. */
const composed = async (page, text) => {
  for (let end = 1; end <= text.length; end += 1) {
    await compose(page, text.slice(0, end));
  }
};

/** How it is typed, what, the pages with the words that say how they were found, what the status says. */
const CASES = [
  [whole, "しんだん", { "health/checkup.html": "よみ" }],
  [keys, "shindan", { "health/checkup.html": "よみ" }],
  [composed, "しんだn", { "health/checkup.html": "よみ" }],
  [composed, "しんだん", { "health/checkup.html": "よみ" }],
  [whole, "はしった", { "diary/run.html": "よみ" }],
  [whole, "走る", { "diary/run.html": "活用形" }],
  [keys, "H30.12.19", { "notices/wareki.html": "完全一致", "notices/western.html": "日付" }],
  [whole, "2018年12月19日", { "notices/western.html": "完全一致", "notices/wareki.html": "日付" }],
  [whole, "平成30年度", { "notices/fiscal.html": "日付" }],
  [keys, "PHR", { "health/phr.html": "完全一致", "health/record.html": "同義語" }],
  [whole, "ＰＨＲ", { "health/phr.html": "表記ゆれ", "health/record.html": "同義語" }],
  [whole, "サーバ", { "systems/servers.html": "完全一致", "systems/server.html": "完全一致" }],
  [whole, "サーバー", { "systems/server.html": "完全一致", "systems/servers.html": "表記ゆれ" }],
  [whole, "サバ", { "systems/server.html": "ゆるい一致", "systems/servers.html": "ゆるい一致" }, "2件（うちゆるい一致 2件）"],
  [whole, "象形和音炭酸", {}],
];

const asText = (hits) =>
  hits.map(({ path, tier }) => `${path} ${tier}`).sort().join(", ") || "nothing";

async function checkCase(page, report, root, [type, query, expected, number]) {
  await page.keyboard.press("/");
  await page.locator("dialog[open] input").first().waitFor();
  await type(page, query);
  const wanted = asText(Object.entries(expected).map(([path, tier]) => ({ path, tier })));
  const status = page.locator("dialog[open] [role=status]");
  const look = async () => {
    const found = asText(await shownHits(page, root, "dialog[open]"));
    return `${found} (${await status.textContent()})`;
  };
  const count = Object.keys(expected).length;
  const said = number || (count > 0 ? `${count}件` : `「${query}」は見つかりませんでした`);
  const isWanted = (seen) => seen.startsWith(`${wanted} (${said}`);
  const { value, right } = await settled(page, look, isWanted);
  report.expect(right, `${root} 「${query}」 finds ${value}; wanted: ${wanted} (${said})`);
}

/** A query while it is being composed, the conversion, and Enter lead to the page and its marks. */
async function composeConvertAndGo(browser, report, root) {
  const page = await openPage(browser, root, "index.html");
  await page.keyboard.press("/");
  await page.locator("dialog[open] input").first().waitFor();
  await composed(page, "はしった");
  await page.locator("dialog[open] .hit").first().waitFor();
  // Ends the composition with the converted words.
  await page.keyboard.insertText("走った");
  const tier = page.locator("dialog[open] .hit .tier").first();
  const { value } = await settled(page, () => tier.textContent(), (text) => text === "完全一致");
  report.expect(value === "完全一致", `「走った」 is found by ${value}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/run\.html/);
  const mark = page.locator("article mark.found");
  await mark.first().waitFor();
  const marked = await mark.allTextContents();
  report.expect(marked.join() === "走った", `marked in the page: ${marked}`);
  await page.close();
}

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  for (const root of roots) {
    for (const given of CASES) {
      const page = await openPage(browser, root, "notices/later.html");
      page.on("pageerror", (error) => report.fault(`${given[1]}: ${error.message}`));
      await checkCase(page, report, root, given);
      await page.close();
    }
    await composeConvertAndGo(browser, report, root);
  }
  server.close();
  return `${CASES.length} queries from ${roots.length} roots`;
});
