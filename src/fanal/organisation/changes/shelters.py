"""A shelter is closed: it is offered to nobody, and who leads its team reads on what was in it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.organisation.changes.base import ChangeKind, Values
from fanal.shelters.actions.closing import close_shelter
from fanal.shelters.models import Shelter


class ShelterClosing(ChangeKind):
    """The closing of a shelter, asked for by whoever leads it.

    Its name is no value: it stands sealed with the shelter. What is left in it is looked at when it
    is made: who asks may be kept out of the file of one who sleeps there, and learns nothing of
    her; the page asked of all others (`shown_left`).
    """

    def now(self, about: UUID) -> Values:
        return {"closed": Shelter.objects.get(pk=about).closed_on is not None}

    def check(self, about: UUID, wanted: Values) -> None:
        row = Shelter.objects.get(pk=about)
        if row.closed_on:
            raise Refused(say("This shelter was closed already."))

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        close_shelter(shelter=Shelter.objects.get(pk=about), by=by)

    def name(self, about: UUID, values: Values) -> str:
        return Shelter.objects.get(pk=about).name

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        return (
            say("It is offered to nobody from then on, and its beds end."),
            say("Whoever leads its team can still read who slept in it, and what happened there."),
            say("Nothing opens it again: a new shelter has new keys."),
        )


SHELTER = ShelterClosing("shelter", _("Closing of a shelter"), {"closed": _("Closed")})
