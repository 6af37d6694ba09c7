"""She comes home to where another team of ours works: until somebody says who has her, both teams
are asked. In French, on telephones.
"""

import pytest
from django.urls import reverse

from fanal.journeys.actions import plans
from tests.browser import steps
from tests.journeys.scene import hand_over, scene

TODAY = reverse("cases:today")
ASKED = "1 personne est revenue et était en dernier avec votre équipe"
NOBODY_SAID = "Personne n’a dit avec qui elle est maintenant."


@pytest.fixture
def here(cast):
    made = scene(cast, n=1)
    made.vientiane = plans.add_custodian(
        journey=made.journey,
        label="Vientiane",
        team=cast.vientiane,
        phone="+856 20 000 003",
        by=cast.sokha,
    )
    hand_over(made, made.shelter, made.vientiane, made.people, ())
    made.pages = reverse("journeys:journey", args=[made.journey.id])
    made.heard = reverse("cases:sign_of_life", args=[made.case.id, made.people[0].id])
    return made


def is_confirmed(kham):
    kham.open(TODAY).reads("1 personne a été remise à votre équipe : est-elle là ?")
    kham.press(kham.page.locator("main a[href*='/arrived/']").first).looks("is-she-there")
    kham.fill(count="1").press().reads("1 personne est avec votre équipe, en chemin")


def comes_home(sokha, here):
    sokha.open(f"{here.pages}happened/").fill(kind="returned").press()
    sokha.open(reverse("cases:case", args=[here.case.id])).reads(NOBODY_SAID).looks("nobody-said")


def is_with_her_mother(sokha, here):
    sokha.open(here.heard).choose("sign", "seen").fill(with_whom="family", with_name="Sa mère")
    sokha.press().open(reverse("cases:case", args=[here.case.id]))
    sokha.reads("Avec Sa mère").does_not_read(NOBODY_SAID)


@pytest.mark.long  # journeys/test_coming_to_our_team.py holds it
def test_both_teams_are_asked_who_has_her_until_somebody_says(visit, cast, here):
    go_to = steps.colleagues(visit, cast, "who-has-her-now")
    kham, sokha = go_to("kham", TODAY), go_to("sokha", TODAY)
    is_confirmed(kham)
    comes_home(sokha, here)
    kham.open(TODAY).reads(ASKED, "Appelez Sokha Chea").looks("who-has-her")
    is_with_her_mother(sokha, here)
    kham.open(TODAY).does_not_read(ASKED)
