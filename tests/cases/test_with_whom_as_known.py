"""Who has her is known by name: "one of us" without one is no news, and takes the name away from nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign, say_no_longer
from fanal.cases.queries.present import states_in
from tests import files
from tests.shelters.scene import scene, sleeps


@pytest.fixture
def here(cast):
    made = scene(cast)
    sleeps(cast, made)
    return made


def custodian(cast, here):
    seen = states_in(here.case, cast.sokha, cast.ring(cast.sokha))[here.person.id].state
    return str(seen.custodian.answer)


def says(cast, here, whom, name=""):
    told = {"sign": "seen", "said_at": timezone.localtime(), "with_whom": whom, "with_name": name}
    record_sign(case=here.case, person=here.person, **told, **cast.acting(cast.sokha))


def test_the_shelter_is_said_on_the_form_and_kept_with_one_of_us(cast, here):
    for name in ("no_longer", "sign_of_life", "in_danger"):
        address = reverse(f"cases:{name}", args=[here.case.id, here.person.id])
        assert f"Empty: {here.shelter.name}, as known." in files.main_of(cast, cast.sokha, address)
    say_no_longer(
        case=here.case, person=here.person, said_by="colleague", said_at=timezone.localtime(),
        what_changed="She sleeps there.", free=True, with_whom="ours", **cast.acting(cast.sokha)
    )  # fmt: skip
    assert custodian(cast, here) == here.shelter.name


def test_another_kind_or_another_name_is_news(cast, here):
    says(cast, here, "ours", "Sokha")
    assert custodian(cast, here) == "Sokha"
    says(cast, here, "family")
    assert custodian(cast, here) == "family"
    says(cast, here, "ours")
    assert custodian(cast, here) == "ours"
