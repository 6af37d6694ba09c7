// Small helps in forms: the list of mistakes takes the focus, a second tap does nothing,
// typing an answer takes back "not known". The server does all of this by itself as well.
"use strict";
{
  const mistakes = document.querySelector(".mistakes");
  if (mistakes) mistakes.focus();

  const AGAIN_AFTER_MS = 8000;
  function mark(form, sent) {
    if (sent) form.dataset.sent = "yes";
    else delete form.dataset.sent;
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (sent) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.dataset.sent) event.preventDefault();
    mark(event.target, true);
    // A download leaves the page where it is; a lost network deserves a second try.
    setTimeout(mark, AGAIN_AFTER_MS, event.target, false);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) mark(form, false);
  });

  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-answer]");
    if (!box || event.target.closest(".no-answer")) return;
    for (const choice of box.querySelectorAll(".no-answer input")) choice.checked = false;
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
}
