"""A girl of 15 whose father sold her: from the call to the review, in French on a telephone."""

import pytest
from django.urls import reverse

from fanal.cases.models import Case
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from tests.browser.walks import french, visitors

CALL = {
    "known": "Une voisine : son père l’a donnée contre une dette. Elle a 15 ans.",
    "where": "Si Racha", "about_whom": "Bouavan, 15",
}  # fmt: skip


def opened_from_a_call(sokha):
    sokha.open("/intake/new/").choose("danger_now", "no").choose("who_calls", "friend")
    sokha.fill(**CALL).press(sokha.page.locator("main .savebar button").first)
    sokha.press(sokha.page.locator("main form .buttons button").first)
    sokha.press(sokha.page.locator("main form .buttons button").first)
    return Case.objects.get()


def writes(sokha, case, kind, **answers):
    """From the list of what is due, by its link."""
    page = reverse("protection:case", args=[case.id])
    sokha.open(page).press(sokha.page.locator(f"main a[href$='/{kind}/']:visible").first)
    return sokha.fill(**answers)


@pytest.mark.long  # protection/test_best_interests.py and test_records.py hold it
def test_from_the_call_to_the_review(visit, cast):
    go_to = visitors(visit, cast, "review")
    sokha = go_to("sokha", "/intake/")
    case = opened_from_a_call(sokha)
    sokha.open(reverse("cases:case", args=[case.id]))
    sokha.reads(french("To review"), "lui expliquer ce que nous devons signaler").looks("01-case")

    writes(sokha, case, "duty", explained="yes", explained_how="En lao. Elle veut bien.")
    sokha.reads("Child Protection Act B.E. 2546", "1300").looks("02-duty").press()
    writes(sokha, case, "risk", level="high", dangers="Son père doit de l’argent au passeur.")
    sokha.looks("03-risk").press()
    writes(
        sokha,
        case,
        "safety_plan",
        safe_people="Sa tante",
        phone="Son père paie et connaît le code.",
    )
    sokha.looks("04-plan").press()
    writes(sokha, case, "best_interests", own_view="Aller chez sa tante.", guardian="disputed")
    sokha.looks("05-interests").press().looks("06-page")

    sokha.press(sokha.page.locator("main a[href*='/assessments/']").first)
    sokha.fill(
        decision="Elle va chez sa tante.", reasons="Elle le veut, et sa tante a été vue deux fois."
    )
    sokha.looks("07-proposed").press().reads("Noi Saetang")

    noi = go_to("noi", "/decisions/")
    noi.press(noi.page.locator("main a[href*='/protection/decisions/']").first)
    noi.reads("Elle va chez sa tante.", "Aller chez sa tante.").choose("agreed", "yes")
    noi.looks("08-second").press().reads(french("Decided by two:")).looks("09-decided")

    writes(noi, case, "review", form="review", decided="Une visite chaque semaine.")
    noi.looks("10-review").press().does_not_read("aucune n’a encore eu lieu").looks("11-page")
    assert ProtectionDecision.objects.get().agreed
    assert {one.kind for one in ProtectionRecord.objects.all()} == {
        "duty",
        "risk",
        "safety_plan",
        "best_interests",
        "review",
    }
