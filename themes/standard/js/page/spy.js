/** The table of contents shows which section is being read. */
function followContents() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".contents a")]);
  const sections = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  if (sections.length === 0) {
    return;
  }
  let waiting = false;
  const show = () => {
    waiting = false;
    const line = window.innerHeight * 0.3;
    const above = sections.filter(({ heading }) => heading.getBoundingClientRect().top <= line);
    const isEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
    // At the end of the page the section that the reader asked for may stand below the line.
    const asked = sections.find(({ link }) => link.hash === location.hash);
    const isAskedSeen = asked !== undefined && asked.heading.getBoundingClientRect().top >= 0;
    const read = isEnd && !isAskedSeen ? sections : above;
    const current = isEnd && isAskedSeen ? asked : read[read.length - 1];
    for (const section of sections) {
      if (section === current) {
        section.link.setAttribute("aria-current", "true");
      } else {
        section.link.removeAttribute("aria-current");
      }
    }
  };
  const later = () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(show);
    }
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  show();
}
