// Runs before the page is drawn, so that the menu of a small screen is folded from the start.
document.documentElement.classList.add("js");
