// Usage: node tables.mjs SITE
//
// The table of a collection: sorted and narrowed down by keyboard alone, kept in the address, whole
// without scripts. The site is the plan.

import { each, fileRoot, pageUrl, run } from "./lib.mjs";

const address = pageUrl(fileRoot(process.argv[2]), "works/index.html");

async function open(browser, query = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  await page.goto(address + query);
  return page;
}

/** The printed numbers of the rows that are shown, in order. */
async function shown(page) {
  const cells = await page.locator("table.records tbody tr:visible td.number").allTextContents();
  return cells.map((cell) => cell.replace("取組", "")).join("");
}

/** Presses Tab until the element has the focus. */
async function tabTo(page, selector) {
  for (let times = 0; times < 60; times += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((found) => document.activeElement.matches(found), selector)) return;
  }
  throw new Error(`Tab never reaches ${selector}`);
}

async function sortsByTypedValues(browser, report) {
  const page = await open(browser);
  const expect = async (words, expected) => {
    const found = await shown(page);
    report.expect(found === expected, `${words}: ${found}, not ${expected}`);
  };
  await expect("at first", "123456");
  await tabTo(page, "th[data-key=period] button");
  await page.keyboard.press("Enter");
  // By when they begin; the one without a start by its end.
  const order = await page.locator("td[data-sort]").evaluateAll((cells) =>
    cells.filter((cell) => cell.cellIndex === 3).map((cell) => cell.dataset.sort),
  );
  report.expect(order.join() === [...order].sort().join(), `periods: ${order}`);
  report.expect(order.length === 6, `${order.length} periods`);
  await tabTo(page, "th[data-key=status] button");
  await page.keyboard.press("Enter");
  await expect("by status, in the order of the schema", "452316");
  await page.keyboard.press("Enter");
  await expect("by status, descending", "612345");
  const sorted = await page.locator("th[aria-sort]").getAttribute("aria-sort");
  report.expect(sorted === "descending", `aria-sort: ${sorted}`);
  await page.reload();
  await expect("after a reload", "612345");
  await page.context().close();
}

async function narrowsDownAndComesBack(browser, report) {
  const page = await open(browser);
  await tabTo(page, ".table-filters input");
  await page.keyboard.type("高台");
  const status = () => page.locator(".table-filters [role=status]").textContent();
  report.expect((await shown(page)) === "346", `by words: ${await shown(page)}`);
  report.expect((await status()) === "6件中3件", `status: ${await status()}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  report.expect((await shown(page)) === "3", `by words and status: ${await shown(page)}`);
  const kept = new URL(page.url()).searchParams;
  report.expect(kept.get("t") === "高台" && kept.get("f.status") === "着手", `address: ${kept}`);
  const other = await open(browser, `?${kept}&sort=title`);
  report.expect((await shown(other)) === "3", "the address does not bring it back");
  await other.context().close();
  await tabTo(page, ".table-filters button");
  await page.keyboard.press("Enter");
  report.expect((await shown(page)) === "123456", "reset does not show all");
  report.expect(page.url() === address, `reset leaves ${page.url()}`);
  const focus = await page.evaluate(() => document.activeElement.tagName);
  report.expect(focus === "INPUT", `the focus is lost to ${focus}`);
  await page.context().close();
}

async function aValueThatIsGoneHidesNothing(browser, report) {
  const page = await open(browser, "?f.status=%E5%BB%83%E6%AD%A2&sort=nothing");
  report.expect((await shown(page)) === "123456", `shown: ${await shown(page)}`);
  await page.context().close();
}

async function withoutScriptsTheTableIsWhole(browser, report) {
  const page = await open(browser, "?t=%E9%AB%98%E5%8F%B0", { javaScriptEnabled: false });
  report.expect((await shown(page)) === "123456", `shown: ${await shown(page)}`);
  report.expect((await page.locator("article button, article input").count()) === 0, "dead controls");
  report.expect((await page.locator(".data-files a").count()) === 2, "no data files");
  await page.context().close();
}

async function numbersStandAtTheRightOnOneLine(browser, report) {
  for (const options of [{}, { javaScriptEnabled: false }, { viewport: { width: 360, height: 800 } }]) {
    const page = await open(browser, "", options);
    await page.goto(address.replace("works/", "goals/"));
    for (const media of ["screen", "print"]) {
      await page.emulateMedia({ media });
      const cells = await page.locator("td.figures").evaluateAll((all) =>
        all.filter((cell) => cell.textContent.includes("円")).map((cell) => {
          const text = document.createRange();
          text.selectNodeContents(cell);
          const box = text.getBoundingClientRect();
          const line = parseFloat(getComputedStyle(cell).lineHeight);
          const gap = cell.getBoundingClientRect().right - box.right;
          return { words: cell.textContent, isOneLine: box.height < 1.5 * line, gap };
        }),
      );
      const where = `${JSON.stringify(options)} ${media}`;
      report.expect(cells.length > 1, `${where}: ${cells.length} sums`);
      for (const { words, isOneLine, gap } of cells) {
        report.expect(isOneLine, `${where}: ${words} is broken`);
        report.expect(gap < 16, `${where}: ${words} is ${gap} px from the edge`);
      }
    }
    await page.context().close();
  }
}

await run(async (browser, report) => {
  const checks = [
    sortsByTypedValues,
    narrowsDownAndComesBack,
    aValueThatIsGoneHidesNothing,
    withoutScriptsTheTableIsWhole,
    numbersStandAtTheRightOnOneLine,
  ];
  return each(report, checks, browser, report);
});
