"""She says on the telephone that she goes on alone, while her case says that she is in danger: her plan
ends once somebody has seen her, and not before. In French, on telephones.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger
from tests.browser import steps
from tests.reintegration.scene import page_of, scene, tried

NOT_OVER = "Elle est en danger : personne dont la parole compte n’a dit que c’est fini"
HERS = "J’ai ma boutique, je continue seule."


@pytest.fixture
def here(cast):
    made = scene(cast)
    # Before the minute in which it is said to be over.
    earlier = timezone.now() - timedelta(minutes=5)
    say_in_danger(
        case=made.case, person=made.person, said_by="mother", said_at=earlier, words="",
        **cast.acting(cast.sokha),
    )  # fmt: skip
    tried(cast, made.plan, "reached", safe="yes", freely="yes", words=HERS)
    return made


def asks_to_end(sokha, here):
    sokha.open(page_of(here, "end")).choose("why", "by_her_word")
    for name in ("who_goes_on", "person_there", "way_back"):
        sokha.page.locator(f"main [name={name}]").check()
    return sokha.fill(her_words=HERS)


def is_not_ended(sokha, here):
    asks_to_end(sokha, here).reads("Ce qui s’y oppose", NOT_OVER).looks("in-danger")
    sokha.fill(reasons="Elle le veut.").is_refused().reads(NOT_OVER).proposes(her_words=HERS)


def is_seen(sokha, here):
    sokha.open(reverse("cases:no_longer", args=[here.case.id, here.person.id]))
    sokha.choose("said_by", "colleague").choose("free", "yes")
    sokha.fill(what_changed="Son père est parti.", with_whom="herself").press().press()


def ends(noi, here):
    noi.open("/decisions/").press(noi.page.locator("main a[href*='/reintegration/']").first)
    noi.reads(HERS).does_not_read(NOT_OVER).looks("agrees")
    agree = noi.page.locator(f"main form[action='{page_of(here, 'agree_end')}'] button")
    noi.press(agree).reads("Elle poursuit sa vie sans nous").looks("ended")


@pytest.mark.long  # reintegration/test_plans.py holds it
def test_a_plan_ends_by_her_word_once_nobody_says_that_she_is_in_danger(visit, cast, here):
    go_to = steps.colleagues(visit, cast, "end-of-a-plan")
    sokha, noi = go_to("sokha", page_of(here)), go_to("noi", "/decisions/")
    is_not_ended(sokha, here)
    is_seen(sokha, here)
    asks_to_end(sokha, here).does_not_read(NOT_OVER).press()
    ends(noi, here)
