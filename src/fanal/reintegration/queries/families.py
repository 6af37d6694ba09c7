"""What assessments of families say: on the page of her plan, and to a journey that ends there."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.reintegration.codes import Condition, FamilyResult
from fanal.core.reintegration.family import against_return
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.database.stored_values import StoredAs
from fanal.journeys.models import Journey
from fanal.journeys.queries.destination_warnings import AgainstHome
from fanal.journeys.queries.travel_consents import code_names
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.reintegration import access
from fanal.reintegration.actions.families import QUESTIONS
from fanal.reintegration.forms.records import FamilyForm, SecondForm
from fanal.reintegration.models import FamilyAssessment
from fanal.reintegration.queries.facts import changed_outside
from fanal.reintegration.queries.feared_at_home import feared_since
from fanal.sharing.queries.proposed_texts import ProposedText
from fanal.web.days_in_words import past_day
from fanal.web.words import translated

CHANGED = say(
    "something of her cases was changed or deleted from outside: nobody knows whether her family "
    "was assessed as it stands there"
)
FEARED = say(
    "Her cases name somebody of her family, or next door, whom she must fear: ask who lives there."
)
SECOND = "second"  # the words of the second assessor
# What another team of ours may be warned with: what she said apart stays, and so does who told; and
# who lives there, where the form proposes her family by name.
FOR_A_WARNING = ("who_gained", "violence", "wanted", "neighbours")
OF_A_ROW = ("person", "made_by", "second")


@dataclass(frozen=True)
class ShownAssessment:
    """An assessment. `content`: what was seen and said; empty for who has no key. `feared_since`:
    somebody there was found to be a danger to her after it."""

    row: FamilyAssessment
    content: Content
    newest: bool = False
    feared_since: bool = False

    result = StoredAs(FamilyResult, "row.coded", "result")

    @property
    def feared(self) -> Sentence | None:
        """What whoever is to agree is told where it lets her go there though her cases named
        somebody near whom she must fear, and no condition says that this one has left."""
        goes = self.result in (FamilyResult.SAFE, FamilyResult.CONDITIONS)
        has_left = Condition.OTHER_LEAVES in self.row.coded["conditions"]
        return FEARED if goes and self.row.coded.get("feared") and not has_left else None

    @property
    def conditions(self) -> list[tuple[Condition, bool]]:
        met = set(self.row.coded["met"])
        return [
            (Condition(condition), condition in met) for condition in self.row.coded["conditions"]
        ]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was seen and said, with its question; the second assessor's word last."""
        return self.answers_to([*QUESTIONS, SECOND])

    def answers_to(self, names: Iterable[str]) -> list[tuple[str, str]]:
        asked = FamilyForm.base_fields | {SECOND: SecondForm.base_fields["words"]}
        said = ((name, self.content.get(name, "")) for name in names)
        return [(str(asked[name].label), answer) for name, answer in said if answer]

    @property
    def source(self) -> str:
        """The day on which the family was seen, and by whom it was assessed."""
        who = ", ".join(str(one) for one in (self.row.made_by, self.row.second) if one)
        return f"{date_format(self.row.on)} · {who}"

    def in_words(self, answers: Iterable[tuple[str, str]], source: str = "") -> str:
        """Return what it found, on which conditions, and these answers, as one text."""
        asked = FamilyForm.base_fields
        found = f"{asked['result'].label} {capfirst(translated(self.result.sentence()))}"
        said = [f"{label}\n{answer}" for label, answer in answers]
        if self.conditions:
            said.insert(
                0, "\n".join([str(asked["conditions"].label), *self._conditions_in_words()])
            )
        return "\n\n".join([f"{found} · {source}" if source else found, *said])

    def _conditions_in_words(self) -> Iterator[str]:
        for condition, is_met in self.conditions:
            words = capfirst(translated(condition.sentence()))
            yield f"{words} · {_('met') if is_met else _('not met')}"

    def look_again(self, today: date) -> bool:
        """Whether the family is due to be looked at again, and nobody did since."""
        due = self.row.due is not None and self.row.due <= today
        return self.newest and (due or self.feared_since)


def shown_assessments(person: Person, ring: Ring) -> list[ShownAssessment]:
    """The newest first."""
    rows = list(access.assessments_of(person))
    since = feared_since(rows[:1])
    return [
        ShownAssessment(row, row.try_unseal(ring) or {}, n == 0, row.id in since)
        for n, row in enumerate(rows)
    ]


def newest_read(person: Person, user: User, ring: Ring) -> ShownAssessment | None:
    """Return the newest that this user reads, and write down that it was."""
    found = next((one for one in shown_assessments(person, ring) if one.content), None)
    if found is not None:
        access.opened(user, person, ring=ring)
    return found


def warning_for(case: Case, user: User, ring: Ring) -> ProposedText | None:
    """Return what the newest assessment found, for the other side of a two-country file. Nothing of
    a case of several people: their file is about all of them."""
    people = [concern.person for concern in case.concerned.select_related("person")]
    if len(people) != 1 or not access.open_to(user, [people[0].pk]):
        return None
    found = newest_read(people[0], user, ring)
    if found is None:
        return None
    source = _("From the assessment of her family, {source}: correct it, and take out names.")
    text = found.in_words(found.answers_to(FOR_A_WARNING))
    return ProposedText(text, source.format(source=found.source))


def against_returns(goes: Collection[tuple[Journey, UUID]]) -> Iterator[AgainstHome]:
    """What the newest assessment of each who travels says against leaving; nothing of a person
    whose family nobody assessed, who may go elsewhere. Whether anybody did is not known of a person
    with whose cases something was changed by hand in the database."""
    files, into = {person for _journey, person in goes}, merged_of()
    changed = {last_of(file, into) for file in changed_outside(files | kin_of(files))}
    for journey, person in goes:
        # Beside the rest and not in its place: what is left may say more against it.
        if last_of(person, into) in changed:
            yield AgainstHome(journey.id, person, CHANGED)
    newest = newest_assessments(files, into)
    if not newest:
        return
    excluded = kept_out_of_any(people={row.person_id for row in newest.values()})
    since, codes = feared_since(newest.values()), code_names(files)
    for journey, person in goes:
        row = newest.get(last_of(person, into))
        for sentence in against_row(row, excluded, feared_since=row.id in since) if row else ():
            what = say("{who}: {what}", who=codes[person], what=sentence)
            yield AgainstHome(journey.id, person, what, _families_page)


def _families_page(_case: UUID, person: UUID) -> str:
    return reverse("reintegration:families", args=[person])


def newest_assessments(
    files: Collection[UUID], into: Mapping[UUID, UUID]
) -> dict[UUID, FamilyAssessment]:
    """Return the newest of each of these people, by all her files; by the file that she has now."""
    rows = FamilyAssessment.objects.filter(person__in={*files} | kin_of(files))
    rows = rows.select_related(*OF_A_ROW).order_by("on", "number")
    return {last_of(row.person_id, into): row for row in rows}


def against_row(
    row: FamilyAssessment, kept_out: Collection[UUID] | None = None, *, feared_since: bool
) -> Iterable[Sentence]:
    """Return what an assessment says against a return. An assessor whom a conflict keeps out of her
    file by now counts no more. `kept_out`: who is kept out of any of several files, where that was
    asked for all of them at once."""
    two = {row.made_by_id, row.second_id}
    # Asked of her alone where one of the two was in the answer about several: it may be another's
    # file.
    if kept_out is None or two & set(kept_out):
        kept_out = kept_out_of_any(people=[row.person_id])
    by_two = row.second_id is not None and not two & set(kept_out)
    not_met = [
        condition for condition in row.coded["conditions"] if condition not in row.coded["met"]
    ]
    return against_return(
        FamilyResult(row.coded["result"]),
        [Condition(condition) for condition in not_met],
        by_two=by_two,
        lead_missing=bool(row.coded.get("gained")) and not _by_a_lead(row, kept_out),
        feared_since=feared_since,
    )


def _by_a_lead(row: FamilyAssessment, kept_out: Collection[UUID]) -> bool:
    two = [user for user in (row.made_by, row.second) if user and user.pk not in kept_out]
    return any(user.may(Permission.LEAD_CASES) for user in two)


def seconds_today(user: User, now: datetime) -> list[TodayRow]:
    """Return a row of the start page for each family that waits for a second assessor: a journey
    waits for her, and nobody else would ask."""
    found = access.families_to_second(user, timezone.localdate(now))
    if not found:
        return []
    files = {row.person_id for row in found}
    newest = {row.id for row in newest_assessments(files, merged_of()).values()}
    excluded = kept_out_of_any(people=files)
    return [_to_second(row, excluded, now) for row in found if row.id in newest]


def _to_second(row: FamilyAssessment, kept_out: Collection[UUID], now: datetime) -> TodayRow:
    # Nobody agrees with somebody whose word counts no more: it is made anew.
    anew = row.made_by_id in kept_out and is_made_by_who_is_kept_out(row)
    return TodayRow(
        reverse("reintegration:families", args=[row.person_id]),
        _("Assess her family again") if anew else _("Agree as second assessor"),
        code=row.person.code_name,
        icon="people",
        more=str(row.made_by),
        when=past_day(row.made_on, timezone.localdate(now)),
    )


def is_made_by_who_is_kept_out(row: FamilyAssessment) -> bool:
    return row.made_by_id in kept_out_of_any(people=[row.person_id])
