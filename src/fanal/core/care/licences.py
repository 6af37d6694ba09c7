"""Licences of scales: which scale needs one, whether one that is held lets it be used, and in which
languages. No item stands in this program, whatever a licence allows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fanal.core.care.scales import ScaleLicence, ScaleShell
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say

# Unchecked counts as needed: a scale that nobody looked up is not free.
NEEDED = frozenset({ScaleLicence.ORDERED, ScaleLicence.ASKED, ScaleLicence.UNCHECKED})


class LicenceUse(LabelledEnum):
    """What the owner of a scale allows."""

    PAPER = "paper", say("on paper; its answers are typed here")
    SCREEN = "screen", say("on paper and on a screen")


@dataclass(frozen=True, slots=True)
class LicenceFact:
    """One licence as it was recorded. `languages`: of the versions that the owner gave us;
    `checked`: where those were checked. `agreed`: a director confirmed it."""

    use: LicenceUse
    languages: tuple[str, ...]
    checked: str
    since: date
    until: date | None
    # Recorded by a health worker, confirmed by a director (four-eyes principle).
    agreed: bool
    ended: bool = False

    def holds(self, on: date) -> bool:
        over = self.until is not None and self.until < on
        # Both days count as covered.
        return self.agreed and not self.ended and self.since <= on and not over


NO_LICENCE = say(
    "{name} is not used here yet: {licence}. A health worker records the licence, a director"
    " confirms it."
)
PAPER_FIRST = say(
    "The file was not opened and is not kept: {licence}. Ask on paper, and type the answers here."
)
NO_SCREEN_HERE = say(
    "The file was not opened and is not kept: the licence allows a screen, but no items stand in"
    " this program. Ask on paper, and type the answers here."
)


def usable(shell: ScaleShell, held: Iterable[LicenceFact], on: date) -> bool:
    """Whether answers may be taken that day: it is free on paper, or a licence holds."""
    # Free on paper is enough, since no item stands in this program.
    return shell.licence not in NEEDED or any(fact.holds(on) for fact in held)


def check_licence(shell: ScaleShell, held: Iterable[LicenceFact], on: date) -> None:
    """Check that the scale may be used. Raises BadInput where a licence is needed and
    none is held."""
    if not usable(shell, held, on):
        raise BadInput("scale", why_not(shell))


def why_not(shell: ScaleShell) -> Sentence:
    return Sentence(NO_LICENCE.template, {"name": shell.name, "licence": shell.licence.sentence()})


def versions(shell: ScaleShell, held: Iterable[LicenceFact], on: date) -> Mapping[str, str]:
    """Return where each usable version was checked, by language: nothing is translated here.

    Where a licence is needed, only its languages count; otherwise those of a licence are added to
    the versions checked by a study.
    """
    given = {
        language: shell.checked.get(language) or fact.checked
        for fact in held
        if fact.holds(on)
        for language in fact.languages
    }
    # Where none is needed, a version that was checked by a study may be used as well.
    return given if shell.licence in NEEDED else {**given, **shell.checked}


def check_file(shell: ScaleShell, held: Iterable[LicenceFact], on: date) -> None:
    """Refuse a file with the text of a scale, with the reason. Raises BadInput."""
    screen = shell.licence is ScaleLicence.FREE or any(
        fact.use is LicenceUse.SCREEN and fact.holds(on) for fact in held
    )
    says = NO_SCREEN_HERE if screen else PAPER_FIRST
    raise BadInput("file", Sentence(says.template, {"licence": shell.licence.sentence()}))


def check_new(shell: ScaleShell, new: LicenceFact, holder: str, reference: str) -> None:
    """Check a licence before it is recorded. Raises BadInput naming the question."""
    if not holder:
        raise BadInput("holder", say("say who holds it, as written on the document"))
    if not reference:
        raise BadInput("reference", say("say where the document is, so that somebody finds it"))
    if not new.languages:
        raise BadInput("languages", say("say in which languages the owner gave you a version"))
    if new.until is not None and new.until < new.since:
        raise BadInput("until", say("this day is before the other one"))
    if not new.checked and (set(new.languages) - set(shell.checked)):
        raise BadInput(
            "checked",
            say(
                "of one of these languages no checked version is known here:"
                " say where it was checked, or leave it out"
            ),
        )
