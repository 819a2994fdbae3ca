/** On narrow screens the sidebar opens over the page; without scripts it stands below the text. */
function addMenu() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".to-nav"));
  const nav = document.getElementById("page.nav");
  if (!link || !nav) {
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "menu";
  dialog.setAttribute("aria-label", nav.getAttribute("aria-label") || "");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = words.close;
  const place = document.createComment("");
  dialog.append(close);
  document.body.append(dialog);
  const wide = matchMedia("(width >= 60rem)");

  document.documentElement.dataset.menu = "";
  link.textContent = words.menu;
  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    if (!wide.matches) {
      event.preventDefault();
      nav.replaceWith(place);
      dialog.append(nav);
      dialog.showModal();
    }
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    const inside = event.target instanceof Element && event.target !== dialog;
    if (!inside || (event.target instanceof Element && event.target.closest("a"))) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => place.replaceWith(nav));
  wide.addEventListener("change", () => dialog.close());
}
