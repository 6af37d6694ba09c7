"""An exchange with a partner: written by one lead, agreed to by a second person, ended, counted.

A partner asks by a pseudonym: the question goes to the colleague who works on the file. Whoever
types it in learns nothing from it: the same is read, written and answered for a pseudonym of ours
and for any other text.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.accounts.office_time import of_offices
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_still_ask_herself
from fanal.audit import actions as audit
from fanal.authority import reading
from fanal.authority.attested import must_be_genuine
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.thresholds import SMALLEST_LIST
from fanal.core.words import say
from fanal.figures.actions import RecordedFact, note_links
from fanal.keys.actions import create_folder, destroy
from fanal.keys.ring import Ring
from fanal.matching.models import Exchange, FollowUp
from fanal.matching.queries.exchanges import pairs_of, secret_of, unwilling
from fanal.matching.queries.followups import decides_on, person_of
from fanal.partners.models import Area, Partner
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.sharing.models import Referral

# Files, days and sizes have limits because a partner who lies about its list can ask after whom it
# guesses, 24 composites for each record of the size agreed (THREAT_MODEL.md, Partners).
LONGEST = timedelta(days=92)
FEWEST_FILES, MOST_FILES = 3, 20
LONGEST_LIST = 4_000  # people; a longer one meets on the command line: a file has at most 10 MB


@transaction.atomic
def propose(
    *,
    team: Team,
    partner: Partner,
    project: str,
    party: str,
    purpose: str,
    size: int,
    their_size: int,
    most_files: int,
    ends_on: date,
    by: User,
    on: date | None = None,
) -> Exchange:
    """Write down with whom, why, until when, how many people each list has and how many files.
    Nothing leaves by it yet. Raises `BadInput` naming the field."""
    day = on or timezone.localdate()
    words = _words({"project": project, "party": party, "purpose": purpose})
    _must_be_new(words["project"], team, by)
    _must_make_sense(ends_on, day, most_files)
    for field, people in (("size", size), ("their_size", their_size)):
        _must_be_a_size(field, people)
    exchange = Exchange.objects.create(
        team=team,
        partner=partner,
        size=size,
        their_size=their_size,
        most_files=most_files,
        ends_on=ends_on,
        made_by=by,
        made_on=day,
        **words,
    )
    create_folder(folder=exchange.id, kind="exchange", team=team, by=by)
    audit.record(act="exchange.proposed", by=by, about=exchange.id, detail={"partner": partner.id})
    return exchange


@transaction.atomic
def agree(*, exchange: Exchange, by: User, on: date | None = None) -> None:
    """The second person's yes. Raises Refused for the one who wrote it, and once it is over."""
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    # One colleague alone could name a size of list that points at somebody, to a partner of her
    # choice.
    if row.made_by_id == by.pk:
        raise Refused(say("a second person has to agree: you wrote this yourself"))
    if row.agreed_by_id or row.ended_on:
        raise Refused(say("this was answered already"))
    # A yes to somebody who has left since would be the yes of one.
    must_still_ask_herself(AskedBy(row.made_by, row.made_on), Permission.LEAD_CASES)
    row.agreed_by, row.agreed_on = by, on or timezone.localdate()
    row.save(update_fields=["agreed_by", "agreed_on"])
    audit.record(act="exchange.agreed", by=by, about=row.id)


@transaction.atomic
def end_exchange(*, exchange: Exchange, by: User | None, on: date | None = None) -> None:
    """Delete the secret, the list and the pairs, and erase the keys they were sealed under."""
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    if row.ended_on:
        return
    row.ended_on = on or timezone.localdate()
    row.save(update_fields=["ended_on"])
    # With the secret every guess at what is in the files that travelled can be checked: it goes
    # with the exchange, and its key with it. Backups of before still hold both.
    row.secrets.all().delete()
    destroy(folder=row.id, by=by)
    audit.record(act="exchange.ended", by=by, about=row.id)


def end_where_due(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """End those of the teams of these offices whose last day is over, where it is `today`. For the
    sweep; twice does nothing twice. How many."""
    over = Exchange.objects.filter(ended_on=None, ends_on__lt=today)
    ending = over.filter(of_offices("team__office", offices)).order_by("id")
    due = reading.rows_that_count(ending)  # one that was changed by hand stops no sweep
    return len(of_each_that_opens(due, lambda one: end_exchange(exchange=one, by=None, on=today)))


@transaction.atomic
def count(
    *,
    exchange: Exchange,
    source: str,
    month: date,
    area: Area,
    counts_as: str,
    bands: Collection[str],
    by: User,
    ring: Ring,
) -> int:
    """Code for the lists of an estimate that the partner knows these people too. How many.

    Pseudonyms only; each person once; nobody who said no to figures.
    """
    kept_pairs = secret_of(exchange, "pairs")
    if kept_pairs is None:
        raise Refused(say("there are no pairs yet"))
    chosen = [
        pair for pair in pairs_of(exchange, by, ring) if pair.band in bands and not pair.counted
    ]
    # Asked on the day of counting: a no to figures may be newer than the exchange.
    out = unwilling({pair.person.id for pair in chosen}, timezone.localdate())
    people = {pair.person.id for pair in chosen} - out
    code = short_text("source", source)
    note_links(
        links=[
            RecordedFact(person, code, month, area.code, counts_as) for person in sorted(people)
        ],
        by=by,
    )
    data = kept_pairs.unseal(ring)
    for row in data["pairs"]:
        row["counted"] = row["counted"] or row["person"] in set(map(str, people))
    kept_pairs.write(ring, data, kept_pairs.version)
    audit.record(act="exchange.counted", by=by, about=exchange.id)
    return len(people)


def needed(field: str, text: str) -> str:
    """Return one line that is needed. Raises `BadInput` for none."""
    return short_text(field, text, needed=say("this is needed"))


def _words(values: dict[str, str]) -> dict[str, str]:
    return {field: needed(field, text) for field, text in values.items()}


def _must_be_new(project: str, team: Team, by: User) -> None:
    """Refuse a word that is not new among the exchanges of this team and of her other teams, whose
    files she could take for each other: of any other, a refusal would tell that there is one of
    that word."""
    known = Exchange.objects.filter(team__in={team, *by.teams.all()}).order_by("id")
    if project in {exchange.project for exchange in known}:
        raise BadInput("project", say("another exchange had this word: files of both would mix"))


def _must_be_a_size(field: str, people: int) -> None:
    if not SMALLEST_LIST <= people <= LONGEST_LIST:
        raise BadInput(
            field, say("between {least} and {most}", least=SMALLEST_LIST, most=LONGEST_LIST)
        )


def _must_make_sense(ends_on: date, day: date, most_files: int) -> None:
    if not day <= ends_on <= day + LONGEST:
        raise BadInput("ends_on", say("between today and {n} days from now", n=LONGEST.days))
    if not FEWEST_FILES <= most_files <= MOST_FILES:
        raise BadInput(
            "most_files", say("between {least} and {most}", least=FEWEST_FILES, most=MOST_FILES)
        )


MOST_A_DAY = 10  # more would be a way to try pseudonyms out


@transaction.atomic
def pass_on(
    *,
    exchange: Exchange,
    pseudonym: str,
    contact: str,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> None:
    """Write the question down and give it to who works on the file, if it is one of ours.

    Raises `BadInput` for what is empty, Refused once there are too many on one day or it is over.
    """
    day = on or timezone.localdate()
    asked, who = needed("pseudonym", pseudonym), needed("contact", contact)
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    must_be_genuine(row)
    if not row.runs_on(day):
        raise Refused(say("this exchange is not open"))
    # Else a partner could find out by many questions who is ours.
    if row.follow_ups.filter(asked_on=day).count() >= MOST_A_DAY:
        raise Refused(say("{n} questions a day are the most: ask again tomorrow", n=MOST_A_DAY))
    # Of a pseudonym that is none of ours a row is written as well: no list tells which was.
    link, to = decides_on(row, person_of(row, asked, ring))
    FollowUp.objects.create(
        exchange=row,
        contact=who,
        person_id=link.person_id if link else None,
        case_id=link.case_id if link else None,
        to=to,
        asked_by=by,
        asked_on=day,
    )
    audit.record(act="exchange.asked", by=by, about=row.id)


@transaction.atomic
def close(*, follow_up: FollowUp, by: User, referral: Referral | None = None) -> None:
    """Close a question: it is answered by `referral`, which the gate reads again, or stays without
    an answer."""
    waiting = FollowUp.objects.filter(id=follow_up.id, closed_on=None)
    if not waiting.update(closed_on=timezone.localdate(), referral=referral):
        return  # by a colleague at the same moment: the first answer holds
    audit.record(act="exchange.followed", by=by, about=UUID(str(follow_up.case_id)))
