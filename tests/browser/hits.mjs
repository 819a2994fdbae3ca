// Usage: node hits.mjs CROWD
//
// What a hit shows: the match in its title as in its text, nothing twice, and no more of a very long
// title than one needs; on a narrow screen, too.

import { each, fileRoot, isAccessible, openPage, run, settled, typeIntoDialog } from "./lib.mjs";

const root = fileRoot(process.argv[2]);

/** By path, the title with its marks in brackets, and the text below it. */
function hits(page) {
  return page.locator("dialog[open] .hit").evaluateAll((links) =>
    Object.fromEntries(
      links.map((link) => {
        const text = (selector) =>
          Array.from(link.querySelector(selector).childNodes, (node) =>
            node.nodeName === "MARK" ? `[${node.textContent}]` : node.textContent,
          ).join("");
        const path = decodeURIComponent(link.pathname.split("/").slice(-2).join("/"));
        return [path, { title: text(".hit-title"), excerpt: text(".hit-excerpt") }];
      }),
    ),
  );
}

/** The hits of a query once they include a page. */
async function find(page, query, path) {
  await typeIntoDialog(page, query);
  const { value, right } = await settled(page, () => hits(page), (found) => path in found);
  if (!right) throw new Error(`「${query}」 finds ${Object.keys(value)}`);
  return value;
}

async function titlesAreMarkedLikeTexts(browser, report) {
  const cases = [
    ["渡し舟", "notes/ferry.html", "[渡し舟]"],
    // Another width, and a reading.
    ["ﾃﾞｰﾀ", "notes/data.html", "[データ]の扱い"],
    ["あつかい", "notes/data.html", "データの[扱い]"],
    // Each of several words.
    ["データ 扱い", "notes/data.html", "[データ]の[扱い]"],
    // What is only in the text is not marked in the title.
    ["紙に", "notes/data.html", "データの扱い"],
  ];
  for (const [query, path, title] of cases) {
    const page = await openPage(browser, root, "index.html");
    const found = (await find(page, query, path))[path];
    report.expect(found.title === title, `「${query}」 shows the title ${found.title}, not ${title}`);
    await page.close();
  }
}

async function nothingIsShownTwice(browser, report) {
  const page = await openPage(browser, root, "index.html");
  const found = await find(page, "渡し舟", "notes/ferry.html");
  const { excerpt } = found["notes/ferry.html"];
  report.expect(excerpt === "夏だけ動きます。", `below the title stands ${excerpt}`);
  const other = found["notes/words.html"].excerpt;
  report.expect(other === "渡船のことを[渡し舟]ともいいます。", `in the text: ${other}`);
  await page.close();
  const second = await openPage(browser, root, "index.html");
  const alone = (await find(second, "一筆箋", "notes/alone.html"))["notes/alone.html"];
  report.expect(alone.excerpt === "", `below a title without text stands ${alone.excerpt}`);
  await second.close();
}

async function longTitlesAreCut(browser, report) {
  const page = await openPage(browser, root, "index.html");
  await page.setViewportSize({ width: 320, height: 640 });
  const found = await find(page, "灯籠流し", "notes/long.html");
  const { title } = found["notes/long.html"];
  report.expect(title.length < 90, `${title.length} characters of a title are shown`);
  report.expect(title.startsWith("河川法施行令") && title.includes("[灯籠流し]"), `shown: ${title}`);
  report.expect(title.includes("…"), `nothing says that ${title} is cut`);
  await page.locator("dialog[open] input").first().fill("長い題");
  const both = await settled(page, () => hits(page), (seen) => "notes/address.html" in seen);
  report.expect(both.value["notes/address.html"].title.length < 90, "an address is not cut");
  const wide = await page.evaluate(() =>
    Array.from(document.querySelectorAll("dialog[open], dialog[open] .scroll"), (box) => box.scrollWidth - box.clientWidth),
  );
  report.expect(wide.every((by) => by <= 0), `${wide}px wider than a screen of 320px`);
  await isAccessible(page, report, "very long titles");
  await page.close();
}

/** Marks in links, in the colours of both schemes. */
async function marksInTitlesAreReadable(browser, report) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme });
    const page = await openPage(context, root, "index.html");
    await find(page, "渡し舟", "notes/ferry.html");
    await isAccessible(page, report, `marks in titles, ${colorScheme}`);
    await context.close();
  }
}

/** What is chosen stands out with the system's colours alone, too, on all four sides. */
async function forcedColoursShowTheChosenHit(browser, report) {
  const context = await browser.newContext({ forcedColors: "active" });
  const page = await openPage(context, root, "index.html");
  await find(page, "渡し舟", "notes/ferry.html");
  const frame = await page.locator("dialog[open] [aria-selected=true]").evaluate((hit) => {
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(hit);
    return { outlineStyle, inside: parseFloat(outlineWidth) + parseFloat(outlineOffset) };
  });
  report.expect(frame.outlineStyle === "solid", `the chosen hit has a ${frame.outlineStyle} frame`);
  report.expect(frame.inside <= 0, `the list cuts ${frame.inside}px off the frame`);
  await context.close();
}

/** WCAG 1.4.4: with letters of double size on a narrow screen there is room for what one types. */
async function largeLettersLeaveRoom(browser, report) {
  const page = await openPage(browser, root, "index.html");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await page.setViewportSize({ width: 320, height: 640 });
  const room = (selector) =>
    page.locator(selector).first().evaluate((input) => {
      const { paddingLeft, paddingRight } = getComputedStyle(input);
      return (input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) / 32;
    });
  await find(page, "渡し舟", "notes/ferry.html");
  report.expect((await room("dialog[open] input")) > 4, `the dialog's field holds ${await room("dialog[open] input")} letters`);
  await isAccessible(page, report, "large letters in the dialog");
  await page.goto(`${root}search.html`);
  report.expect((await room("#search-page input")) > 4, `the page's field holds ${await room("#search-page input")} letters`);
  await isAccessible(page, report, "large letters on the search page");
  await page.close();
}

/** Also on a phone that lies on its side and on a magnified screen (WCAG 1.4.10). */
async function lowScreensShowAHit(browser, report) {
  for (const [width, height] of [[640, 320], [320, 256]]) {
    const page = await openPage(browser, root, "index.html");
    await page.setViewportSize({ width, height });
    await find(page, "渡し舟", "notes/ferry.html");
    const shown = await page.evaluate(() => {
      const title = document.querySelector("dialog[open] .hit-title").getBoundingClientRect();
      return title.bottom <= document.querySelector("dialog[open] .scroll").getBoundingClientRect().bottom;
    });
    report.expect(shown, `no hit is in view on ${width}×${height}`);
    await page.close();
  }
}

async function largeNumbersAreGrouped(browser, report) {
  const page = await openPage(browser, root, "index.html");
  await typeIntoDialog(page, "水門");
  const status = page.locator("dialog[open] [role=status]");
  const { value } = await settled(page, () => status.textContent(), (text) => text === "1,100件");
  report.expect(value === "1,100件", `1100 hits are ${value}`);
  await page.close();
}

await run(async (browser, report) =>
  each(
    report,
    [
      titlesAreMarkedLikeTexts,
      nothingIsShownTwice,
      longTitlesAreCut,
      marksInTitlesAreReadable,
      forcedColoursShowTheChosenHit,
      largeLettersLeaveRoom,
      lowScreensShowAHit,
      largeNumbersAreGrouped,
    ],
    browser,
    report,
  ),
);
