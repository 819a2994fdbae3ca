// Usage: node reading.mjs SITE
//
// What helps readers on a page: the menu of narrow screens, the picture of all relations, copying
// code, the table of contents. By keyboard, from file://, and without scripts. The site is the plan.

import { each, fileRoot, pageUrl, run } from "./lib.mjs";

const site = process.argv[2];
const root = fileRoot(site);

/** A page on a screen of that width. */
async function open(browser, path, width, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  await page.goto(pageUrl(root, path));
  return page;
}

async function menuOpensOverTheText(browser, report) {
  const page = await open(browser, "works/wall.html", 360);
  const nav = page.locator("[id='page.nav']");
  report.expect(!(await nav.isVisible()), "the menu is open before it is asked for");
  await page.locator(".to-nav").focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog.menu[open]").waitFor();
  report.expect(await nav.isVisible(), "the menu holds no navigation");
  const isInside = () => page.evaluate(() => document.activeElement.closest("dialog.menu") !== null);
  for (let times = 0; times < 30; times += 1) {
    await page.keyboard.press("Tab");
    const outside = !(await isInside()) && (await page.evaluate(() => document.activeElement !== document.body));
    report.expect(!outside, "the focus leaves the open menu");
  }
  await page.keyboard.press("Escape");
  report.expect(!(await nav.isVisible()), "Esc does not close the menu");
  const back = await page.evaluate(() => document.activeElement.className);
  report.expect(back === "to-nav", `the focus is not where it was: ${back}`);
  await page.keyboard.press("Space");
  await page.locator("dialog.menu a", { hasText: "目標一覧" }).click();
  await page.waitForURL("**/goals/index.html");
  await page.context().close();
}

async function withoutScriptsTheMenuIsBelow(browser, report) {
  const page = await open(browser, "works/wall.html", 360, { javaScriptEnabled: false });
  await page.locator(".to-nav").click();
  report.expect(page.url().endsWith("#page.nav"), "the link leads to no menu");
  report.expect(await page.locator("[id='page.nav'] a").first().isVisible(), "no menu");
  await page.context().close();
}

async function notesStandBesideTheirLines(browser, report) {
  const places = async (width, options) => {
    const page = await open(browser, "works/wall.html", width, options);
    const box = async (locator) => locator.boundingBox();
    const marker = await box(page.locator("a[role='doc-noteref']"));
    const note = await box(page.locator(".notes li"));
    const text = await box(page.locator(".body li", { has: page.locator("sup") }));
    await page.emulateMedia({ media: "print" });
    const printed = await box(page.locator(".notes li"));
    const printedText = await box(page.locator(".body"));
    report.expect(printed.y >= printedText.y + printedText.height, `printed in the text: ${width}`);
    await page.context().close();
    return { isBeside: note.x >= text.x + text.width, apart: Math.abs(note.y - marker.y) };
  };
  const wide = await places(1440, {});
  report.expect(wide.isBeside && wide.apart < 8, `at 1440: ${JSON.stringify(wide)}`);
  for (const [width, options] of [[1000, {}], [360, {}], [1440, { javaScriptEnabled: false }]]) {
    const end = await places(width, options);
    report.expect(!end.isBeside && end.apart > 8, `at ${width}: ${JSON.stringify(end)}`);
  }
}

async function relationsAreTracedAndNarrowedDown(browser, report) {
  const page = await open(browser, "graph.html", 1280);
  const shown = () => page.locator("svg.graph a:visible").allTextContents();
  const all = await shown();
  report.expect(all.length === 9, `${all.length} records`);
  await page.locator("svg.graph a", { hasText: "防潮堤" }).focus();
  const lit = await page.locator("svg.graph a.on").count();
  report.expect(lit === 3, `${lit} records lit, not the wall, its goal and the gate`);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/works/wall.html");
  await page.goBack();
  await page.locator(".graph-filter input").fill("蓄電");
  const left = await shown();
  report.expect(left.length === 2, `left: ${left.join(" ")}`);
  const status = await page.locator(".graph-bar [role=status]").textContent();
  report.expect(status === "1件", `status: ${status}`);
  const boxes = await page.locator("svg.graph a:visible rect").evaluateAll((all) =>
    all.map((box) => Math.round(box.getBoundingClientRect().y)),
  );
  report.expect(new Set(boxes).size === 1, `the two do not stand side by side: ${boxes}`);
  await page.locator(".graph-filter input").fill("");
  report.expect((await shown()).length === all.length, "not all come back");
  await page.context().close();
}

async function withoutScriptsPicturesAreWhole(browser, report) {
  const page = await open(browser, "graph.html", 1280, { javaScriptEnabled: false });
  report.expect((await page.locator("svg.graph a:visible").count()) === 9, "records are missing");
  await page.locator("summary").click();
  const words = await page.locator(".in-words > ul > li").count();
  report.expect(words === 6, `${words} records in words`);
  await page.goto(pageUrl(root, "roadmap.html"));
  report.expect((await page.locator(".bar").count()) === 6, "bars are missing");
  await page.goto(pageUrl(root, "works/index.html"));
  report.expect((await page.locator(".rollup").count()) === 2, "status bars are missing");
  await page.context().close();
}

async function codeIsCopied(browser, report) {
  const page = await open(browser, "manual.html", 1280, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.locator(".copy").first().click();
  await page.locator(".copy", { hasText: "コピーしました" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  report.expect(copied === "watergate close --all\n", `copied: ${JSON.stringify(copied)}`);
  await page.context().close();
}

async function contentsFollowTheReader(browser, report) {
  const page = await open(browser, "manual.html", 1500);
  const current = page.locator(".contents [aria-current]");
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.locator(".contents [aria-current]", { hasText: "元に戻す" }).waitFor();
  report.expect((await current.count()) === 1, "more than one section is current");
  await page.locator(".contents a", { hasText: "閉じる" }).click();
  await page.locator(".contents [aria-current]", { hasText: "閉じる" }).waitFor();
  await page.context().close();
}

await run(async (browser, report) => {
  const checks = [
    menuOpensOverTheText,
    withoutScriptsTheMenuIsBelow,
    relationsAreTracedAndNarrowedDown,
    withoutScriptsPicturesAreWhole,
    codeIsCopied,
    contentsFollowTheReader,
    notesStandBesideTheirLines,
  ];
  await each(report, checks, browser, report);
  return `${checks.length} ways of reading`;
});
