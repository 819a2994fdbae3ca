// Usage: node accessibility.mjs SITE [pages]
//
// With `pages` of any site; else of the sample, in whose search it looks as well:
// axe finds nothing on one page of each kind, light on a wide screen and dark on a narrow one, nor
// in the search in each of its states (results, filters, queries of before, marks in a page);
// html-validate finds nothing on any page.

import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { StaticConfigLoader, HtmlValidate } from "html-validate";

import {
  closeDialog,
  each,
  fileRoot,
  htmlPages,
  isAccessible,
  pageUrl,
  read,
  run,
  typeIntoDialog,
} from "./lib.mjs";

const [site, only] = process.argv.slice(2);
const SCREENS = [
  { name: "light 1280", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark 320", colorScheme: "dark", viewport: { width: 320, height: 640 } },
];

/** All pages of the top folder; of each other folder its index and its largest page. */
function pagesOfEveryKind() {
  const largest = new Map();
  const kinds = [];
  for (const path of htmlPages(site)) {
    const folder = dirname(path);
    if (folder === "." || path.endsWith("/index.html")) {
      kinds.push(path);
    } else {
      const size = statSync(join(site, path)).size;
      if (size > (largest.get(folder)?.size ?? 0)) {
        largest.set(folder, { path, size });
      }
    }
  }
  return [...kinds, ...Array.from(largest.values(), ({ path }) => path)].sort();
}

async function lookAtPages(page, report, paths, screen) {
  for (const path of paths) {
    await page.goto(pageUrl(fileRoot(site), path));
    await isAccessible(page, report, `${path}, ${screen}`);
  }
}

/** States of the dialog: hits, nothing found, a collection and its open fields, queries of before. */
async function lookAtDialog(page, report, screen) {
  const look = async (what) => {
    await isAccessible(page, report, `dialog with ${what}, ${screen}`);
  };
  await page.goto(pageUrl(fileRoot(site), "index.html"));
  for (const query of ["画像診断", "象形和音炭酸"]) {
    await typeIntoDialog(page, query);
    await page.locator("dialog[open] [role=status]", { hasText: /\d|「/ }).waitFor();
    await look(`「${query}」`);
    await closeDialog(page);
  }
  await typeIntoDialog(page, "診断");
  await page.locator("dialog[open] select").selectOption("measure");
  await page.locator("dialog[open] summary").first().click();
  await page.locator("dialog[open] .hit").first().waitFor();
  await look("filters");
  await page.locator("dialog[open] input").first().fill("介護ロボット 象形");
  await page.locator("dialog[open] .offers .count").first().waitFor();
  await look("advice");
  await page.locator("dialog[open] input").first().fill("診断");
  await page.locator("dialog[open] .hit").first().click();
  await page.locator(".found-bar").waitFor();
  await page.keyboard.press("/");
  await page.locator("dialog[open] .hit mark").first().waitFor();
  await look("the query of the page");
  await page.locator("dialog[open] input").first().fill("");
  await page.locator("dialog[open] button.recent").first().waitFor();
  await look("queries of before");
}

async function lookAtSearch(page, report, screen) {
  const root = fileRoot(site);
  const query = encodeURIComponent("診断");
  await page.goto(`${root}search.html?q=${query}&in=measure`);
  await page.locator("#search-results .hit").first().waitFor();
  await page.locator("#search-results summary").first().click();
  await isAccessible(page, report, `search page with results and filters, ${screen}`);
  await page.goto(`${root}fields/gazou-shindan.html?q=${query}`);
  await page.locator("mark.found.current").waitFor();
  await isAccessible(page, report, `page with marks, ${screen}`);
}

async function validate(report, paths) {
  const config = JSON.parse(readFileSync(new URL("htmlvalidate.json", import.meta.url), "utf8"));
  const validator = new HtmlValidate(new StaticConfigLoader(config));
  for (const path of paths) {
    const { results } = await validator.validateString(read(site, path), "page.html");
    for (const { messages } of results) {
      for (const { line, column, ruleId, message } of messages) {
        report.fault(`${path}:${line}:${column}: ${ruleId}: ${message}`);
      }
    }
  }
}

await run(async (browser, report) => {
  const all = htmlPages(site);
  await validate(report, all);
  const kinds = pagesOfEveryKind();
  for (const { name, ...screen } of SCREENS) {
    const context = await browser.newContext(screen);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await lookAtPages(page, report, kinds, name);
    if (only !== "pages") {
      await each(report, [lookAtDialog, lookAtSearch], page, report, name);
    }
    await context.close();
  }
  return `html-validate on ${all.length} pages, axe on ${kinds.length} kinds`;
});
