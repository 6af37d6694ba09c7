"""Who may be the same: the same family name and the same day of birth, and nobody has answered."""

from datetime import date

from django.db.models import Q

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.paged_grants import GrantedRows
from fanal.prevention.models import BothReal, PreventionParticipant
from fanal.sealed.server_key import marked
from scriptnames import romanise

MOST = 8


def near_mark(family: str, born: date | None) -> str:
    """Return a keyed hash by which one query finds all who may be the same, however many there
    are."""
    # Without accents, spaces and script, as two officers write one name in two ways.
    letters = "".join(letter for letter in romanise(family).casefold() if letter.isalnum())
    return marked(f"{letters}|{born}", "prevention.near") if letters and born else ""


def found_by(
    rows: GrantedRows[PreventionParticipant], number: int | None, family: str, born: date | None
) -> PreventionParticipant:
    """Return the participant that was looked for. Raises `BadInput` for none and for several."""
    if number is not None:
        participants = rows.filter(number=number)[:1]
    # A name alone would let anybody leaf through the register.
    elif not (family and born):
        raise BadInput("family", say("write the number, or family name and day of birth together"))
    else:
        participants = rows.filter(near=near_mark(family, born))[:MOST]
    where = "number" if number is not None else "family"
    if not participants:
        raise BadInput(where, say("nobody whose folder you may open fits this"))
    if len(participants) > 1:
        numbers = ", ".join(str(participant.number) for participant in participants)
        raise BadInput("number", say("several are found: the numbers {numbers}", numbers=numbers))
    return participants[0]


def unanswered(row: PreventionParticipant) -> list[PreventionParticipant]:
    """Return those who look like her, without the pairs of which somebody said that both are
    real."""
    if not row.near:
        return []
    answered = BothReal.objects.filter(Q(one=row.pk) | Q(other=row.pk)).values_list("one", "other")
    known = {id for pair in answered for id in pair}
    alike = PreventionParticipant.objects.filter(near=row.near).exclude(pk=row.pk)
    return list(alike.exclude(pk__in=known))
