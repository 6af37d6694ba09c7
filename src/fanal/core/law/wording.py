"""What a text, an article, an element and a finding are called, and how sure each is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from fanal.core.law.instruments import Version
from fanal.core.words import Sentence, say

BRANCHES: Mapping[str, Sentence] = {
    "child": say("child"),
    "protected": say("protected"),
    "act": say("act"),
    "means": say("means"),
    "purpose": say("purpose"),
}
FINDINGS: Mapping[str, Sentence] = {
    "met": say("met"),
    "not_met": say("not met"),
    "not_on_file": say("not on what is on file"),
    "undetermined": say("not known"),
    "not_required": say("not required"),
    "yes": say("yes"),
    "no": say("no"),
}
SURE: Mapping[str, Sentence] = {
    "S": say("text seen"),
    "X": say("secondary source"),
    "K": say("general knowledge, not confirmed"),
}
KINDS: Mapping[str, Sentence] = {
    "treaty": say("treaty"),
    "related treaty": say("treaty on a related wrong"),
    "law": say("law"),
    "related law": say("law on a related wrong"),
    "contrast": say("for contrast: not a text on trafficking"),
    "directive": say("directive"),
    "professional definition": say("professional definition"),
    "staff conduct": say("staff conduct"),
}
WHOM: Mapping[str, Sentence] = {
    "anyone": say("anyone"),
    "children": say("children"),
    "women_and_children": say("women and children"),
}
OF_A_CHILD: Mapping[str, Sentence] = {
    "required": say("required"),
    "not_required": say("not required"),
    "not_known": say("not known"),
}
CONSENT: Mapping[str, Sentence] = {
    "irrelevant": say("irrelevant"),
    "irrelevant_once_means": say("irrelevant once a means was used"),
    "not_mentioned": say("not mentioned"),
}


def codes_or_none(codes: Iterable[str]) -> str | Sentence:
    """Codes as a file of facts names them."""
    return ", ".join(codes) or say("none")


# How an article is cited: one form in the files of the law, another in each language of a page.
# In the files an article stands as its own country cites it: `art. 3(a)`, `s.6(1)`, `điều 150(1)`.
# The European Court of Human Rights writes `article 6 § 1` in French; the United Nations `art. 3
# a)`.
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
        yield _quoted_sentence(found[0])
        end = found.end()
    yield article[end:]


def _quoted_sentence(text: str) -> Sentence:
    return next(say_it(found) for form, say_it in FORMS if (found := re.fullmatch(form, text)))


# How far a reading of a text can be trusted: what was seen of it, and whether a lawyer looked.
def confidence(version: Version) -> list[Sentence]:
    """Return what stands beside every finding: the kind of source, what was not read,
    who checked it."""
    sentences = [SURE[version.sure]]
    if version.sure == "S" and (parts := not_read(version)):
        sentences.append(say("not wholly read: {parts}", parts=enumerated(parts)))
    sentences.append(checked(version))
    return sentences


def checked(version: Version) -> Sentence:
    if version.checked_by:
        return say("checked by {who} on {day}", who=version.checked_by, day=version.checked_on)
    return say("not yet checked by a lawyer")


def not_read(version: Version) -> list[Sentence]:
    """The elements of which parts of the text were not read, by name."""
    return [
        BRANCHES[name]
        for name, element in version.elements().items()
        if element.required and not element.complete
    ]


def enumerated(parts: list[Sentence]) -> Sentence:
    first, *others = parts
    for other in others:
        first = say("{one}, {another}", one=first, another=other)
    return first
