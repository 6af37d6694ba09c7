"""The shelter of the demonstration: eight residents, one who is expected, a night counted by two."""

from django.utils import timezone

from fanal.core.shelters.nights import NightState
from fanal.shelters import demo
from fanal.shelters.models import Shelter, ShelterStay
from fanal.shelters.queries.evening_count import night_of
from tests.shelters.scene import DAY, child, woman


def test_the_demonstration_shows_one_shelter_with_eight_residents(cast):
    for number in range(7):
        woman(cast, f"ແມ່ {number}")
    for number in range(3):
        child(cast, f"ນ້ອຍ {number}")
    today = timezone.localdate()
    demo.play(cast, today)
    stays = list(ShelterStay.objects.all())
    assert sum(stay.stands.lives_here for stay in stays) == 8
    assert len(stays) == 9
    night = night_of(Shelter.objects.get(), today - DAY, cast.noi)
    assert night.state is NightState.CLOSED
