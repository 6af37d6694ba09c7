"""The journal as a file: what the page shows, as a table, sealed to the age key of who takes it."""

from collections.abc import Iterator

import pyrage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.audit import queries
from fanal.audit.search import FoundEntries, opened
from fanal.audit.sentences import names_for, said
from fanal.core.data_files.csv_text import csv_of
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.web.words import labelled

MOST = 10_000
A_BATCH = 500


@transaction.atomic
def exported(*, found: FoundEntries, to: str, by: User) -> bytes:
    """The sealed file; that it was taken along is an entry itself. Raises BadInput for what is no
    age key, Refused for too many entries or none."""
    recipient = _recipient(to)
    if not found:
        raise Refused(say("No entry fits: there is nothing to export."))
    if len(found) > MOST:
        raise Refused(
            say(
                "These are {n:,} entries, at most {most:,} go into a file: choose fewer days.",
                n=len(found),
                most=MOST,
            )
        )
    audit.record(act="journal.exported", by=by, detail={"number": len(found)})
    # Written down before, in the same transaction: where sealing fails, neither the file nor the
    # entry is there.
    return bytes(pyrage.encrypt(csv_of(_table(found, by)), [recipient]))


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except (pyrage.RecipientError, ValueError):
        raise BadInput("age_key", say("This is not an age key: it begins with age1.")) from None


def _table(found: FoundEntries, by: User) -> Iterator[list[object]]:
    when = f"{_('When')} ({timezone.get_current_timezone()})"
    yield [_("Number"), when, _("By whom"), _("What was done"), _("Beside it")]
    for begin in range(0, len(found), A_BATCH):
        rows = queries.with_people(opened(found[begin : begin + A_BATCH]))
        known = names_for(by, rows)
        for entry in rows:
            yield _row(str(entry.by or _("the server")), said(entry, known))


def _row(who: str, shown: dict[str, object]) -> list[object]:
    # Not as a page says it: a table is sorted and counted by hours, in every language.
    at = f"{timezone.localtime(shown['when']):%Y-%m-%d %H:%M:%S}"  # type: ignore[arg-type]  # a moment
    more = "; ".join(labelled(name, value) for name, value in shown["more"])  # type: ignore[attr-defined]  # pairs
    return [shown["number"], at, who, shown["sentence"], more]
