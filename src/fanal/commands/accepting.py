"""`fanal restore accept`: two people accept that the journal goes on from a backup that was put
back. What is missing is said, and stays in the journal with both names."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fanal.commands import access_ended_again, authority, django_setup, erased_again
from fanal.commands.messages import moment, spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput, Refused
from fanal.core.words import Sentence, say
from fanal.installation import backup_notes, restored_state

if TYPE_CHECKING:
    from fanal.accounts.models import User
    from fanal.commands.access_ended_again import AccessStillOpen
    from fanal.installation.restored_state import RestoredState

# Numbers of what is missing, since nothing here can say what it was.
GAP = say(
    "The journal here ends at entry {n}. Entry {m} was noted outside it. Entries that are not "
    "here, nor what was done with them: {gap}."
)
NOT_KNOWN = say(
    "The backup is of {made}, its journal ends at entry {n}. Nothing on this machine knows what "
    "was written after it: compare with the head on paper or in a mail (`fanal audit verify "
    "--against`)."
)
LOOK = say(
    "Look first: who was kept out of a case since then, or lost access to a part of one, stands "
    "here as on that day."
)
ENDS_AGAIN = say("With your acceptance this ends once more, as it did here since then:")
DONE = say(
    "Accepted: the journal goes on from entry {n}. Head for paper: {head}. Now start the server."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        # Two people, since whoever can put an older state back can undo who was kept out of what
        # (ADR 21).
        "--present",
        action="append",
        default=[],
        metavar="EMAIL",
        help=hint("accept: address of one of the two people, once for each of them"),
    )
    parser.add_argument("--reason", help=hint("accept: what happened, in a short sentence"))
    parser.add_argument(
        "--leave-out", action="store_true", help=hint("put aside what the journal does not know")
    )


def run(options: argparse.Namespace) -> None:
    """Accept a state that was put back. Raises BadInput for who may not, Refused where none was."""
    django_setup.ready()
    from django.conf import settings

    from fanal.audit.queries import older_than_noted
    from fanal.authority import queries
    from fanal.commands.serve import up_to_date
    from fanal.keys.trust import check_organisation, organisation

    # Before anything is asked: an older database would be read with newer code.
    up_to_date()
    # The keys of the organisation first: a database of somebody else must not be accepted.
    check_organisation(organisation())
    restored, older = restored_state.waiting(settings.VAR), older_than_noted()
    if not restored and not older:
        # An acceptance that is not called for would hide the next break.
        raise Refused(say("no backup was put back here that waits to be accepted"))
    people, made = authority.two(options.present), _made(restored)
    reason, faults = _reason(options.reason), queries.faults()
    # All that is wrong is read before anybody gives her name for it.
    authority.show(faults)
    print(spoken(_gap(restored, older)))
    print(spoken(LOOK))
    # Said before they confirm: an account that opens again is part of what is accepted.
    again = _announced(access_ended_again.still_open(made))
    # Certifying asks both for their pass-phrases; where it was not needed they confirm here.
    if not _certified(people, faults, options.leave_out):
        for person in people:
            authority.confirms(person)
    _accept(people, reason, restored, older)
    # Only after the entry: killed in between, the command is run again.
    restored_state.end(settings.VAR)
    note = backup_notes.PutBackNote(datetime.now(UTC), made)
    backup_notes.note(settings.VAR, note)
    for said in (*access_ended_again.end(again, people), *erased_again.erase()):
        print(spoken(said))


def _announced(again: list[AccessStillOpen]) -> list[AccessStillOpen]:
    lines = [*(access.planned() for access in again), *erased_again.planned()]
    for line in (ENDS_AGAIN, *lines) if lines else ():
        print(spoken(line))
    return again


def _certified(people: list[User], faults: list[Sentence], leave_out: bool) -> bool:
    """Certify what stands there, too, where the ledger is older than what was noted;
    return whether."""
    from fanal.authority import certifying

    with certifying.alone():
        if not certifying.needed(faults):
            return False
        n = authority.confirmed_by(people, leave_out=leave_out)
    print(spoken(say(authority.DONE.template, n=n)))
    return True


def _accept(
    people: list[User], reason: str, restored: RestoredState | None, older: tuple[int, int] | None
) -> None:
    """Write the entry first: what was noted elsewhere is compared with it, and then
    acknowledged."""
    from fanal.audit import acknowledging, actions
    from fanal.audit.queries import examine, head_on_paper

    first, second = people
    # The reason in the words of the two: it stays in the journal (ADR 21).
    detail = {"second": str(second.pk), "said": reason, **_numbers(restored, older)}
    actions.record(act="journal.branch_accepted", by=first, detail=detail)
    if faults := examine().faults:
        acknowledging.acknowledge(by=first, second=second, reason=reason, faults=faults)
    print(spoken(say(DONE.template, n=detail["number"], head=head_on_paper())))


def _numbers(restored: RestoredState | None, older: tuple[int, int] | None) -> dict[str, object]:
    """Return the entry from which the journal goes on, the last that was noted, and
    when the backup was made."""
    # Where nothing newer was noted, the number of the backup is all there is.
    number, noted = older or (restored.number if restored else 0, None)
    return {"number": number, "noted": noted, "made": restored.made if restored else None}


def _made(restored: RestoredState | None) -> datetime:
    """Return the moment of the state: that of the backup, or of the last entry of the journal."""
    from fanal.audit.actions import last_hour

    if restored:
        return datetime.fromisoformat(restored.made)
    # Without a note of the backup the last entry says of when the state is.
    return last_hour() or datetime.now(UTC)


def _gap(restored: RestoredState | None, older: tuple[int, int] | None) -> Sentence:
    if older:
        return say(GAP.template, n=older[0], m=older[1], gap=older[1] - older[0])
    if restored is None:
        raise Refused(say("no backup was put back here that waits to be accepted"))
    return say(NOT_KNOWN.template, made=moment(restored.made), n=restored.number)


def _reason(text: str | None) -> str:
    from fanal.core.casework.typed_text import says_something, short_text

    reason = short_text("--reason", text or "")
    # Read years later by an auditor: "ok" would say nothing.
    if not says_something(reason):
        raise BadInput("--reason", say("say in a sentence of at least four words what happened"))
    return reason
