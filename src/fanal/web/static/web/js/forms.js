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
    // What was wrong with the last try: a page that answers says it anew, a download has no page.
    for (const said of event.target.querySelectorAll(".mistakes, .field__mistakes")) said.remove();
    for (const field of event.target.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
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

  // A day in the boxes is another day; a year of another era asks which; a near day empties them.
  const SURELY_BUDDHIST_AFTER = 2400;
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-date]");
    if (!box || event.target.closest(".date__hour")) return;
    const other = box.querySelector("[value=other]");
    if (event.target.type !== "radio" && other) other.checked = true;
    const [day, month, year] = box.querySelectorAll(".date-boxes input");
    if (event.target.type === "radio" && event.target !== other) day.value = month.value = "";
    if (Number(year.value) > SURELY_BUDDHIST_AFTER) box.querySelector("[data-era]").hidden = false;
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
}
