"""Where instruments disagree about the same facts, side by side, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.law.assess import Assessment, Child, LawFinding
from fanal.core.law.case import Sex
from fanal.core.law.instruments import ELEMENTS
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Difference:
    """Met under each of `met`, not met under `other`, because of `reasons`."""

    met: tuple[str, ...]
    other: str
    reasons: tuple[Sentence, ...]

    def sentence(self) -> Sentence:
        return say(
            "met under {met}; not met under {other}: {reason}",
            met=", ".join(self.met),
            other=self.other,
            reason=joined(self.reasons),
        )


def joined(sentences: tuple[Sentence, ...]) -> Sentence:
    first, *others = sentences
    for other in others:
        first = say("{one}; {another}", one=first, another=other)
    return first


def differences(assessments: Iterable[Assessment]) -> list[Difference]:
    """Return one entry for each instrument not met while another is met; undetermined ones wait."""
    # A text for contrast (smuggling, for one) defines no trafficking: not meeting it is no
    # disagreement.
    read = [a for a in assessments if not a.instrument.for_contrast]
    # Only against a text that is met: two texts that both lack something do not contradict each
    # other.
    met = tuple(a.instrument.id for a in read if a.overall is LawFinding.MET)
    if not met:
        return []
    return [
        Difference(met, a.instrument.id, tuple(why_not(a)))
        for a in read
        if a.overall is LawFinding.NOT_MET
    ]


def why_not(assessment: Assessment) -> list[Sentence]:
    """Return each requirement that is recorded as absent under this instrument."""
    version, person = assessment.version, assessment.case.person
    sentences = []
    if assessment.protected is LawFinding.NOT_MET:
        sentences.append(
            say("the person is a man, and the text protects women and children only")
            if person.sex is Sex.MALE and version.protects == "women_and_children"
            else say("the person is an adult, and the text protects children only")
        )
    for name in ELEMENTS:
        if getattr(assessment, name) is LawFinding.NOT_MET:
            sentences.append(missing_element(assessment, name))
    return sentences


def missing_element(assessment: Assessment, name: str) -> Sentence:
    version = assessment.version
    if name == "means" and assessment.child is Child.NO:
        return say(
            "a means is needed from the age of {limit}, and none is recorded",
            limit=version.child.under,
        )
    if name == "means" and version.child.means == "required":
        return say("a means is needed of a child too, and none is recorded")
    return {
        "act": say("no act that the text names is recorded"),
        "means": say("no means that the text names is recorded"),
        "purpose": say("no purpose that the text names is recorded"),
    }[name]
