"""A shelter is closed. Whoever leads it asks, a director agrees (`fanal.organisation.changes`)."""

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import Refused
from fanal.shelters.models import Bed, Shelter
from fanal.shelters.queries.closing import left_in


@transaction.atomic
def close_shelter(*, shelter: Shelter, by: User | None) -> None:
    """Close a shelter, with its beds. Raises Refused with what is still in it.

    The shelter and its beds are held first: nobody is given one, or asks for one, in between.
    """
    locked, today = Shelter.objects.select_for_update().get(pk=shelter.pk), timezone.localdate()
    beds = Bed.objects.filter(shelter=locked, ended_on=None)
    list(beds.select_for_update())
    # Asked again here: a bed may have been given between the request and the yes of the director.
    if why := left_in(locked):
        raise Refused(*why)
    beds.update(ended_on=today)
    locked.closed_on = today
    locked.save_if_version(locked.version)  # an edit that was begun before meets it, and says so
    audit.record(act="shelters.closed", by=by, about=locked.id)
