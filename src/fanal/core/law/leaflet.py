"""One instrument as lines a reader can check against the text itself."""

from collections.abc import Callable, Iterator

from fanal.core.law.instruments import ANYWHERE, Element, Instrument, Version
from fanal.core.law.vocabulary import mask, names
from fanal.core.law.wording import (
    BRANCHES,
    CONSENT,
    KINDS,
    OF_A_CHILD,
    SURE,
    WHOM,
    cited,
    codes_or_none,
    enumerated,
    not_read,
)
from fanal.core.words import Sentence, say

Speak = Callable[[Sentence], str]


def lines(instrument: Instrument, *, speak: Speak = str, language: str = "en") -> Iterator[str]:
    """The text and its versions; codes stay as a file of facts names them."""
    places = " ".join(sorted(instrument.places))
    yield f"{instrument.id}: {instrument.title[language]}"
    of = say(
        "kind: {kind}; places: {places}",
        kind=KINDS[instrument.kind],
        places=say("anywhere") if places == ANYWHERE else places,
    )
    yield speak(of)
    for version in instrument.versions:
        yield ""
        yield speak(days(version))
        for line in version_lines(version, language):
            yield f"  {speak(line)}"


def days(version: Version) -> Sentence:
    return say(
        "version {name}: from {first} to {last}",
        name=version.name,
        first=version.first or say("(no date)"),
        last=version.last or "…",
    )


def version_lines(version: Version, language: str) -> Iterator[Sentence]:
    yield told(version.says[language])
    for name, element in version.elements().items():
        yield from element_lines(BRANCHES[name], element)
    yield child_line(version)
    yield say(
        "protects: {whom}; consent: {rule} ({article})",
        whom=WHOM[version.protects],
        rule=CONSENT[version.consent],
        article=cited(version.consent_article),
    )
    for note in version.notes:
        yield say(
            "note on {code} ({article}): {says}",
            code=note.code,
            article=cited(note.article),
            says=note.says[language],
        )
    for note in version.non_punishment:
        yield say(
            "non-punishment ({article}): {says}",
            article=cited(note.article),
            says=note.says[language],
        )
    yield from how_sure(version, language)


def told(text: str) -> Sentence:
    """A text of the file, which has a wording of its own in each language."""
    return Sentence("{text}", {"text": text})


def element_lines(name: Sentence, element: Element) -> Iterator[Sentence]:
    if not element.required:
        yield say("{element}: not asked for", element=name)
        return
    # Shown apart from what the text names itself, so that a lawyer can contradict what we count as
    # a form of it.
    also = element.surely & ~mask(element.codes)
    left_open = element.maybe & ~element.surely
    yield say(
        "{element} ({article}): {codes}",
        element=name,
        article=cited(element.article),
        codes=", ".join(element.codes),
    )
    yield say("  counted as a form of these: {codes}", codes=codes_or_none(names(also)))
    yield say("  left open, for a lawyer: {codes}", codes=codes_or_none(names(left_open)))


def child_line(version: Version) -> Sentence:
    child = version.child
    values = {"age": child.under, "article": cited(child.article), "means": OF_A_CHILD[child.means]}
    if child.when:
        return say(
            "child: under {age} ({article}); means {means}, with one of {codes}",
            codes=", ".join(child.when),
            **values,
        )
    return say("child: under {age} ({article}); means {means}", **values)


def how_sure(version: Version, language: str) -> Iterator[Sentence]:
    yield say(
        "source: {source} [{letter}: {sure}]",
        source=version.source,
        letter=version.sure,
        sure=SURE[version.sure],
    )
    if version.unsure:
        yield say("not sure: {why}", why=version.unsure[language])
    if parts := not_read(version):
        yield say("not wholly read: {parts}", parts=enumerated(parts))
    by = version.checked_by or say("not yet checked by a lawyer")
    yield say("checked by: {who}", who=by)
