// @ts-check
/* Dates in Japanese text, by the grammar of `text::date::scan`: 令和2年3月1日, H30.12.19, FY2018. */

/** First years of the eras by their letters and names. @type {Record<string, number>} */
const ERAS = { R: 2019, H: 1989, S: 1926, T: 1912, M: 1868, 令和: 2019, 平成: 1989, 昭和: 1926, 大正: 1912, 明治: 1868 };

const NAMES = Object.keys(ERAS).slice(5).join("|");

const NUMERALS = "〇一二三四五六七八九";

/** 十二 → 12, 二〇二〇 → 2020, 元 → 1. @param {string} text */
function numberOf(text) {
  if (text === "元") return 1;
  const [, tens, ones] = /^(.?)十(.?)$/.exec(text) || [];
  if (ones !== undefined) return (tens ? NUMERALS.indexOf(tens) : 1) * 10 + (ones ? NUMERALS.indexOf(ones) : 0);
  return Number(text.replace(/[〇一二三四五六七八九]/g, (c) => String(NUMERALS.indexOf(c))));
}

const NUMBER = "(?:\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]〇?)";
const ERA_YEAR = `(?:(?:(?<![0-9A-Za-z_])[RHSTM]|(?:${NAMES}) ?)(?:元|${NUMBER}))`;
const YEAR = `${ERA_YEAR}|(?<![0-9A-Za-z_]|\\d[.,])[12]\\d{3}|(?<![${NUMERALS}十百千万])[一二][${NUMERALS}]{3}`;
const END = "(?![0-9A-SU-Za-z_]|T(?!\\d))";
const DATES = new RegExp(
  `(?<year>${YEAR}) ?年(?!間|代|前(?![半期]))(?: ?(?<fiscal>度)|(?<months>(?:\\((?:${YEAR}) ?年\\))? ?(?<month>${NUMBER}) ?月)(?<days> ?(?<day>${NUMBER}) ?日)?)?` +
  `|(?<full>(?<![0-9A-Za-z_])(?:[RHSTM]\\d{1,2}|[12]\\d{3}))(?<mark>[-/.])(?<m>\\d{1,2})\\k<mark>(?<d>\\d{1,2})${END}(?!\\k<mark>[0-9A-Za-z])` +
  `|(?<![0-9A-Za-z_])FY ?(?<fy>[12]\\d{3})${END}`, "g");

/** What a query alone may be: H30, R2, 2018, 2018-12. */
const BARE = new RegExp(`^(?<year>${YEAR})(?:[-/.](?<month>\\d{1,2}))?$`);

/** The Gregorian year, 0 if there is none. @param {string} text */
function yearOf(text) {
  const [, era, count] = new RegExp(`^([RHSTM]|${NAMES})? ?(.+)$`).exec(text) || [];
  const number = numberOf(count || "");
  return era ? (number > 0 ? ERAS[era] + number - 1 : 0) : number;
}

/** The key of a day or month, as the index has it; "" if there is none. @param {number} year @param {number} month @param {number} [day] */
function dayKey(year, month, day) {
  /** @param {number} n */
  const two = (n) => "-" + String(n).padStart(2, "0");
  if (year < 1873 || month < 1 || month > 12) return "";
  if (day === undefined) return "@" + year + two(month);
  return day > 0 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? "@" + year + two(month) + two(day) : "";
}

/**
 * The dates that stand in a text.
 * @param {string} text NFKC
 * @returns {{start: number, end: number, key: string}[]}
 */
function datesIn(text) {
  const out = [];
  DATES.lastIndex = 0;
  for (let found; (found = DATES.exec(text)); ) {
    const { year, fiscal, months = "", month, days = "", day, full, mark, m, d, fy } = found.groups || {};
    const start = found.index, named = yearOf(year || full || "");
    let end = start + found[0].length, key = "";
    if (fy) key = "@FY" + fy;
    else if (full) key = named && text[start - 1] !== mark ? dayKey(named, Number(m), Number(d)) : "";
    else if (named && fiscal) key = "@FY" + named;
    else if (named) {
      // A day or a month that does not exist is no part of the date.
      const byMonth = month ? dayKey(named, numberOf(month)) : "", byDay = day ? dayKey(named, numberOf(month), numberOf(day)) : "";
      key = byDay || byMonth || "@" + named;
      end -= (byDay ? 0 : days.length) + (byMonth ? 0 : months.length);
    }
    if (key) out.push({ start, end, key });
    DATES.lastIndex = key ? end : start + 1;
  }
  return out;
}

/** The date that a query is; "" if it is none. @param {string} text NFKC */
function dateOf(text) {
  const [whole] = datesIn(text);
  if (whole && whole.end - whole.start === text.length) return whole.key;
  const { year, month } = (BARE.exec(text) || {}).groups || {};
  const named = yearOf(year || "");
  return !named ? "" : month ? dayKey(named, Number(month)) : "@" + named;
}

/** Whether a date found is what a query means: a day lies in its month and year. @param {string} key @param {string} asked */
const lies = (key, asked) => key === asked || key.startsWith(asked + "-");
