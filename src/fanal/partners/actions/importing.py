"""A list of partners put on file at once. Trust is in none of it: that is decided of each."""

from django.db import transaction

from fanal.accounts.models import User
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import PartnerPresence
from fanal.core.words import say
from fanal.partners import access
from fanal.partners.actions.partners import add_partner
from fanal.partners.list_table import ListTable
from fanal.partners.models import Partner, Presence
from fanal.partners.queries.list_lines import read_list


@transaction.atomic
def add_list(*, table: ListTable, by: User, leave_out: bool = False) -> int:
    """Add whoever of the list is not there yet; return how many. Raises `BadInput` while a line is
    wrong, unless those are to be left out."""
    # Whoever presses twice waits here for the first: then all of them are there.
    User.objects.select_for_update().get(pk=by.pk)
    read = read_list(table, access.partners_for(by))
    if read.wrong and not leave_out:
        raise BadInput(
            "leave_out", say("Tick this, or mend the lines in your file and choose it once more.")
        )
    made: dict[int, Partner] = {}
    for line in read.new:
        within = {} if line.above is None else {"within": made[line.above]}
        made[line.line] = add_partner(by=by, **line.answers | within)
    # That it is there and no more: how strong it is nobody has said.
    some = PartnerPresence.SOME
    Presence.objects.bulk_create(
        Presence(partner=made[line.line], area=area, level=some)
        for line in read.new
        for area in line.areas
    )
    return len(made)
