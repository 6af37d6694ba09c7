"""A legal hold: put on by one and agreed to by another; lifted by two likewise."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import DECIDED, must_still_ask_herself
from fanal.audit import actions as audit
from fanal.authority import attested, genuine_rows
from fanal.cases.models import Case
from fanal.core.calendars.months import add_years
from fanal.core.casework.retention import HoldReason
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.people.models import Person
from fanal.retention.models import LegalHold
from fanal.retention.queries import deciding, holding

MOST_YEARS = 10


@transaction.atomic
def hold(*, on: Person | Case, reason: str, until: date, words: str = "", by: User) -> LegalHold:
    """Put a legal hold on a person or a case; it holds from now on. Raises BadInput naming `reason`
    or `until`, and Refused where the same is on it already."""
    today = timezone.localdate()
    if reason not in set(HoldReason):
        raise BadInput("reason", say("choose why"))
    # A bound, so that a hold that nobody remembers ends: law asks for a reason to keep data, too.
    if not today < until <= add_years(today, MOST_YEARS):
        raise BadInput("until", say("a day within the next {n} years", n=MOST_YEARS))
    genuine_rows.run_in_transaction()
    of = {"person": on} if isinstance(on, Person) else {"case": on}
    said = long_text("words", words)
    _must_be_another(holding.in_force().filter(reason=reason, **of), said)
    row = LegalHold.objects.create(reason=reason, until=until, words=said, by=by, on=today, **of)
    _entry("hold.asked", row, by)
    return row


def _must_be_another(rows: QuerySet[LegalHold], words: str) -> None:
    """Raise Refused where the same hold is in force: whoever lifts one would believe that nothing
    holds any more. Two courts may each ask for one: their references differ."""
    if same := next((row for row in rows if row.words.strip() == words.strip()), None):
        day = holding.last_day(same)
        raise Refused(say("The same legal hold is on this already, until {day}.", day=day))


@transaction.atomic
def ask_to_lift(*, row: LegalHold, by: User) -> None:
    """Ask to lift a hold. Raises Refused where somebody asked already, or it is over."""
    found = _now(row)
    # Lifting is a question of its own: a hold of one person ends by itself after a week.
    if found.agreed_on is None or found.lift_on:
        raise Refused(say("A second person decides about it first."))
    found.lift_by, found.lift_on = by, timezone.localdate()
    found.save(update_fields=["lift_by", "lift_on"])
    _entry("hold.lift_asked", found, by)


@transaction.atomic
def agree_hold(*, row: LegalHold, by: User) -> None:
    """Agree to the hold, or to lifting it. Raises Refused."""
    found = _decided_by(row, by)
    if found.lift_by:
        # A hold that only one person still wants lifted stays.
        must_still_ask_herself(
            AskedBy(found.lift_by, found.lift_on or found.on), Permission.LEAD_CASES
        )
        deciding.must_not_be_kept_out(found.lift_by.pk, deciding.kept_out_of_held(found))
        found.ended_by, found.ended_on = by, timezone.localdate()
        found.save(update_fields=["ended_by", "ended_on"])
        _entry("hold.lifted", found, by)
        return
    found.agreed_by, found.agreed_on = by, timezone.localdate()
    found.save(update_fields=["agreed_by", "agreed_on"])
    _entry("hold.agreed", found, by)


@transaction.atomic
def refuse_hold(*, row: LegalHold, by: User) -> None:
    """The hold ends, or stays where it was to be lifted. Raises Refused."""
    found = _decided_by(row, by)
    if found.lift_on:
        found.lift_by, found.lift_on = None, None
        found.save(update_fields=["lift_by", "lift_on"])
        _entry("hold.kept", found, by)
        return
    found.ended_by, found.ended_on = by, timezone.localdate()
    found.save(update_fields=["ended_by", "ended_on"])
    _entry("hold.refused", found, by)


def _decided_by(row: LegalHold, by: User) -> LegalHold:
    found = _now(row)
    # A page that was opened when the question was whether it holds must not lift it.
    if (found.agreed_on and not found.lift_on) or found.waits_for != row.waits_for:
        raise Refused(DECIDED)
    if not deciding.may_decide_hold(by, found):
        raise Refused(say("Another person decides this."))
    return found


def _now(row: LegalHold) -> LegalHold:
    """Return the hold as it stands now, genuine and in force."""
    genuine_rows.run_in_transaction()
    # Two answers at the same time are decided one after the other.
    found = LegalHold.objects.select_for_update().filter(pk=row.pk).first()
    if found is None or not holding.in_force().filter(pk=row.pk).exists():
        raise Refused(DECIDED)
    attested.must_be_genuine(found)
    return found


def _entry(act: str, row: LegalHold, by: User) -> None:
    about = row.person_id or row.case_id
    audit.record(act=act, by=by, about=about, detail={"reason": row.reason})
