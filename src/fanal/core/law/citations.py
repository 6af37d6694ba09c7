"""How an article is cited: one form in the files of the law, another in each language of a page.

In the files an article stands as its own country cites it: `art. 3(a)`, `s.6(1)`, `điều 150(1)`.
The European Court of Human Rights writes `article 6 § 1` in French; the United Nations `art. 3 a)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fanal.core.words import Sentence, say

FORMS: tuple[tuple[str, Callable[[re.Match[str]], Sentence]], ...] = (
    (r"arts ([\d-]+)", lambda found: say("arts {number}", number=found[1])),
    (r"art\. ([\d-]+)", lambda found: say("art. {number}", number=found[1])),
    (r"điều ([\d-]+)", lambda found: say("art. {number}", number=found[1])),
    (r"s\.([\d.]+)", lambda found: say("s.{number}", number=found[1])),
    (r"Law ([\d/]+)", lambda found: say("Law {number}", number=found[1])),
    (r"Res\. ([\d/]+)", lambda found: say("Res. {number}", number=found[1])),
    (r"\((\d+)\)", lambda found: say("({number})", number=found[1])),
    (r"\(([a-z])\)", lambda found: say("({letter})", letter=found[1])),
    (r"(\d°) à (\d°)", lambda found: say("{first} to {last}", first=found[1], last=found[2])),
    (r"dernier alinéa", lambda _found: say("last paragraph")),
    (r"definition", lambda _found: say("definition")),
)
ANY = re.compile("|".join(f"(?:{form})" for form, _ in FORMS))


def cited(article: str) -> Sentence:
    """The citation as a sentence that a page translates; what has no known form stays as it is."""
    values = {f"part{place}": part for place, part in enumerate(_parts(article))}
    return Sentence("".join(f"{{{name}}}" for name in values), values)


def _parts(article: str) -> Iterator[str | Sentence]:
    """The text between known forms as it is, the forms as sentences."""
    end = 0
    for found in ANY.finditer(article):
        if found.start() > end:
            yield article[end : found.start()]
        yield _said(found[0])
        end = found.end()
    yield article[end:]


def _said(text: str) -> Sentence:
    return next(say_it(found) for form, say_it in FORMS if (found := re.fullmatch(form, text)))
