"""Which teams work on her, when a case of hers goes from one team to another."""

from django.db import transaction
from django.db.models import F

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.keys.actions import offers
from fanal.keys.actions.renewing import renew_all
from fanal.keys.models import Folder
from fanal.people.models import AdditionalTeam, Person
from fanal.people.name_packs import take_out


@transaction.atomic
def leave_team(*, person: Person, team: Team, by: User) -> None:
    """Take her out of `team`, which has no case of hers any more; nothing changes where her file is
    of that team."""
    also = AdditionalTeam.objects.filter(person=person, team=team)
    if person.team_id == team.pk or not also.exists():
        return
    also.delete()
    take_out(person, team)
    offers.take_from_team([person.id], team)
    # What the team kept of her keys opens nothing that is written of her from now on.
    renew_all(Folder.objects.select_for_update().filter(pk=person.id))
    audit.record(act="person.left_team", by=by, about=person.id, detail={"team": str(team.pk)})


@transaction.atomic
def pass_on(*, person: Person, giving: Team, receiving: Team, stays: bool, by: User) -> bool:
    """Have `receiving` work on her from now on; return whether her file went over whole.

    `stays`: `giving` still has a case of hers, and keeps reading her file beside `receiving`. The
    search rows of `receiving` are made by `search_rows.refresh`, once it holds the keys.
    """
    moves = person.team_id == giving.pk and not stays
    if moves:
        Person.objects.filter(id=person.id).update(team=receiving)
        # A write of its own: what the database works out cannot be attested with the team (ADR 9).
        Person.objects.filter(id=person.id).update(version=F("version") + 1)
        person.refresh_from_db()
    also = AdditionalTeam.objects.filter(person=person)
    if person.team_id == receiving.pk:
        also.filter(team=receiving).delete()
    else:
        AdditionalTeam.objects.get_or_create(person=person, team=receiving)
    if not stays:
        also.filter(team=giving).delete()
        # The key of the giving team opens its search rows and packs for ever: the row of who left
        # is deleted, else its searches go on finding her.
        take_out(person, giving)
        offers.take_from_team([person.id], giving)
    detail = {"from": str(giving.pk), "to": str(receiving.pk), "stays": stays}
    audit.record(act="person.passed_on", by=by, about=person.id, detail=detail)
    return moves
