/** Least room beside the text for notes, and between two of them, in rem. */
const NOTE_ROOM = 16;
const NOTE_GAP = 0.75;

/**
 * On wide screens notes stand beside the lines that they speak of. They stay where they are in the
 * document, so that keyboard and screen readers meet them at its end.
 */
function placeNotes() {
  const article = /** @type {HTMLElement | null} */ (document.querySelector("article"));
  const section = /** @type {HTMLElement | null} */ (
    document.querySelector("article > section.notes")
  );
  if (!article || !section) {
    return;
  }
  const notes = [...section.querySelectorAll("li[id]")].flatMap((item) => {
    const marker = document.querySelector(`a[role="doc-noteref"][href="#${CSS.escape(item.id)}"]`);
    return marker && item instanceof HTMLElement ? [{ item, marker }] : [];
  });
  const place = () => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const column = article.getBoundingClientRect();
    const text = section.getBoundingClientRect();
    const room = column.right - text.right;
    section.classList.toggle("beside", room >= NOTE_ROOM * rem);
    let end = 0;
    /** @type {{top: number, bottom: number}[]} */
    const taken = [];
    for (const { item, marker } of notes) {
      const top = Math.max(marker.getBoundingClientRect().top - column.top, end);
      item.style.setProperty("--width", `${Math.min(room - 2 * rem, 20 * rem)}px`);
      item.style.setProperty("--left", `${text.right - column.left + 2 * rem}px`);
      item.style.setProperty("--top", `${top}px`);
      const bottom = top + item.offsetHeight;
      taken.push({ top, bottom });
      end = bottom + NOTE_GAP * rem;
    }
    // Tables, code and pictures may use the room themselves.
    const isInTheWay = [...article.querySelectorAll(".table-scroll, pre, figure")].some((wide) => {
      const box = wide.getBoundingClientRect();
      const meets = taken.some(
        ({ top, bottom }) => box.top - column.top < bottom && top < box.bottom - column.top,
      );
      return box.right > text.right + rem && meets;
    });
    if (isInTheWay) {
      section.classList.remove("beside");
    }
    const isBeside = section.classList.contains("beside");
    article.style.setProperty("--notes-end", isBeside ? `${end}px` : "0");
  };
  // Pictures that load, opened details, another width: whatever moves the text moves the notes.
  new ResizeObserver(place).observe(article);
  addEventListener("resize", place, { passive: true });
}
