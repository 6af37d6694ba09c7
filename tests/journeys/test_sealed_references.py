"""Rows that a sealed column names: of a leg, of whoever takes somebody over, of a sheet."""

import pytest
from django.utils import timezone

from fanal.accounts.models import Team
from fanal.journeys.models import JourneyCustodian, Leg, MissingSheet
from fanal.sealed.references import with_rows
from fanal.sharing.models import Override
from tests import files
from tests.journeys.scene import scene


def test_a_leg_holds_the_areas_it_was_made_with_and_so_it_is_read_again(cast):
    here, now = scene(cast, n=1), timezone.now()
    ubon, _bridge, pakse = here.areas
    made = files.leg(here.journey, ubon, pakse, here.escort, now, hours=3, by=here.by)
    again = Leg.objects.get(id=made.id)

    assert (again.start, again.start_id, again.end) == (ubon, ubon.id, pakse)
    assert (again.hands, again.hands_id) == (here.escort, here.escort.id)
    assert (again.crossing, again.crossing_id) == (None, None)


def test_without_colleagues_or_a_partner_the_ids_say_so_too():
    nobody = JourneyCustodian()

    assert (nobody.partner, nobody.partner_id, nobody.colleagues_ids) == (None, None, [])


def test_a_column_that_names_nobody_is_refused_where_rows_are_asked_for():
    with pytest.raises(TypeError, match="label"):
        with_rows([JourneyCustodian()], "label")


def test_a_sheet_whose_override_is_for_a_team_is_no_sheet():
    with pytest.raises(TypeError):
        MissingSheet(override=Override(team=Team())).partner  # noqa: B018
