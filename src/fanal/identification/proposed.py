"""What is proposed to whoever works on a case once an authority recognised her as a victim: the
next stage, and the rights that may begin. Nothing is set by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.access import works_on
from fanal.cases.models import Case
from fanal.core.casework.stages import ON_FROM_RECOGNITION, CaseStage
from fanal.core.law.findings import HumanFinding, recognitions
from fanal.core.law.recognition import Begins, RecognitionRight, begins_in
from fanal.core.protection.clocks import Clock, ClockStep, clock
from fanal.core.words import Sentence, say
from fanal.identification.access import Concern
from fanal.people.models import Person
from fanal.web.words import in_page_language, translated

R = RecognitionRight
# What is written down of them already. The apps of proceedings and of protection are of the same
# floor, and add their functions when the server starts.
BEGUN: list[Callable[[Case, Person], Iterable[RecognitionRight]]] = []
LINKS = {
    R.RECOVERY: say("Write down the period"),
    R.STAY: say("Write it down with a proceeding"),
    R.COMPENSATION: say("Write it down with a proceeding"),
    R.ASSISTANCE: say("What she needs"),
}


@dataclass(frozen=True)
class Proposed:
    """Something that is proposed. `source`: on what it rests, and how sure that is; none of a
    stage."""

    what: str
    url: str = ""
    link: Sentence | None = None
    source: Sentence | None = None
    days: Sentence | None = None
    begun: bool = False


def proposed_for(concern: Concern, user: User, found: Iterable[HumanFinding]) -> list[Proposed]:
    """Return what is proposed, by the country whose authority recognised her; what was recognised
    twice, once."""
    standing = recognitions(found)
    if not standing or concern.case.closed:
        return []
    works = works_on(user, concern.case)
    begun = {right for known in BEGUN for right in known(concern.case, concern.person)}
    every = (right for recognition in standing for right in begins_in(recognition.country))
    # Two authorities of one country begin the same right once.
    rights = {(begins.right, begins.country): begins for begins in every}
    shown = [_right(concern, begins, standing, begun, works=works) for begins in rights.values()]
    return [*(_stage(concern) if works else ()), *shown]


def _stage(concern: Concern) -> list[Proposed]:
    to = ON_FROM_RECOGNITION.get(CaseStage(concern.case.stage))
    if to is None:
        return []
    url = reverse("cases:stage", args=[concern.case.id])
    what = say("The next stage: {stage}", stage=to.sentence())
    return [Proposed(translated(what), url, say("Change the stage"))]


def _right(
    concern: Concern,
    begins: Begins,
    standing: Iterable[HumanFinding],
    begun: set[RecognitionRight],
    *,
    works: bool,
) -> Proposed:
    days, source = None, begins.basis.sentence()
    if begins.right is R.RECOVERY:
        period = _shortest(standing)
        days, source = say("{n} days", n=period.days), period.basis.sentence()
    url = _page(concern, begins.right) if works or begins.right in (R.STAY, R.COMPENSATION) else ""
    what = in_page_language(begins.what)
    return Proposed(what, url, LINKS[begins.right], source, days, begun=begins.right in begun)


def _shortest(standing: Iterable[HumanFinding]) -> Clock:
    clocks = (clock(ClockStep.RECOVERY, finding.country) for finding in standing)
    # Of two countries the shorter: whoever plans by it misses the end of neither.
    return min(clocks, key=lambda clock_of_country: clock_of_country.days)


def _page(concern: Concern, right: RecognitionRight) -> str:
    case, person = concern.case.id, concern.person.id
    if right is R.RECOVERY:
        return reverse("protection:of_person", args=[case, person, "recovery"])
    if right is R.ASSISTANCE:
        return reverse("cases:section", args=[case, "needs"])
    return reverse("justice:case", args=[case])
