"""The people around her, to choose from and to be warned of; and her family by name, for each form
that asks for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.cases.models import CarerDecision, Case, CaseEntry, Consent, PersonAround
from fanal.cases.queries.helpers import words_of
from fanal.core.casework.answers import answered_text, load
from fanal.core.casework.choices import NEVER_TOLD, RELATIONS
from fanal.core.casework.consent import GivenBy
from fanal.core.errors import BadInput
from fanal.core.trust.proxy_consent import ONE_OF_A_KIND, RECRUITER
from fanal.core.words import say
from fanal.database.stored_values import day_of
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.sealed.columns import opens
from fanal.web.days_in_words import date_here
from fanal.web.words import translated

FAMILY = frozenset({"mother", "father", "child", "sibling", "partner", "relative"})


@dataclass(frozen=True)
class PersonKnownToCase:
    """One of them, opened. `danger`: must never be told, and may not answer for her. `role`: what a
    paper that holds makes of this one, with its last day. `ended`: the last day of a mandate that
    is over, of whoever may not answer for her without one."""

    entry: CaseEntry
    name: str
    relation: str
    never_told: bool
    danger: bool
    ended: date | None = None
    role: str = ""
    until: date | None = None

    @property
    def words(self) -> str:
        """The person as a choice: the name, the relation, and whether a yes of theirs counts."""
        relation = dict(RELATIONS).get(self.relation)
        parts = [self.name or _("without a name"), translated(relation) if relation else ""]
        parts.append(_("may not consent for her") if self.danger else self._role_words())
        if self.ended:
            parts.append(_("mandate ended on {day}").format(day=date_here(self.ended)))
        return " \u2013 ".join(part for part in parts if part)

    def is_guardian_of(self, child: UUID) -> bool:
        """Whether a paper that holds says so, and nothing speaks against this one."""
        is_guardian = self.role == GivenBy.LEGAL_GUARDIAN and not self.danger
        return is_guardian and self.entry.about_id in (None, child)

    def _role_words(self) -> str:
        role = translated(GivenBy(self.role).sentence()) if self.role else ""
        if not self.role or self.until is None:
            return role
        return _("{role} until {day}").format(role=role, day=date_format(self.until))


@dataclass(frozen=True)
class NamedRelative:
    """One of her family by name, as somebody wrote it down. `about`: whose family it is, where that
    was said; `danger`: as of `PersonKnownToCase`."""

    name: str
    words: str
    by: str
    on: date
    about: UUID | None
    danger: bool = False

    @property
    def said(self) -> str:
        return f"{self.words} ({self.by}, {date_here(self.on)})"


# The names by which the family of a case is looked for (`fanal.matching`).
LOOKED_FOR: list[Callable[[Case, Ring], Iterable[NamedRelative]]] = []


def family_around(case: Case, ring: Ring) -> list[NamedRelative]:
    """Return who of those around her is of her family and has a name."""
    return [
        _named(one)
        for one in people_around(case, ring).values()
        if one.name and one.relation in FAMILY
    ]


def _named(known: PersonKnownToCase) -> NamedRelative:
    entry = known.entry
    about, by = entry.about_id, str(entry.made_by)
    return NamedRelative(known.name, known.words, by, entry.made_on, about, known.danger)


def family_looked_for(case: Case, ring: Ring) -> list[NamedRelative]:
    return [relative for read in LOOKED_FOR for relative in read(case, ring)]


def unnamed_in(
    relatives: Iterable[NamedRelative], others: Iterable[NamedRelative | PersonKnownToCase]
) -> list[NamedRelative]:
    """Return those of the first whose name none of the others has."""
    names = {other.name.casefold() for other in others}
    return [relative for relative in relatives if relative.name.casefold() not in names]


def people_around(case: Case, ring: Ring) -> dict[str, PersonKnownToCase]:
    """Return the people around her whose entry this ring opens, by the id of the entry."""
    rows = CaseEntry.objects.of_kinds([case.id], "around").select_related("made_by", "around")
    opened = [(row, row.try_unseal(ring)) for row in rows.order_by("number")]
    return {
        str(row.id): _with_mandate(around_of(row, data)) for row, data in opened if data is not None
    }


def _with_mandate(one: PersonKnownToCase) -> PersonKnownToCase:
    """Return the same with what a paper says: what holds, or since when nothing does of somebody
    who may not consent for her without one."""
    around: PersonAround | None = getattr(one.entry, "around", None)  # read with the entry
    if around is None or not opens(around, "coded") or not around.coded.get("role"):
        return one
    known, today = around.coded, timezone.localdate()
    until = day_of(known.get("role_until"))
    if until is None or today <= until:
        return replace(one, role=known["role"], until=until)
    return replace(one, ended=None if known.get("relation") in ONE_OF_A_KIND else until)


NOT_BESIDE_HER = say(
    "the people around her say that this one is part of the danger, or close to a suspect: name "
    "somebody else, or correct it there first"
)


def must_be_no_danger(case: Case, typed: str, *, where: str, ring: Ring) -> None:
    """Raise `BadInput` where what was typed names somebody around her who is a danger to her, as
    far as this ring opens who is."""
    said = f" {words_of(typed)} "
    known = people_around(case, ring).values() if typed.strip() else ()
    if any(one.danger and one.name and f" {words_of(one.name)} " in said for one in known):
        raise BadInput(where, NOT_BESIDE_HER)


def who_answers_for(child: UUID, case: Case, ring: Ring) -> str:
    """Return who answers for this child, to propose who consents for her: as two decided, else her
    guardian by a paper that holds, else who did last; nobody whose yes does not count any more."""
    decided = CarerDecision.objects.filter(case=case, person=child, ended_on=None)
    decided = decided.exclude(second=None).exclude(until__lt=timezone.localdate())
    decision = decided.select_related("first", "second").order_by("-on", "-id").first()
    if decision is not None and decision.speaker_id is None:
        who = translated(GivenBy.CASE_WORKER_IN_HER_INTEREST.sentence())
        return f"{who} ({decision.first}, {decision.second}, {date_here(decision.on)})"
    around = people_around(case, ring)
    giver = decision.speaker_id if decision else _guardian_or_last(child, case, around)
    known = around.get(str(giver))
    # A guardian who turned out to be the recruiter is proposed to nobody; nor one whose mandate has
    # ended, unless two decided so.
    if known is None or known.danger or (known.ended and not decision):
        return ""
    return known.words


def _guardian_or_last(
    child: UUID, case: Case, around: Mapping[str, PersonKnownToCase]
) -> UUID | None:
    """Return her only guardian by a paper that holds, who came after whoever answered before; else
    who answered for her last."""
    guardians = [one for one in around.values() if one.is_guardian_of(child)]
    if len(guardians) == 1:
        return guardians[0].entry.id
    answered = Consent.objects.filter(case=case, person=child).exclude(giver=None)
    last = answered.order_by("-on", "-id").first()
    return last.giver_id if last else None


def around_of(row: CaseEntry, data: Content) -> PersonKnownToCase:
    content = {name: load(value) for name, value in data.items()}
    name, relation = (answered_text(content.get(field)) for field in ("name", "relation"))
    never_told = content.get("safe") in NEVER_TOLD
    danger = never_told or content.get("close") is True or relation == RECRUITER
    return PersonKnownToCase(row, name, relation, never_told, danger)
