// An hour as the language of the page writes it, for the scripts that say since when: 08:52, 8 h 52.
// Between scripts, and in addresses, it stays 08:52.
"use strict";
const hourFormat = document.querySelector("[data-notice]")?.dataset.hours; // gone once it is hidden
const hourNow = () => new Date().toTimeString().slice(0, 5);

function hourInWords(time) {
  const [hour, minute] = time.split(":");
  const parts = { G: Number(hour), H: hour, i: minute };
  return hourFormat.replace(/\\(.)|[GHi]/g, (part, letter) => letter ?? parts[part]);
}
