"""One pass over what is due, each part in a transaction of its own."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts import notices
from fanal.accounts.actions.refusing import forget_refusals
from fanal.accounts.deciders import newly_asked
from fanal.accounts.limits import forget_old
from fanal.accounts.office_time import offices_by_day
from fanal.accounts.sign_ins import forget_ended
from fanal.audit import search
from fanal.care.actions.requests_of_before import ask_about_requests_of_before
from fanal.cases.actions.present import opened_again_of_before, to_tell
from fanal.cases.actions.tasks import tasks_of_ended_grants
from fanal.cases.queries.at_risk import renew_watch_list, urgent_people
from fanal.cases.queries.reminders import to_remind
from fanal.cases.queries.statistics_consent import unwilling
from fanal.coded_facts.actions import leave_out_each
from fanal.commands import journal
from fanal.commands.changed_rows import put_back_what_was_changed
from fanal.commands.estimate_sources import known, what_is_stored
from fanal.commands.journey_alerts import who_is_called
from fanal.commands.mails import owed_mails, send_owed, went
from fanal.commands.sweep_parts import SweepParts
from fanal.core.journeys.checkins import Rung
from fanal.core.sealing.failures import BrokenSeal
from fanal.figures.actions import RecordedFact, forget_tables, renew_where_changed
from fanal.journeys.actions.mails import owe, owe_what_is_gone
from fanal.journeys.actions.missed_alarms import keep_where_due
from fanal.journeys.actions.sweeps import call_alarms
from fanal.journeys.models import Journey
from fanal.justice.actions.money_of_before import wait_for_money_of_before
from fanal.keys import drafts
from fanal.keys.actions import sweeping
from fanal.matching.actions.confirmers import close_where_due
from fanal.matching.actions.exchanges import end_where_due
from fanal.organisation.actions import stand_ins, travel
from fanal.prevention.actions.call_backs import end_call_backs
from fanal.protection.actions.eighteen import prepare_eighteen
from fanal.reintegration.actions.calls import call_of_contacts
from fanal.reintegration.actions.first_weeks import ask_in_the_first_weeks
from fanal.retention import actions as retention
from fanal.sharing.actions.recalls import recall_withdrawn
from fanal.sharing.actions.referrals import expire
from fanal.sharing.actions.transfer_answers import expire_offers
from fanal.shelters.actions.nights import tell_who_is_late_back
from fanal.web import sealed_pages
from fanal.web.idempotency import forget_before
from fanal.web.proofs import SetUpProof, last_proof, proved
from fanal.web.sweeps import sweep_ended, sweep_status


class EndsWithDay(Protocol):
    """A function that ends what ends in these offices, where it is `today`, and
    returns how many ended."""

    def __call__(self, *, today: date, offices: Collection[UUID]) -> int: ...


KEEP_FORM_KEYS = timedelta(days=7)
ENDS: dict[str, tuple[EndsWithDay, ...]] = {
    "recalled": (recall_withdrawn,),
    "expired": (expire, expire_offers),
    "exchanges": (end_where_due,),
    "stand_ins": (stand_ins.begin_and_end,),
    "tasks": (tasks_of_ended_grants,),
    "questions": (close_where_due,),
}


def sweep(now: datetime) -> dict[str, int]:
    """Do what is due; return what was done, by name. Doing it again at once does nothing. Raises,
    at the end, what kept a part from being done."""
    urgent, rest = SweepParts(), SweepParts()
    # Only the alarms come before it: they look for changed rows themselves, and nothing may keep
    # them waiting.
    no_journeys: dict[Rung, set[Journey]] = {}
    called = urgent.run(lambda: call(now), no_journeys)
    urgent.run(partial(keep_where_due, now), None)
    put_back_what_was_changed(urgent)
    write_what_is_due(now, rest)
    urgent.run(renew_watch_list, None)
    urgent.run(opened_again_of_before, None)
    remind_of_danger(now, urgent)
    tell_of_late_back(now, rest)
    urgent.run(lambda: owe_what_is_gone(now.date()), None)
    nothing: dict[str, int] = {}
    watched = rest.run(lambda: journal.watch(now), nothing)
    done = {
        "alarms": sum(map(len, called.values())),
        "mails": urgent.run(lambda: send_owed(now), 0) + rest.run(tell_of_accounts, 0),
        "mails_waiting": urgent.run(owed_mails, 0),
        **end_what_is_over(now, rest),
        **watched,
    }
    # Last: a sweep of which a part was not done counts as none, and `fanal doctor` says so. But for
    # a value that somebody broke, once whoever is in danger was told of: it stays broken, and what
    # is told once a day would be told again every five minutes.
    if not urgent.failed and rest.met_broken_values_alone:
        sweep_ended(now)
    urgent.must_be_done()
    rest.must_be_done()
    return done


def write_what_is_due(now: datetime, parts: SweepParts) -> None:
    """Ask and note what is due before anybody is mailed."""
    for part in (ask_about_money, ask_about_care, ask_after_returns):
        parts.run(partial(part, now), None)
    parts.run(lambda: forget_refusals(now.date()), None)
    parts.run(lambda: ask_deciders(now.date()), None)


def end_what_is_over(now: datetime, parts: SweepParts) -> dict[str, int]:
    """End what is over; return how many of each."""
    today = now.date()
    parts.run(sealed_pages.forget_old, None)
    day = timezone.localdate(now, timezone.get_default_timezone())
    parts.run(lambda: search.keep_days(day), None)
    ends: dict[str, Callable[[], int]] = {
        "travels": lambda: travel.end_over(today),
        "coded_links": lambda: renew_where_changed(
            what_is_stored(today), lambda: _who_counts(today)
        ),
        "tries": forget_old,
        "locked": sweeping.forget,
        "sessions": forget_ended,
        "drafts": lambda: drafts.forget_before(today - drafts.KEPT),
        "uploaded_tables": lambda: forget_tables(today - drafts.KEPT),
        "erased": retention.sweep,
        "call_backs": lambda: end_call_backs(today),
        "form_keys": lambda: forget_before(today - KEEP_FORM_KEYS),
    }
    ended = {name: parts.run(end, 0) for name, end in ends.items()}
    return end_of_days(now, parts) | {"turning_adult": turning_adult(now, parts)} | ended


def _who_counts(today: date) -> list[RecordedFact]:
    """Return the links of our own files; who is in no figure has no other coded facts either."""
    without = unwilling(today)
    leave_out_each(without)
    return known(today, without)


def end_of_days(now: datetime, parts: SweepParts) -> dict[str, int]:
    """End what ends with a day, by that of the office of its team: “today” is theirs."""
    done = Counter(dict.fromkeys(ENDS, 0))
    for day, offices in offices_by_day(now).items():
        for name, ends in ENDS.items():
            each = (partial(end, today=day, offices=offices) for end in ends)
            done[name] += sum(parts.run(end, 0) for end in each)
    return dict(done)


def turning_adult(now: datetime, parts: SweepParts) -> int:
    """Prepare who turns 18, with the first sweep of a day in their office: it looks at everybody in
    an open case."""
    days = offices_by_day(now, sweep_status(now).ended_at).items()
    each = (partial(prepare_eighteen, today=day, offices=offices) for day, offices in days)
    return sum(parts.run(one, 0) for one in each)


def tell_of_late_back(now: datetime, parts: SweepParts) -> None:
    """Tell who is late back, with the first sweep of a day in the office of the shelter."""
    for day, offices in offices_by_day(now, sweep_status(now).ended_at).items():
        parts.run(partial(tell_who_is_late_back, today=day, offices=offices), None)


def call(now: datetime) -> dict[Rung, set[Journey]]:
    """Call the alarms that are due, and write down with them who is to be told."""
    with transaction.atomic():
        called = call_alarms(now=now)
        owe(
            {user for rung, journeys in called.items() for user in who_is_called(rung, journeys)},
            now.date(),
        )
    return called


def ask_deciders(today: date) -> None:
    """Write down who is to be told that something new waits for a decision of hers. Raises
    BrokenSeal at the end where it is not known of somebody what waits for her."""
    failed: list[BrokenSeal] = []
    with transaction.atomic():
        owe(newly_asked(today, failed), today)
    if failed:
        raise failed[0]


def remind_of_danger(now: datetime, parts: SweepParts) -> None:
    """Write down, with the first sweep of a day in their office, that the workers and leads of
    everybody in danger or not heard from are to be told: also of who is on no journey and so has no
    alarm. So is whoever asked to be reminded of a task, and whom a contact calls that nobody
    made."""
    last = sweep_status(now).ended_at
    for day, offices in offices_by_day(now, last).items():
        parts.run(partial(owe_of_danger, day, offices), None)
        parts.run(partial(owe_reminders, day, offices), None)
        parts.run(partial(call_of_contacts, last, day, offices), None)


@transaction.atomic
def owe_of_danger(day: date, offices: Collection[UUID]) -> None:
    owe(to_tell(urgent_people(day)).filter(office__in=offices), day)


@transaction.atomic
def owe_reminders(day: date, offices: Collection[UUID]) -> None:
    owe([one for one in to_remind(day) if one.office_id in offices], day)


def ask_about_money(now: datetime) -> None:
    """Ask once after an upgrade: it looks at every record of a proceeding. Until all is marked,
    with the first sweep of a day in an office."""
    if last_proof(SetUpProof.MONEY) or not offices_by_day(now, sweep_status(now).ended_at):
        return
    if wait_for_money_of_before():
        proved(SetUpProof.MONEY, now.date())


def ask_about_care(now: datetime) -> None:
    """Ask once after an upgrade: it looks at every request of an open case."""
    if not last_proof(SetUpProof.CARE):
        ask_about_requests_of_before()
        proved(SetUpProof.CARE, now.date())


def ask_after_returns(now: datetime) -> None:
    """Ask after returns with the first sweep of a day in an office: it looks at every
    plan of the last months."""
    if offices_by_day(now, sweep_status(now).ended_at):
        ask_in_the_first_weeks(now.date())


def tell_of_accounts() -> int:
    """Mail whoever has news of her own account; one that failed is tried again.
    Return how many went."""
    # Noted once it went: one that failed is tried again by the next sweep.
    mailed = [(one, up_to) for one, up_to in notices.to_mail() if went(one)]
    for one, up_to in mailed:
        notices.mailed(one, up_to)
    return len(mailed)
