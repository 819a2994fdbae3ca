// How good a list of found pages is: recall, precision, precision of the first ten.

const FIRST = 10;

/** @typedef {{recall?: number, precision?: number, first?: number}} Marks */

/**
 * Marks one answer. A query that wants nothing has no recall; one that found nothing has no
 * precision, and its first ten are worth 0 if there was something to find.
 * @param {import("./gold.mjs").Judged} judged
 * @param {string[]} found addresses of pages, best first, each once
 * @returns {Marks}
 */
export function mark({ wanted, neutral }, found) {
  const counted = found.filter((path) => wanted.has(path) || !neutral.has(path));
  const right = counted.filter((path) => wanted.has(path)).length;
  const first = counted.slice(0, FIRST);
  const rightFirst = first.filter((path) => wanted.has(path)).length;
  const marks = {};
  if (wanted.size > 0) {
    marks.recall = right / wanted.size;
  }
  if (counted.length > 0) {
    marks.precision = right / counted.length;
  }
  if (wanted.size > 0 || first.length > 0) {
    marks.first = first.length > 0 ? rightFirst / first.length : 0;
  }
  return marks;
}

/** The mean over the queries that have the mark, or undefined. @param {Marks[]} all */
export function mean(all, key) {
  const values = all.map((marks) => marks[key]).filter((value) => value !== undefined);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/** The value that `share` of the values do not exceed. @param {number[]} values */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
