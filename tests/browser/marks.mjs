// Usage: node marks.mjs FIXTURE
//
// A page that a hit has opened: marks across emphasis, links and ruby, the bar that leads from one
// to the next, and nothing left when it is closed.

import { each, fileRoot, openPage, run, settled } from "./lib.mjs";

const root = fileRoot(process.argv[2]);
const QUERY = "水門の点検";
const q = `?q=${encodeURIComponent(QUERY)}`;
/** Paragraph, heading, emphasis, link, ruby, code, last paragraph; not across two items. */
const MATCHES = 7;

const position = (page) => page.locator(".found-at [aria-hidden]").textContent();

async function openMarked(browser, fragment = "") {
  const page = await openPage(browser, root, "index.html");
  await page.goto(`${root}marks.html${q}${fragment}`);
  await page.locator(".found-bar").waitFor();
  return page;
}

/** Whether the current mark is in view and not below the bar. */
function currentIsInView(page) {
  return page.evaluate(() => {
    const { top, bottom } = document.querySelector(".found.current").getBoundingClientRect();
    return top >= document.querySelector(".found-bar").getBoundingClientRect().bottom && bottom <= innerHeight;
  });
}

async function everyMatchIsMarkedWhole(browser, report) {
  const page = await openMarked(browser);
  const said = await position(page);
  report.expect(said === `1 / ${MATCHES}`, `the bar says ${said}`);
  // Text without the readings of the ruby.
  const marked = await page.evaluate(() =>
    Array.from(document.querySelectorAll(".found"), (mark) => mark.textContent).join(""),
  );
  report.expect(marked === QUERY.repeat(MATCHES), `marked: ${marked}`);
  const silent = await page.locator("rt .found, [data-search=off] .found").count();
  report.expect(silent === 0, `${silent} marks in what is not the page's text`);
  const inLink = await page.locator("a > .found").count();
  report.expect(inLink === 1, `${inLink} marks in links`);
  await page.close();
}

async function buttonsGoFromMatchToMatch(browser, report) {
  const page = await openMarked(browser);
  const next = page.getByRole("button", { name: "次へ" });
  await next.focus();
  for (let at = 2; at <= MATCHES; at += 1) {
    await page.keyboard.press("Enter");
    const said = await position(page);
    report.expect(said === `${at} / ${MATCHES}`, `next: ${said}`);
    const { right } = await settled(page, () => currentIsInView(page), Boolean);
    report.expect(right, `match ${at} is not in view`);
  }
  await page.keyboard.press("Enter");
  report.expect((await position(page)) === `1 / ${MATCHES}`, "after the last comes the first");
  await page.getByRole("button", { name: "前へ" }).press("Enter");
  report.expect((await position(page)) === `${MATCHES} / ${MATCHES}`, "before the first is the last");
  const heard = await page.locator(".found-at").textContent();
  report.expect(heard.includes(`${MATCHES}か所のうち${MATCHES}番目`), `screen readers hear ${heard}`);
  await page.close();
}

async function beginsWhereTheAddressPoints(browser, report) {
  const page = await openMarked(browser, "#inspection");
  report.expect((await position(page)) === `2 / ${MATCHES}`, `begins at ${await position(page)}`);
  const { right } = await settled(page, () => currentIsInView(page), Boolean);
  report.expect(right, "the match to begin with is not in view");
  await page.close();
}

async function closingLeavesThePageAsItWas(browser, report) {
  const plain = await openPage(browser, root, "marks.html");
  const article = (page) => page.locator("article").evaluate((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let count = 0;
    while (texts.nextNode()) count += 1;
    return `${count} ${element.innerHTML}`;
  });
  const before = await article(plain);
  report.expect((await plain.locator(".found-bar").count()) === 0, "a bar without a query");
  const page = await openMarked(browser, "#inspection");
  await page.getByRole("button", { name: "閉じる" }).press("Enter");
  const block = await page.evaluate(() => document.activeElement.id);
  report.expect(block === "inspection", `the focus is at ${block}`);
  report.expect(page.url() === `${root}marks.html#inspection`, `the address is ${page.url()}`);
  report.expect((await page.locator(".found, .found-bar").count()) === 0, "marks or the bar stay");
  await page.evaluate(() => document.activeElement.blur());
  report.expect((await article(page)) === before, "the article is not as it was");
  await page.reload();
  await page.waitForTimeout(300);
  report.expect((await page.locator(".found").count()) === 0, "marks come back");
  await plain.close();
  await page.close();
}

/** A note's marker is no text of the page: a match goes on behind it. */
async function markersOfNotesDoNotPartMatches(browser, report) {
  const page = await openPage(browser, root, "index.html");
  await page.goto(`${root}marks.html?q=${encodeURIComponent("残します。")}`);
  await page.locator(".found-bar").waitFor();
  const marked = await page.locator(".found").allTextContents();
  // In the paragraph with the marker, and in the note.
  report.expect(marked.join("|") === "残します|。|残します。", `marked around a note: ${marked.join("|")}`);
  await page.close();
}

/** WCAG 2.4.11: what has the focus is never below the bar. */
async function theBarCoversNoFocus(browser, report) {
  const page = await openMarked(browser);
  await page.setViewportSize({ width: 360, height: 640 });
  // Without it the way to a place is an animation that others may cut short.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const bar = await page.locator(".found-bar").boundingBox();
  report.expect(bar.x >= 0 && bar.width <= 360, `the bar is ${bar.width}px wide`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  report.expect(wide <= 0, `${wide}px wider than the screen`);
  const bars = () => page.evaluate(() => document.querySelector(".found-bar").getBoundingClientRect().bottom);
  const link = page.locator("article a[href$='lock.html']");
  const top = () => link.evaluate((element) => element.getBoundingClientRect().top);
  // A link that lies below the bar comes out when the focus reaches it.
  await link.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    scrollBy({ top: top - 10, behavior: "instant" });
  });
  report.expect((await top()) < (await bars()), "the bar does not stay in view");
  await link.focus();
  const { right } = await settled(page, async () => (await top()) >= (await bars()), Boolean, 40);
  report.expect(right, `a link with the focus is at ${await top()}, the bar ends at ${await bars()}`);
  // So does what the address points at.
  await page.evaluate(() => {
    location.hash = "片付け";
  });
  const heading = page.locator("article :target");
  await heading.waitFor();
  const stands = () => heading.evaluate((element) => element.getBoundingClientRect().top);
  const shown = await settled(page, stands, (at) => at < 300, 60);
  report.expect(shown.right && shown.value >= (await bars()), `a heading gone to is at ${shown.value}`);
  await page.close();
}

/** From anywhere in the page, but not from a field, where Esc means that. */
async function escapeEndsTheMarks(browser, report) {
  const page = await openMarked(browser);
  const bars = () => page.locator(".found-bar").count();
  await page.evaluate(() => {
    const field = document.createElement("input");
    document.querySelector("article").append(field);
    field.focus();
  });
  await page.keyboard.press("Escape");
  report.expect((await bars()) === 1, "Esc in a field takes the marks away");
  await page.evaluate(() => document.activeElement.remove());
  await page.keyboard.press("Escape");
  report.expect((await bars()) === 0, "Esc in the page leaves the marks");
  report.expect((await page.locator(".found").count()) === 0, "Esc leaves marks without their bar");
  await page.close();
}

async function oneMatchHasNoNext(browser, report) {
  const page = await openPage(browser, root, "index.html");
  await page.goto(`${root}rules/fest.html?q=${encodeURIComponent("手前")}`);
  await page.locator(".found-bar").waitFor();
  const names = await page.locator(".found-bar button").allTextContents();
  report.expect(names.join() === "閉じる", `the bar of one match has ${names}`);
  await page.close();
}

/** WCAG 1.4.4: with letters of double size on a narrow screen everything is still there. */
async function theBarHoldsLargeLetters(browser, report) {
  const page = await openPage(browser, root, "index.html");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${root}marks.html${q}`);
  await page.locator(".found-bar").waitFor();
  const lost = await page.evaluate(() => {
    const bar = document.querySelector(".found-bar").getBoundingClientRect();
    const parts = [...document.querySelectorAll(".found-query, .found-at, .found-bar button")];
    const isInside = (part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return right - left > 16 && left >= 0 && right <= innerWidth && top >= bar.top && bottom <= bar.bottom;
    };
    return parts.filter((part) => !isInside(part)).map((part) => part.textContent);
  });
  report.expect(lost.length === 0, `not in the bar: ${lost}`);
  const { right } = await settled(page, () => currentIsInView(page), Boolean);
  report.expect(right, "the first match is below the bar");
  await page.close();
}

async function paperShowsNoMarks(browser, report) {
  const page = await openMarked(browser);
  await page.emulateMedia({ media: "print" });
  report.expect(!(await page.locator(".found-bar").isVisible()), "the bar is printed");
  const ground = await page.locator(".found").first().evaluate((mark) => getComputedStyle(mark).backgroundColor);
  report.expect(ground === "rgba(0, 0, 0, 0)", `marks are printed on ${ground}`);
  const frame = await page.locator(".found.current").first().evaluate((mark) => getComputedStyle(mark).outlineStyle);
  report.expect(frame === "none", `the current mark is printed with a ${frame} frame`);
  await page.close();
}

await run(async (browser, report) =>
  each(
    report,
    [
      everyMatchIsMarkedWhole,
      buttonsGoFromMatchToMatch,
      markersOfNotesDoNotPartMatches,
      beginsWhereTheAddressPoints,
      closingLeavesThePageAsItWas,
      theBarCoversNoFocus,
      escapeEndsTheMarks,
      oneMatchHasNoNext,
      theBarHoldsLargeLetters,
      paperShowsNoMarks,
    ],
    browser,
    report,
  ),
);
