"""What a page shows at once, and what it folds."""

import re

FOLDED = re.compile(r"<details(?:>| [^>]*>).*?</details>", re.DOTALL)


def folded(page: str) -> str:
    """Return what stands in the closed parts of the main part of a page, which hold no others."""
    return "".join(FOLDED.findall(main(page)))


def open_at_once(page: str) -> str:
    return FOLDED.sub("", main(page))


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]
