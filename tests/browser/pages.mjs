// Usage: node pages.mjs SITE
//
// Every page, from file:// and over http under a sub-path, carries the exact policy, runs without
// an error in the console, and asks for nothing outside the site; every link leads somewhere.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { POLICY, bothRoots, htmlPages, pageOf, pageUrl, run } from "./lib.mjs";

const site = process.argv[2];

/** Runs in the browser: what one page says about itself. */
function look() {
  const policies = document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]');
  return {
    policies: Array.from(policies, (meta) => meta.content),
    articles: document.querySelectorAll("article").length,
    ids: Array.from(document.querySelectorAll("[id]"), (element) => element.id),
    // Links of pictures have no such property as text.
    links: Array.from(
      document.querySelectorAll("a[href]"),
      (link) => new URL(link.getAttribute("href"), location.href).href,
    ),
  };
}

/** Opens every page under `root`; what was found by path. */
async function visit(browser, report, root, paths) {
  const page = await browser.newPage();
  let path = "";
  const fault = (what) => report.fault(`${root} ${path}: ${what}`);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      fault(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => fault(`script: ${error.message}`));
  page.on("requestfailed", (request) => fault(`request failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) {
      fault(`${response.status()}: ${response.url()}`);
    }
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(root) && !request.url().startsWith("data:")) {
      fault(`asks outside the site: ${request.url()}`);
    }
  });
  const found = new Map();
  for (path of paths) {
    const address = pageUrl(root, path);
    await page.goto(address, { waitUntil: "load" });
    if (readFileSync(join(site, path), "utf8").includes('http-equiv="refresh"')) {
      // It leads on by itself; where to is a page that is looked at as well.
      await page.waitForURL((url) => url.href !== address);
      const url = new URL(page.url());
      url.hash = "";
      found.set(path, { ids: [], links: [url.href] });
      continue;
    }
    const seen = await page.evaluate(look);
    if (seen.policies.length !== 1 || seen.policies[0] !== POLICY) {
      fault(`policy: ${JSON.stringify(seen.policies)}`);
    }
    if (seen.articles !== 1) {
      fault(`${seen.articles} articles`);
    }
    found.set(path, seen);
  }
  await page.close();
  return found;
}

/** Every link into the site leads to a page that is there, and to an id in it. */
function checkLinks(report, root, found) {
  let count = 0;
  for (const [from, { links }] of found) {
    for (const link of links) {
      if (!link.startsWith(root)) {
        if (!/^(https?|mailto|tel):/.test(link)) {
          report.fault(`${from}: link out of the site: ${link}`);
        }
        continue;
      }
      count += 1;
      const to = pageOf(link.slice(root.length));
      const anchor = decodeURIComponent(new URL(link).hash.slice(1));
      if (to === "" || to.endsWith("/") || !existsSync(join(site, to))) {
        report.fault(`${from}: no such file: ${link}`);
      } else if (anchor !== "" && !found.get(to)?.ids.includes(anchor)) {
        report.fault(`${from}: no such anchor: ${link}`);
      }
    }
  }
  return count;
}

await run(async (browser, report) => {
  const paths = htmlPages(site);
  report.expect(paths.includes("index.html"), "no index.html");
  const { roots, server } = await bothRoots(site);
  let links = 0;
  for (const root of roots) {
    const found = await visit(browser, report, root, paths);
    if (root.startsWith("file:")) {
      links = checkLinks(report, root, found);
    }
  }
  server.close();
  report.expect(server.strays.length === 0, `strays: ${server.strays.join(" ")}`);
  report.expect(links > 0, "no links at all");
  return `${paths.length} pages, ${links} links`;
});
