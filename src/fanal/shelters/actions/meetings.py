"""The weekly meeting of a shelter: what residents asked, what they were promised, the answer."""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.shelters.models import HouseMeeting, Shelter, ShelterStay


@transaction.atomic
def hold_meeting(
    *,
    shelter: Shelter,
    on: date,
    led_by: User,
    came: int,
    asked: str,
    promised: str,
    due: date | None,
    by: User,
    ring: Ring,
) -> HouseMeeting:
    """Write down a meeting. `came`: how many, never who. `promised` is owed until it is answered.
    Raises BadInput naming the question."""
    texts = {"asked": _text("asked", asked), "promised": _text("promised", promised)}
    _check_days(shelter, on, due, texts["promised"])
    _check_count(shelter, on, came)
    meeting = HouseMeeting(
        id=uuid4(),
        folder=shelter.id,
        shelter=shelter,
        on=on,
        led_by=led_by,
        # How many and never who: a list of who spoke up is not left with those who run the shelter.
        coded={"came": came},
        due=due,
        made_by=by,
    )
    meeting.seal(ring, texts | {"answer": ""})
    meeting.save(force_insert=True)
    audit.record(act="shelters.meeting", by=by, about=shelter.id)
    return meeting


def _check_days(shelter: Shelter, on: date, due: date | None, promised: str) -> None:
    refuse_future("on", on, timezone.localdate())
    if on < shelter.opened_on:
        raise BadInput("on", say("the shelter was not open yet on this day"))
    # What is promised without a day is owed on no day, and nobody is asked for it.
    if promised and due is None:
        raise BadInput("due", say("say by which day they have an answer"))
    if due and not promised:
        raise BadInput("promised", say("say what was promised by this day"))
    if due and due < on:
        raise BadInput("due", say("this day is before the meeting"))


def _check_count(shelter: Shelter, on: date, came: int) -> None:
    here = Q(over_on=None) | Q(over_on__gte=on)
    n = ShelterStay.objects.filter(here, shelter=shelter, since__lte=on).count()
    if not 0 <= came <= n:
        raise BadInput("came", say("from 0 to {n}: so many residents lived here on that day", n=n))


@transaction.atomic
def answer_meeting(
    *, meeting: HouseMeeting, on: date, words: str, version: int, by: User, ring: Ring
) -> None:
    """Record what they were told of a promise. Raises Conflict; BadInput naming the question."""
    if meeting.due is None or meeting.answered_on:
        raise Refused(say("No answer is owed from this meeting."))
    reply = _text("words", words)
    if not reply:
        raise BadInput("words", say("write what they were told"))
    if not meeting.on <= on <= timezone.localdate():
        raise BadInput("on", say("a day from the meeting to today"))
    meeting.answered_on = on
    meeting.write(ring, meeting.unseal(ring) | {"answer": reply}, version)
    audit.record(act="shelters.meeting_answered", by=by, about=meeting.shelter_id)


def _text(field: str, text: str) -> str:
    return check_no_place(field, long_text(field, text))
