import pytest

from fanal.accounts.models import Membership, Team
from fanal.keys.key_pairs import admit, make_team_key, pair_of
from fanal.people.models import EmergencyGroup


@pytest.fixture
def emergency(cast):
    """The emergency group: Noi in Bangkok, Linh in Ho Chi Minh City."""
    team = Team.objects.create(name="Emergency", office=cast.bangkok.office)
    for user in (cast.noi, cast.linh):
        Membership.objects.create(user=user, team=team)
    make_team_key(team=team, first=pair_of(cast.noi), by=cast.noi)
    admit(team=team, user=cast.linh, **cast.acting(cast.noi))
    EmergencyGroup.objects.create(team=team)
    return team
