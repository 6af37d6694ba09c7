"""What a call said of her health: proposed where a health worker is asked, until one was asked."""

from datetime import date

from django.db.models import Max

from fanal.care.models import CareRequest
from fanal.cases.models import Case
from fanal.cases.queries.known_answers import KnownAnswer, known_for
from fanal.keys.drafts.writers import as_id
from fanal.keys.ring import Ring

KIND, FIELD = "health", "complaint"


def asked_last(case: Case) -> date | None:
    """The day on which a health worker was last asked in this case."""
    last: date | None = CareRequest.objects.filter(case=case).aggregate(on=Max("made_on"))["on"]
    return last


def said_of_health(case: Case, ring: Ring, call: str) -> KnownAnswer | None:
    """Return what a call said of her health; None where none did. `call`: the id of the call whose
    words alone are meant, "" for the last one."""
    return known_for(case, KIND, ring, as_id(call)).get(FIELD)
