// Usage: node shots.mjs SITE OUTDIR
//
// Pictures of the sample site for people to look at: each kind of page, light and dark, on a wide
// and on a narrow screen. No test reads them.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { fileRoot, htmlPages, launch, pageUrl, typeIntoDialog } from "./lib.mjs";

const [site, out] = process.argv.slice(2);
const QUERY = "診断";
const PAGES = {
  home: "index.html",
  measure: "measures/m08.html",
  target: "targets/health-1.html",
  table: "measures/index.html",
  printed: "document.html",
  search: `search.html?q=${encodeURIComponent(QUERY)}`,
};

mkdirSync(out, { recursive: true });
const present = htmlPages(site);
const browser = await launch();
for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 360]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const shoot = (name, fullPage) =>
      page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage });
    for (const [name, address] of Object.entries(PAGES)) {
      const [path, query = ""] = address.split("?");
      if (!present.includes(path)) {
        console.error(`no ${path} in this site`);
        continue;
      }
      await page.goto(`${pageUrl(fileRoot(site), path)}?${query}`);
      if (name === "search") {
        await page.locator("#search-results a").first().waitFor();
      }
      await shoot(name, true);
    }
    await page.goto(pageUrl(fileRoot(site), "index.html"));
    await typeIntoDialog(page, QUERY);
    await page.locator("dialog[open] [role=option]").first().waitFor();
    await shoot("dialog", false);
    await context.close();
  }
}
await browser.close();
