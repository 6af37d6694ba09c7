"""The journal and what is attested: whole, noted elsewhere, certified."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fanal.audit import queries, second_place
from fanal.authority import ledger, noted_head
from fanal.authority import queries as authority
from fanal.authority.failures import Unserved
from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check, named
from fanal.installation import restored_state


# A database that was put back to yesterday, together with the file beside it, is found only by an
# entry that was noted elsewhere (ADR 7).
@check(
    "journal",
    FAILURE,
    say("The journal is not older than what was noted of it"),
    say(
        "Where a backup was put back on purpose: docs/operating.md, “Restore elsewhere”. Else call "
        "for help from outside."
    ),
)
def journal_not_older() -> Sentence | None:
    # Cheap enough for every run: two numbers are compared.
    if older := queries.older_than_noted():
        return say("it ends at entry {n}, entry {m} was noted", n=older[0], m=older[1])
    # On a new machine nothing was noted of it.
    if restored := restored_state.waiting(settings.VAR):
        made = timezone.localdate(datetime.fromisoformat(restored.made))
        return say(
            "the backup of {day} was put back, and nobody accepted yet that it goes on from there",
            day=made,
        )
    return None


@check(
    "journal",
    FAILURE,
    say("No break of the journal waits to be acknowledged"),
    say(
        "`fanal audit verify` says where; two people acknowledge it with `fanal audit acknowledge "
        '--by A --by B --reason "…"`.'
    ),
)
# An alarm stays until two people acknowledge it: it must not go away by itself.
def journal_alarm() -> Sentence | None:
    return say("there is one") if queries.raised_alarm() else None


@check(
    "journal",
    FAILURE,
    say("The journal is whole, and agrees with what was noted of it"),
    say(
        "Where another place cannot be reached, mount it; a new one is begun by `fanal tick`. Else "
        "keep the files as they are: `fanal audit verify` says each place. Once you know why, as "
        "of a clock that was wrong, two people acknowledge it: `fanal audit acknowledge --by A "
        '--by B --reason "…"`.'
    ),
    # Reads every entry; the page of the administrator leaves it out.
    slow=True,
)
def journal_whole() -> Sentence | None:
    faults = queries.examine().faults
    if not faults:
        return None
    return say("places that are wrong: {n}; the first: {fault}", n=len(faults), fault=faults[0])


# Without the file there is nothing to compare the database with.
@check(
    "journal",
    FAILURE,
    say("The head of the journal is noted beside the database"),
    say(
        "See whether journal.head can be written; `fanal tick` notes it anew, and the journal says"
        " it was gone."
    ),
)
def journal_head_noted() -> Sentence | None:
    return say("it is missing or empty") if second_place.is_empty() else None


@check(
    "journal",
    FAILURE,
    say("The head of the attested records is noted beside the database"),
    say(
        "Once you know why it is gone, two people note it anew: `fanal authority certify "
        "--present A --present B`."
    ),
)
def ledger_head_noted() -> Sentence | None:
    # Missing is a failure, and not made anew by itself: its deletion would go unnoticed (ADR 9).
    return None if noted_head.kept() else say("authority.head is missing")


@check(
    "journal",
    # No failure: an office with one machine has no other place, and has to know what that means.
    WARNING,
    say("The head of the journal is noted on another machine or disk"),
    say(
        "Set journal.places to a mounted folder elsewhere: whoever has this machine has the "
        "head beside it, too."
    ),
)
def journal_elsewhere() -> Sentence | None:
    return None if settings.JOURNAL_PLACES else say("nowhere")


@check(
    "journal",
    WARNING,
    say("Those other places can be reached"),
    say("Mount the folder, and let the account of the service add to its file."),
)
def journal_places_reached() -> Sentence | None:
    gone = [one for one in settings.JOURNAL_PLACES if not Path(one).is_dir()]
    return named(say("not there"), gone)


@check(
    "journal",
    FAILURE,
    say("What decides who may read what can be relied on"),
    say(
        "`fanal audit verify` says where it cannot. After a restore two people run `fanal restore "
        'accept --present A --present B --reason "…"`, else `fanal authority certify --present A '
        "--present B`."
    ),
)
def ledger_served() -> Sentence | None:
    try:
        # Tried as a page tries it: what it cannot serve, pages do not serve.
        ledger.read()
    except Unserved as failure:
        return failure.SENTENCE
    return None


@check(
    "journal",
    # Until two people certify, the new tables count as they did before (ADR 9, levels).
    WARNING,
    say("Every table that is attested was certified"),
    say("Once after an upgrade, two people run `fanal authority certify --present A --present B`."),
)
def everything_certified() -> Sentence | None:
    waiting = authority.not_certified()
    return say("tables that wait for it: {n}", n=len(waiting)) if waiting else None


@check(
    "journal",
    FAILURE,
    say("Actions here made every row that decides who may read what"),
    say(
        "Ask whether a backup was put back; else somebody else writes to the database. "
        "“Journal” says more; then two people run `fanal authority certify --present A --present "
        "B`."
    ),
)
def rows_genuine() -> Sentence | None:
    # Rows that were taken out of their tables and are reported until somebody settles them (ADR 9).
    found = authority.unsettled()
    return say("rows that none made: {n}", n=len(found)) if found else None


@check(
    "journal",
    FAILURE,
    say("Every attested row stands now as actions here wrote it"),
    say(
        "`fanal audit verify` names the rows. Ask whether a backup was put back; else somebody "
        "else writes to the database. Then two people run `fanal authority certify --present A "
        "--present B`."
    ),
    # Reads every attested row, also those of which the timer has not heard yet.
    slow=True,
)
def rows_as_written() -> Sentence | None:
    # Of a ledger that cannot be read, and of a head that is not noted, other lines tell.
    ledger.read()
    found = [one for one in authority.current_faults() if one != authority.NO_SECOND_PLACE]
    return say("wrong: {n}; the first: {fault}", n=len(found), fault=found[0]) if found else None
