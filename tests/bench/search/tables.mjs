// The tables that a run ends with, in Markdown.

import { mean, quantile } from "./judge.mjs";
import { SHOWN } from "./measure.mjs";

const TIER_APART = "loose";

function share(value) {
  return value === undefined ? "–" : value.toFixed(2).replace(/^0/, "");
}

function kilobytes(bytes) {
  const kilo = bytes / 1000;
  return kilo >= 100 ? kilo.toFixed(0) : kilo.toFixed(1);
}

function time(milliseconds) {
  return milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds.toFixed(1);
}

function row(cells) {
  return `| ${cells.join(" | ")} |`;
}

/** A table in Markdown, numbers to the right. */
export function table(head, rows) {
  const line = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [row(head), row(line), ...rows.map(row)].join("\n");
}

function marksOf(contestant, name) {
  return contestant.answers.filter((answer) => !name || answer.class === name).map(({ marks }) => marks);
}

function byClass({ contestants, queries }) {
  const classes = [...new Set(queries.map((query) => query.class))];
  const rows = classes.map((name) => [
    name,
    queries.filter((query) => query.class === name).length,
    ...contestants.map((contestant) => {
      const marks = marksOf(contestant, name);
      return ["recall", "precision", "first"].map((key) => share(mean(marks, key))).join(" / ");
    }),
  ]);
  return table(["class", "queries", ...contestants.map(({ engine }) => engine.name)], rows);
}

function averageOf(colds, value) {
  return colds.reduce((sum, cold) => sum + value(cold), 0) / colds.length;
}

function overall(contestant) {
  const { engine, colds, warmTimes, fromFile } = contestant;
  const marks = marksOf(contestant);
  const coldTimes = colds.map(({ milliseconds }) => milliseconds);
  return [
    engine.name,
    share(mean(marks, "recall")),
    share(mean(marks, "precision")),
    share(mean(marks, "first")),
    ...["code", "index", "texts"].map((kind) => kilobytes(averageOf(colds, ({ bytes }) => bytes[kind]))),
    averageOf(colds, ({ requests }) => requests).toFixed(1),
    `${time(quantile(coldTimes, 0.5))} / ${time(quantile(coldTimes, 0.95))}`,
    `${time(quantile(warmTimes, 0.5))} / ${time(quantile(warmTimes, 0.95))}`,
    kilobytes(contestant.weight()),
    fromFile ? "yes" : "no",
  ];
}

const HEAD = [
  "engine",
  "recall",
  "precision",
  "precision@10",
  "code, KB",
  "index, KB",
  "texts, KB",
  "requests",
  "cold, ms",
  "warm, ms",
  "on disk, KB",
  "file://",
];

function nothingFound({ answers }, queries) {
  const lost = answers.filter(({ hits }, at) => hits.length === 0 && queries[at].wanted.size > 0);
  return lost.length;
}

/** Prints the marks of each class, the notes and the table of everything. */
export function printTables({ contestants, pages, queries, isGold, versions }) {
  const letters = pages.flatMap(({ sections }) => sections.map(({ text }) => text)).join("").length;
  const hits = contestants.flatMap(({ answers }) => answers.flatMap((answer) => answer.hits));
  const loose = hits.filter(({ tier }) => tier === TIER_APART);
  const truth = isGold ? "judged by hand" : "drawn from the pages, a scan of the text is the truth";
  console.log(`## Recall / precision / precision@10 by class of query\n`);
  console.log(byClass({ contestants, queries }));
  console.log(`
## All queries

${pages.length} pages, ${Math.round(letters / 1000)} thousand characters, ${queries.length} queries ${truth}.
${versions}.

- Marks are of pages, over all hits, averaged over the queries; hakusho's include its ${loose.length} hits of
  the tier "${TIER_APART}", which it shows last.
- Cold: a new browser profile, http from 127.0.0.1 (no distance), until the first ${SHOWN} hits can be shown;
  kilobytes (1000 bytes) as sent, with gzip, means of ${contestants[0].colds.length} queries. Warm: asked again, after another.
  Times are median / 95 %.
- On disk: index and texts, gzip. Only those engines that give excerpts load texts.`);
  for (const contestant of contestants) {
    const { name, notes, gives } = contestant.engine;
    const lost = nothingFound(contestant, queries);
    console.log(`- ${name}: ${notes}. Gives ${gives}. Finds nothing for ${lost} of the queries that have an answer.`);
  }
  console.log(`\n${table(HEAD, contestants.map(overall))}`);
}
