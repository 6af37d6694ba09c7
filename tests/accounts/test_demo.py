"""The demonstration shows what the page of invitations is for."""

from django.utils import timezone

from fanal.accounts import demo
from fanal.accounts.models import User
from fanal.web.decisions import how_many
from tests.files import browser


def test_somebody_waits_to_be_let_in_for_the_director_and_every_lead(cast):
    demo.play(cast, timezone.localdate())
    assert [how_many(one) for one in (cast.claire, cast.noi, cast.somchit)] == [1, 1, 1]
    page = browser(cast, cast.noi).get("/accounts/invitations/").text
    for told in ("Malee Srisai", "malee@fanal.example", "Case worker", "Anan Suwan"):
        assert told in page
    assert not User.objects.filter(display_name="Malee Srisai").exists()
