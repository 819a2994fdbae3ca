/** Code blocks get a button that copies them. */
function addCopyButtons() {
  for (const pre of document.querySelectorAll("pre:has(> code)")) {
    const frame = document.createElement("div");
    frame.className = "code-frame";
    pre.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.dataset.search = "off";
    button.textContent = words.copy;
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.dataset.search = "off";
    status.setAttribute("role", "status");
    frame.append(pre, button, status);
    button.addEventListener("click", async () => {
      const done = await copy(pre.textContent || "");
      button.textContent = status.textContent = done ? words.copied : words.copy_failed;
      setTimeout(() => {
        button.textContent = words.copy;
        status.textContent = "";
      }, 2000);
    });
  }
}

/**
 * Puts a text on the clipboard; some browsers refuse the new way on file://.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
