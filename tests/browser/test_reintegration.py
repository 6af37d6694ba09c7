"""A contact by telephone with a woman whom nobody reaches, on a small telephone and in French."""

import pytest
from django.urls import reverse

from fanal.reintegration.actions import plans
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import PlanRecord
from tests.browser.chromium import accessibility_faults
from tests.browser.walks import visitors
from tests.reintegration.scene import DAY, again, goal, page_of, scene, today, tried


@pytest.fixture
def here(cast):
    found = scene(cast)
    cast.case = found.case
    plan = again(found.plan)
    rules = ContactRules(
        ways=["call", "visit"],
        days=[str(today().weekday())],
        pretext="le cours de couture",
        safe_person="sa tante, au marché",
        code_word="mangue",
    )
    plans.change_rules(plan=plan, rules=rules, version=plan.version, **cast.acting(cast.sokha))
    goal(cast, plan, words="Une boutique à moi.", hoped="Un étal trois jours par semaine.")
    tried(cast, plan, "not_reached", today() - 14 * DAY)
    tried(cast, plan, "not_reached", today() - 7 * DAY)
    return found


@pytest.mark.long  # reintegration/test_pages.py holds it
def test_a_contact_by_phone_with_a_lost_contact(visit, cast, here):
    sokha = visitors(visit, cast, "reintegration")("sokha", page_of(here), allowed=(422,))
    page = sokha.page
    sokha.reads("Réessayer, par un autre moyen", "2 tentatives").looks("1-plan")
    sokha.open(page_of(here, "contact")).reads("le cours de couture").looks("2-contact")
    page.locator("[name=way]").select_option("call")
    page.locator(f"[name=at][value='{today() - DAY}']").check()
    page.locator("[name=at_hour]").fill("0:01")
    page.locator("[name=result][value=not_reached]").check()
    page.locator("[name=words]").fill("Son frère a répondu.")
    sokha.is_refused().reads("ce n’est pas dans les heures qu’elle a données").looks("3-refused")
    page.locator("[name=way]").select_option("visit")
    sokha.press().reads("Demander à la personne sûre qu’elle a nommée").looks("4-after")
    assert PlanRecord.objects.filter(plan=here.plan).count() == 3
    sokha.open(page_of(here, "families")).looks("5-families")
    sokha.open(page_of(here, "assess")).looks("6-assess")
    sokha.open(page_of(here, "rules")).looks("7-rules")


@pytest.mark.long  # reintegration/test_pages.py holds it
def test_a_lead_reads_the_rates_on_a_small_telephone(visit, cast, here):
    tried(cast, here.plan, "reached", safe=True, way="she_comes")
    noi = visitors(visit, cast, "reintegration")("noi", reverse("reintegration:rates"))
    noi.reads("1 et 1 sur 1", "Perdues", "Décédées").looks("8-rates")


def test_what_is_over_is_folded_on_the_screen_and_stands_on_paper(visit, cast):
    found = scene(cast)
    tried(cast, found.plan, "not_reached", today() - 9 * DAY, words="Personne ne répond.")
    tried(cast, found.plan, "reached", today() - 6 * DAY, safe=True, words="Elle coud.")
    page = visit(page_of(found), client=cast.client(cast.sokha), width=360, language="fr")
    over = page.get_by_text("Personne ne répond.")
    assert over.is_hidden()
    assert accessibility_faults(page) == []
    page.emulate_media(media="print")
    assert over.is_visible()
