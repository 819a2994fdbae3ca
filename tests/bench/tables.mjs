// Usage: node tables.mjs PAGE
//
// How long a reader waits in the table of a collection: from a click or a typed word to the next
// frame, median of 15. PAGE is the index.html of a collection's folder in any site that hakusho
// built.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { launch } from "../browser/lib.mjs";

const ROUNDS = 15;
const browser = await launch();
const page = await browser.newPage();
const start = performance.now();
await page.goto(pathToFileURL(resolve(process.argv[2])).href);
const rows = await page.locator("table.records tbody tr").count();
console.log(`${rows} rows; opened in ${(performance.now() - start).toFixed(0)} ms`);

/** What it takes in the page until the next frame is drawn. */
const measure = (act) =>
  page.evaluate(async (source) => {
    const act = new Function(`return (${source})`)();
    const begin = performance.now();
    act();
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 0)));
    return performance.now() - begin;
  }, act.toString());

const ways = {
  sort: () => document.querySelector("table.records th button").click(),
  filter: () => {
    const field = document.querySelector(".table-tools input, input[type=search]");
    field.value = field.value === "1" ? "12" : "1";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
};
for (const [name, act] of Object.entries(ways)) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await measure(act));
  times.sort((a, b) => a - b);
  console.log(`${name}: median ${times[Math.floor(ROUNDS / 2)].toFixed(0)} ms, longest ${times.at(-1).toFixed(0)} ms`);
}
await browser.close();
