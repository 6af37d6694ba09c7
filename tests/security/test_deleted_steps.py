"""A step of a stay that somebody deleted in the database, in a house with one of everything."""

from django.urls import reverse

from fanal.shelters.models import ShelterStay, ShelterStayStep
from tests.security.planting import delete


def test_no_page_of_a_stay_fails_where_she_is_on_a_journey_too(world, browser, db):
    """With a journey, pages looked for the step that says that she came."""
    stay = ShelterStay.objects.first()
    delete(ShelterStayStep, stay_id=stay.id)
    for who, name, id in (
        ("noi", "shelters:stay", stay.id),
        ("noi", "shelters:case", stay.case_id),
        ("rith", "shelters:shelter", stay.shelter_id),
    ):
        answer = browser(who).get(reverse(name, args=[id]))
        assert answer.status_code == 200
        assert "from outside" in answer.text
