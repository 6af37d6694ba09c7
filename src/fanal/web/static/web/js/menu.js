// Folds the navigation behind a button on small screens. Without JavaScript it is simply open.
"use strict";
{
  const button = document.querySelector("[data-menu]");
  const nav = document.getElementById("nav");
  if (button && nav) {
    button.addEventListener("click", () => {
      const open = nav.classList.toggle("nav--open");
      button.setAttribute("aria-expanded", String(open));
    });
  }
}
