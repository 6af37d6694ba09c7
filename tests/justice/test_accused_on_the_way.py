"""She goes to a hearing as a witness, into a country in which she is accused: the journey says so to
whoever opens the proceedings, before she leaves."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import plans, preparing
from fanal.partners.actions import areas
from tests import files
from tests.justice.scene import DAY, begins, page_of, step
from tests.justice.scene import scene as scene_in_court

SAYS = "is accused in Vietnam: before she leaves, ask her lawyer"


@pytest.fixture
def here(cast):
    """Her way leads from Thailand to Viet Nam, where she is accused of her illegal exit."""
    here = scene_in_court(cast)
    begins(cast, here, "criminal", "VN", "witness")
    journey = here.journey = files.journey(cast, "court")
    country = {
        code: areas.add_area(code=code, name=name, kind="country", by=cast.noi)
        for code, name in (("TH", "Thailand"), ("VN", "Viet Nam"))
    }
    ours = plans.add_custodian(journey=journey, team=cast.bangkok, by=cast.noi)
    told = {"person": here.person, "case": here.case, "custodian": ours, "by": cast.sokha}
    preparing.prepare(journey=journey, **told)

    def goes(start, end, days=1):
        leaves = timezone.now() + days * DAY
        files.leg(journey, country[start], country[end], ours, leaves, by=cast.noi)

    return SimpleNamespace(**vars(here), goes=goes)


def page(cast, here, user):
    return files.main_of(cast, user, reverse("journeys:journey", args=[here.journey.id]))


def test_whoever_opens_the_proceedings_reads_it_and_where_it_stands(cast, here):
    here.goes("TH", "VN")
    shown = page(cast, here, cast.noi)
    assert SAYS in shown
    assert page_of(here, "proceeding", here.entry.id) in shown
    assert page_of(here, "proceeding", here.trial.id) not in shown


def test_it_is_said_of_no_way_out_of_that_country_nor_within_it(cast, here):
    here.goes("VN", "VN")
    here.goes("VN", "TH", days=2)
    assert SAYS not in page(cast, here, cast.noi)


def test_once_that_proceeding_is_over_nothing_is_asked(cast, here):
    here.goes("TH", "VN")
    step(cast, here.entry, "dropped")
    assert SAYS not in page(cast, here, cast.noi)
