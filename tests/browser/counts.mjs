// Usage: node counts.mjs CROWD
//
// Beside each collection and each value of a field stands how many hits it leaves: as bounds while
// not all are compared, and exactly what choosing it then finds.

import { bothRoots, each, isAccessible, openPage, run, settled, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];
const PHRASE = "水門の管理";

/** As `crowd.rs` makes them: 1,100 records of three kinds, every fourth without the phrase. */
const RECORDS = Array.from({ length: 1100 }, (_, n) => ({ kind: n % 3, hasPhrase: n % 4 !== 0 }));
const KINDS = ["安全", "清掃", "行事"];
const number = (n) => `${n.toLocaleString("ja")}件`;
const phrases = (kind) => RECORDS.filter((record) => record.kind === kind && record.hasPhrase).length;

const options = (page) => page.locator("dialog[open] select option").allTextContents();
const values = (page) => page.locator("dialog[open] .facets label").allTextContents();
const status = (page) => page.locator("dialog[open] [role=status]").textContent();

async function expectTexts(page, report, look, expected, what) {
  const { value } = await settled(page, look, (texts) => `${texts}` === `${expected}`);
  report.expect(`${value}` === `${expected}`, `${what}: ${value}, not ${expected}`);
}

async function choicesSpeakOfTheHits(browser, report, root) {
  const page = await openPage(browser, root, "index.html");
  await page.keyboard.press("/");
  await page.locator("dialog[open] select").waitFor();
  await expectTexts(page, report, () => options(page), ["すべて", "項目"], "nothing asked");
  await page.locator("dialog[open] select").selectOption("item");
  const all = KINDS.map((kind, at) => `${kind} ${number(RECORDS.filter((record) => record.kind === at).length)}`);
  await expectTexts(page, report, () => values(page), [...all, "空席 1件"], "values, nothing asked");

  await page.locator("dialog[open] input").first().fill("渡し舟");
  await expectTexts(page, report, () => options(page), ["すべて（2件）", "項目（0件）"], "渡し舟");
  await expectTexts(page, report, () => values(page), [...KINDS, "空席"].map((kind) => `${kind} 0件`), "values of 渡し舟");
  const faint = await page.locator("dialog[open] .facets label.none").count();
  report.expect(faint === 4, `${faint} of 4 values without hits are faint`);
  await page.locator("dialog[open] summary").first().click();
  await isAccessible(page, report, "values without hits");

  // Two characters are one gram: exact without comparing a thousand texts.
  await page.locator("dialog[open] input").first().fill("水門");
  await expectTexts(page, report, () => options(page), ["すべて（1,100件）", "項目（1,100件）"], "水門");
  await expectTexts(page, report, () => values(page), [...all, "空席 0件"], "values of 水門");
  await page.close();
}

/** Every number that was on show, by mutation. */
async function watch(page) {
  await page.evaluate(() => {
    globalThis.seen = [];
    const box = document.querySelector("dialog[open] .facets");
    new MutationObserver(() => {
      globalThis.seen.push(Array.from(box.querySelectorAll(".count"), (count) => count.textContent));
    }).observe(box, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => globalThis.seen);
}

async function boundsComeBeforeExactNumbers(browser, report, root) {
  const page = await openPage(browser, root, "index.html");
  await page.keyboard.press("/");
  await page.locator("dialog[open] select").selectOption("item");
  await page.locator("dialog[open] .facets label").first().waitFor({ state: "attached" });
  const seen = await watch(page);
  await page.locator("dialog[open] input").first().fill(PHRASE);
  const expected = [...KINDS.map((kind, at) => `${kind} ${number(phrases(at))}`), "空席 0件"];
  await expectTexts(page, report, () => values(page), expected, "in the end");
  let bounds = 0;
  for (const counts of await seen()) {
    KINDS.forEach((kind, at) => {
      const [, least, most] = /^([\d,]+)～([\d,]+)件$/.exec(counts[at] || "") || [];
      if (least === undefined) return;
      bounds += 1;
      const [low, high] = [least, most].map((text) => Number(text.replace(",", "")));
      const truth = phrases(at);
      report.expect(low <= truth && truth <= high && low < high, `${kind}: ${truth} is not in ${counts[at]}`);
    });
  }
  report.expect(bounds > 0, "numbers are exact although not all hits were compared");

  // What a choice says is what it finds; the other field's values do not change with it.
  await page.locator("dialog[open] summary").first().click();
  await page.locator("dialog[open] .facets input").nth(1).check();
  const isExact = async () => (await page.evaluate((query) =>
    window.hakusho.search(query, { limit: Infinity, collection: "item", filters: { kind: ["清掃"] } }), PHRASE)).total;
  report.expect((await isExact()) === phrases(1), "the search finds another number");
  await expectTexts(page, report, () => values(page), expected, "with a value ticked");
  report.expect(/件/.test(await status(page)), "the status says no number");
  await page.close();
}

/** Numbers of collections cost no file that the hits on show do not need. */
async function collectionsAreCountedForNothing(browser, report, root) {
  const filesOf = async (act) => {
    const context = await browser.newContext();
    const page = await openPage(context, root, "index.html");
    const files = new Set();
    page.on("request", (request) => {
      const [, file] = /\/search\/(.*)\.js/.exec(request.url()) || [];
      if (file) files.add(file);
    });
    await act(page);
    await context.close();
    return [...files].sort();
  };
  const searched = await filesOf((page) => page.evaluate(async (query) => {
    for (const limit of [8, 20]) await window.hakusho.search(query, { limit });
    await window.hakusho.engine.complete(query);
  }, PHRASE));
  const counted = await filesOf(async (page) => {
    await typeIntoDialog(page, PHRASE);
    const isLast = () => page.locator("dialog[open] .hit").count();
    await settled(page, isLast, (count) => count === 20);
    await settled(page, () => options(page), ([all]) => /～/.test(all));
    // What is to come at rest would come now.
    await page.waitForTimeout(1000);
  });
  report.expect(`${counted}` === `${searched}`, `counting loads ${counted}, searching ${searched}`);
}

const BEHAVIOURS = [choicesSpeakOfTheHits, boundsComeBeforeExactNumbers, collectionsAreCountedForNothing];

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  for (const root of roots) {
    await each(report, BEHAVIOURS, browser, report, root);
  }
  server.close();
  return `${BEHAVIOURS.length} behaviours from ${roots.length} roots`;
});
