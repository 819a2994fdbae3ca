/** @type {Record<string, string>} */
const words = /** @type {any} */ (window).hakusho.words;

addMenu();
followContents();
addCopyButtons();
placeNotes();
