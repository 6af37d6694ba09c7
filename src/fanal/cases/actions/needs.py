"""An answer to what she needs: an entry like any other, changed where it was asked before."""

from fanal.accounts.models import User
from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.needs import StatedNeed
from fanal.core.casework.answers import NOT_ASKED, NoAnswer, load
from fanal.keys.ring import Ring


def say_need(
    *,
    case: Case,
    domain: str,
    urgency: str | NoAnswer,
    said_by: str,
    before: StatedNeed | None,
    version: int,
    by: User,
    ring: Ring,
) -> CaseEntry:
    """How soon she needs help, or why there is no answer. Raises `BadInput`, `Conflict`.

    What was said in her words before stays with it.
    """
    if before is None:
        answers = {"domain": domain, "urgency": urgency, "said_by": said_by or NOT_ASKED}
        return add_entry(case=case, kind="need", answers=answers, by=by, ring=ring)
    answers = {
        "domain": domain,
        "urgency": urgency,
        # Kept: this page asks how urgent it is, and not for her words again.
        "words": load(before.data.get("words")),
        "said_by": said_by or NOT_ASKED,
    }
    return edit_entry(
        entry=before.entry,
        answers=answers,
        version=version,
        by=by,
        ring=ring,
        # `edit_entry` sets both days: left out, a day that was agreed would be gone.
        due=before.entry.due,
        done_on=before.entry.done_on,
    )
