// @ts-check
/* A hit as readers see it: title, place, the text around what was found. */

/** Characters of a title that are shown, of its beginning where the match stands farther on, and
 *  of what is before that match. */
const TITLE = 80, BEGINNING = 30, LEAD = 12;

/** What the engine puts between a title or heading and the text that follows it. */
const THEN = "\u3000";

/**
 * A page of the site with the query in its address, for the marks there.
 * @param {string} url relative to the site's root
 * @param {string} query
 */
function hitAddress(url, query) {
  const [path, fragment] = url.split("#");
  const asked = `${hakusho.root}${path}?q=${encodeURIComponent(query)}`;
  return fragment ? `${asked}#${fragment}` : asked;
}

/**
 * One stretch of a text, cut at its marks.
 * @param {string} text
 * @param {[number, number][]} marks sorted, apart from each other
 * @param {number} from
 * @param {number} to
 * @returns {Piece[]}
 */
function piecesOf(text, marks, from, to) {
  /** @type {Piece[]} */
  const pieces = [];
  let at = from;
  for (const [start, end] of marks) {
    if (end <= at || start >= to) continue;
    pieces.push({ text: text.slice(at, Math.max(at, start)), mark: false });
    pieces.push({ text: text.slice(Math.max(at, start), Math.min(end, to)), mark: true });
    at = Math.min(end, to);
  }
  pieces.push({ text: text.slice(at, to), mark: false });
  return pieces.filter((piece) => piece.text);
}

/**
 * A title with its marks; of a very long one its beginning and its first mark.
 * @param {string} title
 * @param {[number, number][]} marks
 * @returns {Piece[]}
 */
function titlePieces(title, marks) {
  if (title.length <= TITLE) return piecesOf(title, marks, 0, title.length);
  /** No cut parts a surrogate pair. @param {number} at */
  const cut = (at) => ((title.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at);
  const rest = { text: "…", mark: false };
  const [first] = marks;
  if (!first || first[1] <= TITLE) return [...piecesOf(title, marks, 0, cut(TITLE)), rest];
  const from = cut(first[0] - LEAD);
  const to = Math.min(title.length, cut(Math.max(first[1], from + TITLE - BEGINNING)));
  return [
    ...piecesOf(title, marks, 0, cut(BEGINNING)),
    rest,
    ...piecesOf(title, marks, from, to),
    ...(to < title.length ? [rest] : []),
  ];
}

/**
 * What an excerpt says beyond the title: one that repeats it, since the match is there, begins with
 * the text that follows.
 * @param {Hit} hit
 */
function beyondTitle({ title, excerpt }) {
  const last = excerpt[excerpt.length - 1];
  const goesOn = last && !last.mark && last.text.startsWith(THEN);
  const own = (goesOn ? excerpt.slice(0, -1) : excerpt).map(({ text }) => text).join("");
  if (title.length > TITLE || !title.endsWith(own)) return excerpt;
  return goesOn ? [{ text: last.text.slice(THEN.length), mark: false }] : [];
}

/** @param {string} className @param {Piece[]} pieces */
function marked(className, pieces) {
  const made = element("span", className);
  made.append(...pieces.map(({ text, mark }) => (mark ? element("mark", "", text) : text)));
  return made;
}

/**
 * A hit as a link: title, where it is and how it was found, the text around what was found.
 * @param {Hit} hit
 * @param {string} query
 */
function hitLink(hit, query) {
  const link = element("a", "hit");
  link.href = hitAddress(hit.url, query);
  const place = element("span", "hit-place");
  const collection = hit.collection && hakusho.site.collections[hit.collection];
  const heading = hit.heading === hit.title ? "" : hit.heading;
  const where = [collection ? collection[hakusho.lang] : "", heading].filter(Boolean).join(" › ");
  place.append(element("span", "", where));
  if (hit.edition) place.append(" ", element("span", "hit-edition", format("edition_of", hit.edition)));
  place.append(" ", element("span", `tier tier-${hit.tier}`, words[`tier_${hit.tier}`]));
  link.append(
    marked("hit-title", titlePieces(hit.title, hit.titleMarks)),
    place,
    marked("hit-excerpt", beyondTitle(hit)),
  );
  link.addEventListener("click", () => remember(query));
  link.addEventListener("auxclick", () => remember(query));
  return link;
}
