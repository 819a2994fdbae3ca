// Usage: node languages.mjs SITE
//
// Readers change the language of a page, by keyboard and without scripts, and search the pages of
// the language that they read in, from file:// as well. Titles in another language say so.

import { bothRoots, each, openPage, pageOf, pageUrl, run, settled, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];

async function theLanguageIsChanged(browser, root, report) {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    await page.goto(pageUrl(root, "rules/mooring.html"));
    const english = page.locator(".languages a", { hasText: "English" });
    report.expect((await english.getAttribute("lang")) === "en", "the name has no language");
    await english.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/en/rules/mooring.html");
    const heading = await page.locator("h1").innerText();
    report.expect(heading === "Mooring", `the heading is ${heading}`);
    const lang = await page.locator("html").getAttribute("lang");
    report.expect(lang === "en", `the page's language is ${lang}`);
    // No such page in Chinese: its home page instead.
    await page.locator(".languages a", { hasText: "简体中文" }).click();
    await page.waitForURL("**/zh-Hans/index.html");
    await page.locator(".languages a", { hasText: "日本語" }).click();
    await page.waitForURL((url) => !/\/(en|zh-Hans)\//.test(url.href));
    await context.close();
  }
}

async function linksStayInTheLanguage(browser, root, report) {
  const page = await openPage(browser, root, "en/index.html");
  const fishing = page.locator("article a", { hasText: "fishing" });
  report.expect((await fishing.getAttribute("href")) === "../rules/fishing.html", "fishing");
  await page.locator("article a", { hasText: "mooring" }).click();
  await page.waitForURL("**/en/rules/mooring.html");
  const home = await page.locator(".site-title a").getAttribute("href");
  report.expect(home === "../../en/index.html", `the home page is ${home}`);
  const entries = await page.locator(".sidebar a").allInnerTexts();
  report.expect(!entries.join().includes("釣り"), `the sidebar has ${entries}`);
  await page.close();
}

async function eachLanguageIsSearchedByItself(browser, root, report) {
  const found = async (path, query) => {
    const page = await openPage(browser, root, path);
    const results = await page.evaluate((q) => globalThis.hakusho.search(q), query);
    await page.close();
    return results.hits.map((hit) => pageOf(hit.url)).sort();
  };
  const expectations = [
    ["rules/mooring.html", "係留", ["index.html", "rules/mooring.html"]],
    ["rules/mooring.html", "moored", []],
    ["en/index.html", "moored", ["en/rules/mooring.html"]],
    ["en/index.html", "日没", []],
    ["zh-Hans/index.html", "规定", ["zh-Hans/index.html"]],
  ];
  for (const [path, query, expected] of expectations) {
    const hits = await found(path, query);
    report.expect(`${hits}` === `${expected}`, `${query} on ${path}: ${hits}`);
  }
  const page = await openPage(browser, root, "en/rules/mooring.html");
  await typeIntoDialog(page, "ropes");
  await page.locator("dialog[open] a", { hasText: "Mooring" }).first().click();
  await page.waitForURL("**/en/rules/mooring.html?**");
  await page.goto(pageUrl(root, "en/search.html") + "?q=sunset");
  await page.locator("#search-results a", { hasText: "Mooring" }).first().waitFor();
  await page.close();
}

async function whoFindsNothingIsHelpedInTheLanguage(browser, root, report) {
  const page = await openPage(browser, root, "en/index.html");
  await typeIntoDialog(page, "harbour zebra");
  const offers = page.locator("dialog[open] .offers");
  const { value } = await settled(page, () => offers.innerText(), (text) => text !== "");
  report.expect(/^harbour\s+1 found$/.test(value), `offered: ${value}`);
  const said = await page.locator("dialog[open] [role=status]").innerText();
  report.expect(said.startsWith("Nothing found for “harbour zebra”."), `said: ${said}`);
  await page.locator("dialog[open] .advice").getByRole("link", { name: "Rules" }).click();
  await page.waitForURL(`${root}en/rules/index.html`);
  // There is none in Chinese.
  await page.goto(`${root}zh-Hans/index.html`);
  await typeIntoDialog(page, "zebra");
  const table = page.locator("dialog[open] .advice a");
  await table.waitFor();
  const href = await table.getAttribute("href");
  report.expect(href === "../rules/index.html", `the table is at ${href}`);
  await page.close();
}

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  const checks = [
    theLanguageIsChanged,
    linksStayInTheLanguage,
    eachLanguageIsSearchedByItself,
    whoFindsNothingIsHelpedInTheLanguage,
  ];
  for (const root of roots) {
    await each(report, checks, browser, root, report);
  }
  server.close();
  return `${checks.length} ways with languages`;
});
