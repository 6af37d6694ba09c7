"""A stay: a bed is promised or given, and every step that follows. Steps are only added, by
`_append_step`; whoever adds one holds the stay first, so that of two who write at once the second
reads the first."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.present import custody_changes, danger_begins, say_anew
from fanal.cases.actions.tasks import tell_worker
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import (
    StayAct,
    StayNow,
    StayState,
    StayStep,
    after,
    check_back_by,
    check_leaving,
    check_step,
    custody_after,
    means_danger,
)
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.people.exclusion import kept_out_of_any
from fanal.shelters.actions.house_rules import asked_no_more, rules_of
from fanal.shelters.models import Bed, Shelter, ShelterStay, ShelterStayStep
from fanal.shelters.queries.alert_recipients import tell_leads
from fanal.shelters.queries.unsound import as_stored, lacks_steps, replayed

# To whoever works with her and wrote none of it: what the staff is told is told to nobody else.
TOLD_TO_WORKER = frozenset({StayAct.LEAVE, StayAct.CALL_OFF, StayAct.GO_TO_HOSPITAL})
MISSED = frozenset({StayState.MISSING, StayState.HOSPITAL})  # from there she is told to be back
READ_ANEW = say("Where {who} sleeps has changed: read where she is and who is with her")
LEFT_BEHIND = say("{who} still has a bed, and whom she came with has left: who looks after her?")
TAKEN = say("this bed was taken meanwhile: choose another one")
NO_NOTES: Content = {"notes": {}}
SHOWN = {"called": short_text, "diet": short_text, "tonight": long_text}


def held_bed(bed: Bed, shelter: Shelter) -> Bed:
    """Return the bed, held until the transaction ends. Raises BadInput where it is taken."""
    locked = Bed.objects.select_for_update().filter(pk=bed.pk, shelter=shelter).first()
    if (
        locked is None
        or locked.ended_on
        or ShelterStay.objects.filter(bed=locked, over_on=None).exists()
    ):
        raise BadInput("bed", TAKEN)
    return locked


def shown_texts(content: Content) -> Content:
    """Return what her stay shows to the staff: never where the shelter stands."""
    return {
        name: check_no_place(name, clean(name, str(content.get(name) or "")))
        for name, clean in SHOWN.items()
    }


def begin(stay: ShelterStay, step: StayStep, shown: Content, by: User, ring: Ring) -> None:
    """Save a new stay with its first step."""
    check_step([], step, timezone.localdate())
    stay.state = StayState.EXPECTED
    stay.seal(ring, shown | {"notes": {}})
    stay.save(force_insert=True)
    _append_step(stay, step, "", None, by, ring)


@transaction.atomic
def come(*, stay: ShelterStay, by: User, ring: Ring, on: date | None = None) -> None:
    """Record that who was expected is here."""
    add_step(stay=stay, act=StayAct.ADMIT, on=on, by=by, ring=ring)


@transaction.atomic
def add_step(
    *,
    stay: ShelterStay,
    act: StayAct,
    by: User,
    ring: Ring,
    on: date | None = None,
    words: str = "",
    bed: Bed | None = None,
    safe: bool | None = None,
    changed: str = "",
    back_by: date | None = None,
) -> None:
    """Add what happened; `bed` where she moves, `back_by` where she is away as agreed, `safe` and
    `changed` where she is back: whether she said, apart from others, that she is in no danger any
    more, and what changed. Raises BadInput."""
    locked = held_stay(stay)
    if act is StayAct.MOVE:
        bed = _chosen_bed(bed, locked.shelter)
    note = _note_of_safety(safe, changed)
    step = StayStep(act, on or timezone.localdate(), str(bed.id) if bed else "")
    if act is StayAct.GO_AWAY:
        _set_back_by(locked, back_by, step.on)
    _append_step(locked, step, words, bed, by, ring, note)
    if act is StayAct.NOT_SEEN:
        _not_seen(locked, step.on, by)


def _chosen_bed(bed: Bed | None, shelter: Shelter) -> Bed:
    if bed is None:
        raise BadInput("bed", say("choose a bed"))
    return held_bed(bed, shelter)


def _note_of_safety(safe: bool | None, changed: str) -> Content:
    if safe and not changed.strip():
        raise BadInput("changed", say("say what changed, or leave open whether she is safe"))
    # Where nobody asked her nothing is noted: “not asked” must not read like a no.
    return {"safe": safe, "changed": long_text("changed", changed)} if safe is not None else {}


def _set_back_by(stay: ShelterStay, back_by: date | None, away_on: date) -> None:
    check_back_by(back_by, away_on)
    # Without a day she would count as accounted for every night, for ever.
    stay.coded = stay.coded | {"back_by": back_by.isoformat() if back_by else ""}


@transaction.atomic
def leave(
    *,
    stay: ShelterStay,
    to: str,
    by: User,
    ring: Ring,
    on: date | None = None,
    words: str = "",
    second: User | None = None,
) -> None:
    """Record that she leaves for good: the bed is free. That a woman of age leaves is no incident.
    `second`: with whom it was decided that somebody is sent away; nobody whom a conflict keeps out.
    Raises BadInput naming the question."""
    if to not in set(LeftTo):
        raise BadInput("to", say("choose where she went"))
    locked, day = held_stay(stay), on or timezone.localdate()
    age = consent_ages([locked.person_id], day)[locked.person_id]
    # Nobody sends somebody away alone, nor with whom a conflict keeps out of her file.
    excluded = {by.pk, *kept_out_of_any(people=[locked.person_id], cases=[locked.case_id])}
    apart = second is not None and second.pk not in excluded
    check_leaving(LeftTo(to), age, place_to_go=words, second=apart)
    note = {"second": str(second.pk)} if second else {}
    _append_step(locked, StayStep(StayAct.LEAVE, day, to=LeftTo(to)), words, None, by, ring, note)
    _tell_of_left_behind(locked, by)
    # That a woman of age leaves is her right and no incident; a child who is gone is in danger.
    if means_danger(StayAct.LEAVE, LeftTo(to), child=age.as_child):
        danger_begins(case=locked.case, person=locked.person_id, on=day, by=by)
        tell_leads(locked.shelter, by, [locked])


def _tell_of_left_behind(stay: ShelterStay, by: User) -> None:
    """Tell the worker of each who came with her and still has a bed: a child as a rule, also of
    another case."""
    rows = ShelterStay.objects.filter(came_with=stay, over_on=None)
    for row in rows.select_related("case", "person").order_by("id"):
        title = replace(LEFT_BEHIND, values={"who": row.person.code_name})
        tell_worker(case=row.case, title=title, by=by)


@transaction.atomic
def change_tonight(
    *, stay: ShelterStay, content: Content, version: int, by: User, ring: Ring
) -> None:
    """Change how she is called, what she eats, what she needs tonight. Raises Conflict."""
    stay.write(ring, stay.unseal(ring) | shown_texts(content), version)
    audit.record(act="shelters.tonight", by=by, about=stay.shelter_id)


@transaction.atomic
def explained(*, stay: ShelterStay, rules_in: str, by: User) -> None:
    """Record that the house rules were explained, in this language; she agreed, where nobody had
    been able to ask her before. Raises BadInput."""
    language = short_text("rules_in", rules_in, needed=say("say in which language"))
    locked = held_stay(stay)
    known = rules_of(locked.shelter, timezone.localdate())
    locked.coded = locked.coded | {"rules_in": language} | known
    locked.save(update_fields=["coded"])
    audit.record(act="shelters.explained", by=by, about=locked.shelter_id)
    asked_no_more(locked, by)


def held_stay(stay: ShelterStay) -> ShelterStay:
    rows = ShelterStay.objects.select_related("case", "shelter__team")
    return rows.select_for_update(of=("self",)).get(pk=stay.pk)


def _append_step(
    stay: ShelterStay,
    step: StayStep,
    words: str,
    bed: Bed | None,
    by: User,
    ring: Ring,
    note: Content | None = None,
) -> ShelterStayStep:
    today, was, number = timezone.localdate(), stay.stands, next_number(stay, ring)
    begins = number == 1
    now = check_step([], step, today) if begins else _state_after(stay, step, today)
    row = ShelterStayStep.objects.create(
        stay=stay,
        number=number,
        on=step.on,
        bed=bed or (stay.bed if begins else None),
        made_by=by,
        made_on=today,
        coded={"act": step.act} | ({"to": step.to} if step.to else {}),
    )
    stay.bed = bed or stay.bed
    stay.state = now.state or StayState.EXPECTED
    stay.since, stay.over_on = now.since, now.over
    _seal_note(stay, number, step.on, words, note or {}, ring)
    stay.save()
    facts.code_row(stay)
    audit.record(act="shelters.step", by=by, about=stay.case_id, detail={"step": step.act})
    _tell_others(stay, step, was, by, ring)
    return row


def _tell_others(stay: ShelterStay, step: StayStep, was: StayState, by: User, ring: Ring) -> None:
    """Let her case and her worker know of a step. `was`: where she was until then."""
    # With whom she is follows from the stay: asked a second time it would be answered otherwise.
    if custodian := custody_after(step.act, step.to):
        custody_changes(case=stay.case, person=stay.person_id, custody=custodian)
    say_anew(case=stay.case, by=by, ring=ring)
    if stay.over_on:
        asked_no_more(stay, by)
    if step.act in TOLD_TO_WORKER or (step.act is StayAct.RETURN and was in MISSED):
        title = replace(READ_ANEW, values={"who": stay.person.code_name})
        tell_worker(case=stay.case, title=title, by=by)


def next_number(stay: ShelterStay, ring: Ring) -> int:
    """Return the next number, without gap or double: whoever writes here holds the stay (see the
    head of the module). Also after those that somebody deleted from outside: what was written down
    of them stays sealed."""
    # Whoever asks something of the house may not open its book.
    noted = (int(number) for number in (stay.try_unseal(ring) or NO_NOTES)["notes"])
    return max([0, *noted, *stay.steps.values_list("number", flat=True)]) + 1


def _state_after(stay: ShelterStay, step: StayStep, today: date) -> StayNow:
    """Return the state after a step: by the stay itself where steps were deleted, or nothing could
    follow. Raises BadInput."""
    if not lacks_steps(stay):
        return check_step(replayed(stay), step, today)
    refuse_future("on", step.on, today)
    return after(as_stored(stay), step)


def _seal_note(
    stay: ShelterStay, number: int, on: date, words: str, more: Content, ring: Ring
) -> None:
    """Seal the words, and the hour of what is written down on its day."""
    now = timezone.localtime()
    at = {"at": now.isoformat()} if on == now.date() else {}
    words = check_no_place("words", long_text("words", words))
    content = stay.unseal(ring)
    # Only of its own day: of yesterday the hour of writing says nothing about when it was.
    note = at | ({"words": words} if words else {}) | more
    stay.seal(ring, content | {"notes": content["notes"] | {str(number): note}})


def _not_seen(stay: ShelterStay, on: date, by: User) -> None:
    """Tell the leads at once; a child not seen is in danger until somebody says otherwise."""
    age = consent_ages([stay.person_id], on)[stay.person_id]
    if age.as_child:
        danger_begins(case=stay.case, person=stay.person_id, on=on, by=by)
    tell_leads(stay.shelter, by, [stay])
