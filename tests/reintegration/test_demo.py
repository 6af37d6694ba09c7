"""The demonstration shows two women over three years, and the rates have both in every line."""

from fanal.core.reintegration.lost_to_follow_up import Standing
from fanal.people.demo import play as play_people
from fanal.reintegration.demo import play
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.lists import plan_rows
from fanal.reintegration.queries.rates import rates_page
from tests.reintegration.scene import today


def test_one_was_lost_and_came_back_and_one_is_not_reached(cast):
    play_people(cast, today())
    play(cast, today())
    rows = plan_rows(Plan.objects.order_by("start"), today())
    assert {row.standing for row in rows} == {Standing.IN_CONTACT, Standing.NOT_REACHED}
    assert sum(row.promises for row in rows) == 1
    page = rates_page(cast.noi)
    assert {rate.due + rate.not_due for _months, rate in page.rates} == {2}
    eighteen = dict(page.rates)[18]
    assert (eighteen.lost, eighteen.not_due) == (1, 1)
    assert (page.counted.assessed, page.counted.returns) == (1, 2)
