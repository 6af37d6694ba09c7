"""What the demonstration shows of colleagues."""

from django.utils import timezone

from fanal.colleagues.demo import REGISTER, play
from fanal.colleagues.models import Helper, IncidentWords


def test_the_demonstration_has_a_register_and_incidents_with_sealed_words(cast):
    play(cast, timezone.localdate())
    assert Helper.objects.count() == len(REGISTER)
    assert IncidentWords.objects.count() == 4
