// Usage: node editions.mjs SITE
//
// Search finds the text as it is now. Readers who tick the box, and scripts that ask, find what old
// editions alone say, too, marked as such; from a page of an old edition as well.

import { bothRoots, closeDialog, each, isAccessible, openPage, pageOf, run, settled, shownHits, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];

/** What the page's own script finds: `path`, with the edition behind an old one. */
function found(page, query, options) {
  return page
    .evaluate(([q, o]) => globalThis.hakusho.search(q, o), [query, options])
    .then(({ hits }) => hits.map((hit) => pageOf(hit.url) + (hit.edition ? `@${hit.edition.id}` : "")));
}

async function scriptsFindOldEditionsWhenTheyAsk(browser, root, report) {
  const wording = "介護事務所";
  const training = "研修を年1回";
  const old = (id) => `editions/${id}/tasks/t04.html@${id}`;
  const expectations = [
    [wording, {}, []],
    [wording, { editions: false }, []],
    [wording, { editions: true }, ["editions/2023/tasks/t01.html@2023"]],
    [wording, { editions: ["2024"] }, []],
    [training, { editions: true }, [old("2024"), old("2023")]],
    [training, { editions: ["2023"] }, [old("2023")]],
    [training, { editions: true, limit: 1 }, [old("2024")]],
    // What still holds is found once, where it stands now.
    ["120万人", { editions: true }, ["tasks/t02.html"]],
    ["公表する", { editions: true }, ["tasks/t01.html", "editions/2023/tasks/t01.html@2023"]],
  ];
  for (const path of ["index.html", "editions/2023/tasks/t01.html"]) {
    const page = await openPage(browser, root, path);
    for (const [query, options, expected] of expectations) {
      const hits = await found(page, query, options);
      report.expect(`${hits}` === `${expected}`, `${query} ${JSON.stringify(options)} on ${path}: ${hits}`);
    }
    const { hits } = await page.evaluate((q) => globalThis.hakusho.search(q, { editions: true }), wording);
    const { id, title, date } = hits[0].edition;
    report.expect(`${id} ${title} ${date}` === "2023 当初 令和5年", `the edition is ${id} ${title} ${date}`);
    await page.close();
  }
}

async function noFileOfAnOldEditionIsLoadedUnasked(browser, root, report) {
  const page = await openPage(browser, root, "editions/2023/tasks/t01.html");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await found(page, "協定", {});
  const loaded = asked.filter((url) => url.includes("/search/"));
  report.expect(loaded.length > 0 && !loaded.some((url) => url.includes("/editions/")), `loads ${loaded}`);
  await page.close();
}

/** The box and the marks, light on a wide screen and dark on a narrow one. */
async function theDialogIsAccessible(browser, root, report) {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 640 } });
    page.setDefaultTimeout(10_000);
    await page.goto(`${root}tasks/t01.html`);
    await typeIntoDialog(page, "訪問員の研修");
    await page.getByRole("checkbox", { name: "過去の版も" }).check();
    await page.locator("dialog[open] .hit-edition").first().waitFor();
    await isAccessible(page, report, `a dialog with old editions, ${colorScheme}`);
    await page.close();
  }
}

/** What only old editions say is a tip away, and choices count it. */
async function whoFindsNothingIsLedToOldEditions(browser, root, report) {
  const context = await browser.newContext();
  const page = await openPage(context, root, "tasks/t01.html");
  await typeIntoDialog(page, "介護事務所");
  await page.getByRole("button", { name: "過去の版も探す" }).click();
  const shown = () => shownHits(page, root, "dialog[open]");
  const { right } = await settled(page, shown, (now) => now.length === 1);
  report.expect(right, "the tip leads to no old edition");
  const isTicked = await page.getByRole("checkbox", { name: "過去の版も" }).isChecked();
  report.expect(isTicked, "the tip does not tick the box");
  const options = () => page.locator("dialog[open] option").allTextContents();
  const { value } = await settled(page, options, ([all]) => all === "すべて（1件）");
  report.expect(value[0] === "すべて（1件）", `the collections say ${value}`);
  await page.locator("dialog[open] input").first().fill("象形和音炭酸");
  await page.locator("dialog[open] .advice").waitFor();
  const again = await page.getByRole("button", { name: "過去の版も探す" }).count();
  report.expect(again === 0, "the tip stays when old editions are searched");
  await context.close();
}

async function readersTickABox(browser, root, report) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${root}tasks/t01.html`);
  await typeIntoDialog(page, "介護事務所");
  const status = page.locator("dialog[open] [role=status]");
  const says = (text) => settled(page, () => status.innerText(), (now) => now.includes(text));
  report.expect((await says("見つかりません")).right, `at first: ${await status.innerText()}`);
  const box = page.getByRole("checkbox", { name: "過去の版も" });
  await box.check();
  const shown = () => shownHits(page, root, "dialog[open]");
  const { value: hits, right } = await settled(page, shown, (now) => now.length === 1);
  report.expect(right && hits[0].path === "editions/2023/tasks/t01.html", `hits: ${JSON.stringify(hits)}`);
  const mark = page.locator("dialog[open] .hit-edition");
  report.expect((await mark.innerText()) === "過去の版: 当初（令和5年）", "the mark says something else");
  const all = await page.locator("dialog[open] .foot a").getAttribute("href");
  report.expect(all.endsWith("&editions=1"), `all results are at ${all}`);

  // The hit opens the old page, where the words are marked.
  await page.locator("dialog[open] .hit").click();
  await page.waitForURL("**/editions/2023/tasks/t01.html?**");
  await page.locator("mark.found", { hasText: "介護事務所" }).waitFor();
  await page.locator(".old-edition").waitFor();

  // The choice is remembered, from one page to the next.
  await page.goto(`${root}search.html?q=${encodeURIComponent("介護事務所")}`);
  await page.locator("#search-results .hit-edition").waitFor();
  report.expect(await box.isChecked(), "the choice is forgotten");
  await box.uncheck();
  await page.locator("#search-results .hit").waitFor({ state: "detached" });
  report.expect(!new URL(page.url()).searchParams.has("editions"), `the address is ${page.url()}`);
  await page.goto(`${root}search.html?q=${encodeURIComponent("介護事務所")}&editions=1`);
  await page.locator("#search-results .hit-edition").waitFor();
  await context.close();
}

async function theHeaderOfAnOldPageSearches(browser, root, report) {
  const page = await openPage(browser, root, "editions/2023/tasks/t01.html");
  await page.locator(".open-search").click();
  await page.locator("dialog[open] input").first().waitFor();
  await page.keyboard.insertText("協定");
  await page.locator("dialog[open] .hit").first().waitFor();
  const hits = await shownHits(page, root, "dialog[open]");
  report.expect(hits[0].path === "tasks/t01.html", `the first hit is ${hits[0].path}`);
  await closeDialog(page).catch(() => {});
  await page.close();
}

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  const checks = [
    scriptsFindOldEditionsWhenTheyAsk,
    noFileOfAnOldEditionIsLoadedUnasked,
    readersTickABox,
      whoFindsNothingIsLedToOldEditions,
    theDialogIsAccessible,
    theHeaderOfAnOldPageSearches,
  ];
  for (const root of roots) {
    await each(report, checks, browser, root, report);
  }
  server.close();
  return `${checks.length} ways with old editions`;
});
