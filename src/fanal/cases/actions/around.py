"""What is recorded of a person around her, as the gate reads it without a key."""

from __future__ import annotations

from fanal.cases.models import Case, Entry, PersonAround
from fanal.core.casework.answers import is_value, load
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from scriptnames import Level, compare

AROUND = "around"


def note_around(entry: Entry, answers: Content) -> None:
    """Keep of an entry (its sealed answers, opened) what decides who is told and may answer."""
    said = {name: load(kept) for name, kept in answers.items()}
    coded = {
        "relation": _code(said.get("relation")),
        "never_told": said.get("safe") == "danger",
        "close": said.get("close") is True,
        "parties": same_name(_code(said.get("name"))),
    }
    PersonAround.objects.update_or_create(
        entry=entry, defaults={"case_id": entry.case_id, "coded": coded}
    )


def look_around(*, case: Case, ring: Ring) -> None:
    """Read the people around her anew: entries of before, and partners who were added since."""
    for entry in Entry.objects.of_kinds([case.id], AROUND):
        data = entry.try_unseal(ring)
        if data is None:
            continue
        note_around(entry, data)


def _code(answer: object) -> str:
    return answer if is_value(answer) and isinstance(answer, str) else ""


def same_name(name: str) -> list[str]:
    """The partners who are called the same, in any script."""
    if not name:
        return []
    called = Partner.objects.filter(merged_into=None).order_by("id")
    return [str(one.id) for one in called if compare(name, one.name).level >= Level.SOUND]
