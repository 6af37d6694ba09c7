"""The night count. Two people count apart; who is not seen is told by the first of them."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices, zone_there
from fanal.audit import actions as audit
from fanal.cases.actions.present import say_anew
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.nights import NightFinding, NightState
from fanal.core.shelters.stays import StayAct, StayState
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.shelters.actions.stays import add_step
from fanal.shelters.models import NightAnswer, NightCount, Shelter, ShelterStay
from fanal.shelters.models.nights import SETTLED
from fanal.shelters.queries.alert_recipients import tell_leads
from fanal.shelters.queries.evening_count import Night, night_of, tonight_there
from fanal.shelters.queries.open_evening_counts import night_on
from fanal.shelters.queries.unsound import can_be_saved

TWICE = say("You have counted this evening already: the second count is another person's.")
BOTH = say("Two people have counted this evening already.")
NOT_ALL = say("say of each of them whether she was seen")
# What a count tells of a stay, by where it stood.
FOLLOWS = {
    NightFinding.SEEN: (StayAct.RETURN, {StayState.MISSING, StayState.AWAY, StayState.HOSPITAL}),
    NightFinding.NOT_SEEN: (StayAct.NOT_SEEN, {StayState.HERE, StayState.AWAY, StayState.HOSPITAL}),
    NightFinding.AWAY: (StayAct.GO_AWAY, {StayState.HERE}),
    NightFinding.HOSPITAL: (StayAct.GO_TO_HOSPITAL, {StayState.HERE, StayState.AWAY}),
}


class CountWords(NamedTuple):
    """What is sealed with a count."""

    words: str
    staff: int | None = None


@transaction.atomic
def count(
    *,
    shelter: Shelter,
    answers: Mapping[UUID, str],
    by: User,
    ring: Ring,
    words: str = "",
    staff: int | None = None,
    evening: date | None = None,
) -> Night:
    """Record one of the two counts, which are made apart; `staff`: how many of us are there
    tonight. Raises Refused for whoever counted already; BadInput naming a resident who was left
    out."""
    # By the clock of the shelter: a lead who counts from another country counts that evening.
    evening = evening or tonight_there(shelter, timezone.now())
    # Held, so that two who count at the same minute are the first and the second.
    Shelter.objects.select_for_update().get(pk=shelter.pk)
    night = night_of(shelter, evening, by)
    # Two people: one who counts twice confirms her own mistake.
    if any(row.made_by_id == by.pk for row in night.rows):
        raise Refused(TWICE)
    if len(night.rows) >= SETTLED - 1:
        raise Refused(BOTH)
    findings = _complete_findings(night, answers)
    _write(shelter, evening, len(night.rows) + 1, findings, CountWords(words, staff), by, ring)
    return _follow_up(shelter, evening, findings, by, ring)


@transaction.atomic
def settle_counts(
    *,
    shelter: Shelter,
    answers: Mapping[UUID, str],
    by: User,
    ring: Ring,
    words: str,
    evening: date | None = None,
) -> Night:
    """Record what was found together where the two counts differ. Of an earlier evening nothing
    else follows: where she is by now a later count or a step has said. Raises Refused where
    nothing is left to settle; BadInput naming the question."""
    tonight = tonight_there(shelter, timezone.now())
    evening = evening or tonight
    Shelter.objects.select_for_update().get(pk=shelter.pk)
    night = night_on(shelter, evening, by, tonight)
    if night.state is not NightState.DIFFERS:
        raise Refused(say("The two counts do not differ: nothing is left to settle."))
    if not words.strip():
        raise BadInput("words", say("say how it was found out"))
    # Half an answer would leave the evening open and look settled.
    if not all(answers.get(stay_id) for stay_id in night.differing):
        raise BadInput("words", NOT_ALL)
    findings = {stay_id: NightFinding(answers[stay_id]) for stay_id in night.differing}
    row = next(iter(night.settled_rows), None)
    if row is None:
        _write(shelter, evening, SETTLED, findings, CountWords(words), by, ring)
    else:
        _found_more(row, findings, words, by, ring)
    # Of an evening before nothing follows for tonight: by now a step or another count said where
    # she is.
    if evening < tonight:
        return night_on(shelter, evening, by, tonight)
    return _follow_up(shelter, evening, findings, by, ring)


def _complete_findings(night: Night, answers: Mapping[UUID, str]) -> dict[UUID, NightFinding]:
    findings = {}
    for stay in night.stays:
        answer = answers.get(stay.id, "")
        if answer not in set(NightFinding):
            raise BadInput(f"stay_{stay.id}", say("say whether she was seen"))
        findings[stay.id] = NightFinding(answer)
    return findings


def _write(
    shelter: Shelter,
    evening: date,
    number: int,
    findings: Mapping[UUID, NightFinding],
    said: CountWords,
    by: User,
    ring: Ring,
) -> None:
    row = NightCount(
        id=uuid4(),
        folder=shelter.id,
        shelter=shelter,
        evening=evening,
        number=number,
        made_by=by,
        made_on=timezone.localdate(),
    )
    words = check_no_place("words", long_text("words", said.words))
    at = timezone.localtime().isoformat()
    row.seal(ring, {"at": at, "words": words, "staff": said.staff})
    row.save(force_insert=True)
    _record_answers(row, findings)
    audit.record(act="shelters.counted", by=by, about=shelter.id)


def _found_more(
    row: NightCount, findings: Mapping[UUID, NightFinding], words: str, by: User, ring: Ring
) -> None:
    """Record what was found of who came after they had looked again, or of whom nothing counts that
    stands there."""
    # What was moved here in the database says nothing, and takes the place of what is found now.
    moved = [answer.pk for answer in row.answers.all() if not answer.is_of(row)]
    row.answers.filter(pk__in=moved, stay__in=list(findings)).delete()
    _record_answers(row, findings)
    said = row.unseal(ring)
    words = check_no_place("words", long_text("words", words))
    row.write(ring, said | {"words": f"{said['words']}\n{words}"}, row.version)
    audit.record(act="shelters.counted", by=by, about=row.shelter_id)


def _record_answers(row: NightCount, findings: Mapping[UUID, NightFinding]) -> None:
    rows = [NightAnswer.of(row, stay_id, finding) for stay_id, finding in findings.items()]
    NightAnswer.objects.bulk_create(rows)


def _follow_up(
    shelter: Shelter, evening: date, findings: Mapping[UUID, NightFinding], by: User, ring: Ring
) -> Night:
    """Add the steps that follow from a count, on the day that it is where the shelter is: whoever
    this count did not see is missing; for the rest holds what both say, or was found together."""
    # A lead who counts from another country would write the step a day early, or late.
    with timezone.override(zone_there(shelter.team.office_id)):
        return _what_follows(shelter, evening, findings, by, ring)


def _what_follows(
    shelter: Shelter, evening: date, findings: Mapping[UUID, NightFinding], by: User, ring: Ring
) -> Night:
    night = night_of(shelter, evening, by)
    for stay in night.stays:
        # One of the two is enough: who waits for the second count looks for her an hour later.
        alone = findings.get(stay.id) is NightFinding.NOT_SEEN
        finding = NightFinding.NOT_SEEN if alone else night.found.get(str(stay.id))
        follows = FOLLOWS.get(finding) if finding else None
        if not follows or stay.stands not in follows[1]:
            continue
        if can_be_saved(stay):
            add_step(stay=stay, act=follows[0], by=by, ring=ring)
        elif finding is NightFinding.NOT_SEEN:
            # of a row that was changed by hand: nothing is written
            tell_leads(shelter, by, [stay])
    # Once for each case: siblings are counted together.
    for case in {stay.case_id: stay.case for stay in night.stays}.values():
        say_anew(case=case, by=by, ring=ring)
    # Read again: the steps above changed where the residents stand.
    night = night_of(shelter, evening, by)
    # No step says so of whoever was to be back: she was counted as away once more.
    for stay in night.stays:
        if stay.is_late_back(timezone.localdate()):
            tell_leads(shelter, by, [stay])
    return night


# Who was to be back in a shelter by yesterday, or was not seen at a count: no count asks about her
# before the next evening.


def tell_who_is_late_back(*, today: date, offices: Collection[UUID]) -> None:
    """Tell the leads, with the first sweep of each day, until somebody says where she is: at the
    count of the evening before she was still away as agreed; or she was not seen, and whoever was
    told then may not have read it."""
    rows = ShelterStay.objects.filter(of_offices("shelter__team__office", offices), over_on=None)
    rows = rows.select_related("shelter__team").defer("sealed").order_by("made_on", "id")
    of_each_that_opens(rows, partial(_tell_where_late, today=today))


def _tell_where_late(stay: ShelterStay, *, today: date) -> None:
    if stay.is_late_back(today) or stay.stands is StayState.MISSING:
        tell_leads(stay.shelter, None, [stay])
