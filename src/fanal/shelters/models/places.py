"""A shelter of ours and its beds. Where it stands is known by its area and nothing nearer."""

from datetime import date

from django.conf import settings
from django.db import models

from fanal.core.shelters.door_keys import DoorKey, LostKey, open_since
from fanal.core.shelters.kinds import BedKind, ShelterKind
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import Versioned
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import LABEL, Substitute

USER = settings.AUTH_USER_MODEL


def unreadable() -> dict[str, object]:
    """What a page says of a shelter of which nothing opens."""
    return {"name": LABEL.make(), "kind": ShelterKind.EMERGENCY}


class Shelter(UUIDModel, Versioned):
    """One of our shelters. Its id is that of a folder: what is written in it opens to its staff, to
    whom the team's lead gives the key, and to the team.

    `told`: its name, which is a code name, its `kind`, whether residents go out freely, and if not
    why and by which order; its rules with their version, who looked at its standards or comes to,
    how many residents there may be to one colleague at night, and who has a key of its door.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="shelters")
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    # Under the server's key and not that of the book: another team asks a shelter for a bed by its
    # name and kind.
    told = ServerSealedJSONField(default=dict, instead=Substitute(unreadable))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["opened_on", "id"]

    name = StoredAs(str, "told", "name")
    kind = StoredAs(ShelterKind, "told", "kind")

    @property
    def is_open(self) -> bool:
        """Whether residents come and go as they please."""
        return not self.told.get("restricted")

    @property
    def rules_version(self) -> int:
        """The version of the rules; 0 where nobody has written them down."""
        return int(self.told.get("rules") or 0)

    @property
    def rules_text(self) -> str:
        return str(self.told.get("rules_text") or "")

    rules_on = StoredIfAny(date.fromisoformat, "told", "rules_on")

    @property
    def checks(self) -> list[dict[str, str]]:
        """The looks at its standards, the last first: `on`, `checked_by`, `standard`, what is
        `left` and `until` when it is to be mended; `mended_on`, and how it was `mended`."""
        return list(self.told.get("checks") or ())

    @property
    def announced(self) -> dict[str, str] | None:
        """The inspection that comes next: `on`, `checked_by`, `standard`."""
        return self.told.get("announced") or None

    @property
    def door_keys(self) -> list[DoorKey]:
        """Who has a key of the door, in the order in which they were given."""
        return [DoorKey.stored(told) for told in self.told.get("door_keys") or ()]

    @property
    def lost_keys(self) -> list[LostKey]:
        return [LostKey.stored(told) for told in self.told.get("lost_keys") or ()]

    @property
    def open_since(self) -> date | None:
        """The day since when a key is lost and the lock has not been changed."""
        return open_since(self.lost_keys)

    @property
    def per_staff(self) -> int | None:
        return self.told.get("per_staff") or None


class Bed(UUIDModel):
    """A bed or a cot. `label`: how it is called in the shelter."""

    shelter = models.ForeignKey(Shelter, on_delete=models.RESTRICT, related_name="beds")
    label = ServerSealedTextField(instead=LABEL)
    kind = ServerSealedTextField(choices=stored_codes(BedKind))
    number = models.PositiveIntegerField()
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["shelter", "number"], name="beds_in_order")]

    bed_kind = StoredAs(BedKind, "kind")
