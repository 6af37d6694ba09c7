"""What a shelter is held to: its rules by version, and by whom its standards were looked at."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.rendering import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.shelters.models import Shelter


@transaction.atomic
def write_rules(*, shelter: Shelter, words: str, version: int, by: User) -> None:
    """A new version: whoever lives there is asked anew. The same words are no new version. Raises
    Conflict; BadInput without words."""
    text = check_no_place("words", long_text("words", words))
    if not text:
        raise BadInput("words", say("write the rules as they are explained"))
    if text == shelter.rules_text:
        return
    shelter.told = shelter.told | {
        "rules": shelter.rules_version + 1,
        "rules_on": timezone.localdate().isoformat(),
        "rules_text": text,
    }
    shelter.save_if_version(version)
    audit.record(act="shelters.rules", by=by, about=shelter.id)


@transaction.atomic
def add_check(
    *, shelter: Shelter, on: date, checked_by: str, standard: str, left: str, version: int, by: User
) -> None:
    """Somebody looked at the standards; `left`: what is still open. Raises Conflict; BadInput
    naming the question."""
    refuse_future("on", on, timezone.localdate())
    told = {
        "on": on.isoformat(),
        "checked_by": short_text("checked_by", checked_by),
        "standard": short_text("standard", standard),
        "left": long_text("left", left),
    }
    for field in ("checked_by", "standard", "left"):
        check_no_place(field, told[field])
        if field != "left" and not told[field]:
            raise BadInput(field, say("this is needed"))
    checks = sorted([told, *shelter.checks], key=lambda one: one["on"], reverse=True)
    shelter.told = shelter.told | {"checks": checks}
    shelter.save_if_version(version)
    audit.record(act="shelters.standards", by=by, about=shelter.id)
