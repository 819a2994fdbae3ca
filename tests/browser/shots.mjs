// Usage: node shots.mjs SITE OUTDIR [NAME…]
//
// Pictures of a site for people to look at: each kind of page, the menu, the first page as printed,
// each state of the search (of the sample), light and dark, on a wide and on a narrow screen. No test reads them.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { fileRoot, htmlPages, launch, pageUrl, typeIntoDialog } from "./lib.mjs";

const [site, out, ...wanted] = process.argv.slice(2);
const QUERY = "診断";
const ASKED = encodeURIComponent(QUERY);
const PAGES = {
  home: "index.html",
  measure: "measures/m08.html",
  target: "targets/health-1.html",
  table: "measures/index.html",
  graph: "graph.html",
  roadmap: "roadmap.html",
  printed: "document.html",
};
/** Pages that are looked at as on paper, too. */
const ON_PAPER = ["measure", "graph", "printed"];

/** The page that the dialog is opened on. */
async function home(page) {
  await page.goto(pageUrl(fileRoot(site), "index.html"));
}

/** States of the search: what a reader does to get there. */
const STATES = {
  async dialog(page) {
    await home(page);
    await typeIntoDialog(page, QUERY);
    await page.locator("dialog[open] [role=option]").first().waitFor();
  },
  async "dialog-filters"(page) {
    await STATES.dialog(page);
    await page.locator("dialog[open] select").selectOption("measure");
    await page.locator("dialog[open] summary").first().click();
  },
  async "dialog-nothing"(page) {
    await home(page);
    await typeIntoDialog(page, "象形和音炭酸");
    await page.locator("dialog[open] [role=status]", { hasText: "象形" }).waitFor();
  },
  async "dialog-recents"(page) {
    await page.goto(`${fileRoot(site)}search.html?q=${ASKED}`);
    for (const query of ["画像診断", "介護ロボット", "医薬品"]) {
      await page.locator("#search-page input").fill(query);
      const hit = page.locator("#search-results .hit").first();
      await hit.waitFor();
      await hit.evaluate((link) => {
        link.addEventListener("click", (event) => event.preventDefault());
        link.click();
      });
    }
    await home(page);
    await page.keyboard.press("/");
    await page.locator("dialog[open] .recent").first().waitFor();
  },
  async menu(page) {
    await home(page);
    const menu = page.locator(".to-nav");
    if ((page.viewportSize()?.width ?? 0) < 960) {
      await menu.click();
      await page.locator("dialog.menu[open]").waitFor();
    }
  },
  async "search-page"(page) {
    await page.goto(`${fileRoot(site)}search.html?q=${ASKED}`);
    await page.locator("#search-results .hit").first().waitFor();
  },
  async "search-filters"(page) {
    await page.goto(`${fileRoot(site)}search.html?q=${ASKED}&in=measure`);
    await page.locator("#search-results .hit").first().waitFor();
    await page.locator("#search-results summary").first().click();
  },
  async marks(page) {
    await page.goto(`${fileRoot(site)}measures/m01.html?q=${ASKED}`);
    await page.locator(".found-bar").waitFor();
  },
};

mkdirSync(out, { recursive: true });
const present = htmlPages(site);
const browser = await launch();
for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 360]) {
    const screen = { colorScheme, viewport: { width, height: 900 } };
    const shoot = async (name, fullPage, arrive) => {
      if (wanted.length > 0 && !wanted.includes(name)) return;
      const context = await browser.newContext(screen);
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      await arrive(page).catch((error) => console.error(`${name}: ${error.message}`));
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage });
      await context.close();
    };
    for (const name of width > 1000 && colorScheme === "light" ? ON_PAPER : []) {
      if (present.includes(PAGES[name])) {
        await shoot(`paper-${name}`, false, async (page) => {
          // The width of A4 without its margins.
          await page.setViewportSize({ width: 658, height: 980 });
          await page.emulateMedia({ media: "print" });
          await page.goto(pageUrl(fileRoot(site), PAGES[name]));
        });
      }
    }
    for (const [name, path] of Object.entries(PAGES)) {
      if (present.includes(path)) {
        await shoot(name, true, (page) => page.goto(pageUrl(fileRoot(site), path)));
      }
    }
    for (const [name, arrive] of Object.entries(STATES)) {
      await shoot(name, false, arrive);
    }
  }
}
await browser.close();
