"""A girl of 15 whose father sold her: from the call of a neighbour to the review of her case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.law.asking_children import NEVER_OF_A_CHILD
from fanal.identification.models import Interview
from fanal.protection.models import ProtectionRecord
from fanal.sharing.models import Referral
from tests.browser import steps
from tests.browser.test_journey import french

CALL = {
    "danger_now": "yes", "who_calls": "friend", "callback_safe": "never",
    "known": "Une voisine : son père l’a donnée à un homme contre une dette.",
    "where": "Si Racha, Thaïlande", "about_whom": "Bouavan, 15",
}  # fmt: skip
FATHER = {"name": "Somchai", "relation": "father", "safe": "suspect"}
STATEMENT = {
    "on": "2026-10-05", "taken_by": "multidisciplinary_team", "language": "lao",
    "interpreter": "INT-2", "read_back": "refused",
    "text": "Elle dit que son père l’a donnée contre une dette. Elle ne veut pas signer.",
    "not_asked": "Les noms des clients.", "kept": "Parquet de Si Racha", "copy_with_her": "no",
}  # fmt: skip
NO_CONSENT = (
    "There is no consent to an interview that counts. Record it first; for a child, together "
    "with whoever may consent for the child."
)


def consents(sokha, case):
    """The yes of her suspect father opens nothing; hers does."""
    steps.is_not_interviewed(sokha, case, french(NO_CONSENT))
    steps.agrees(sokha, case, "interview", "Somchai", given_by="parent_or_caregiver")
    sokha.reads(french("does not count"))
    steps.is_not_interviewed(sokha, case, french(NO_CONSENT))
    steps.agrees(sokha, case, "interview", words="Je veux bien parler, pas avec mon père.")


def is_interviewed(sokha, case):
    steps.begins_the_interview(sokha, case)
    asked = steps.is_asked(sokha, {"debt_bondage": "yes", "recruited": "yes"})
    assert len(asked) > 2
    assert not NEVER_OF_A_CHILD & set(asked)
    sokha.press(sokha.page.locator("main [name=all_asked]")).looks("law")
    steps.confirms_the_circumstances(
        sokha, case, {"oldest": "15"}, sex="female", recruited="Laos", exploited="Thaïlande"
    )
    sokha.reads("de 0 à 15 ans", "Laos → Thaïlande")


def her_best_interests(sokha, noi, case):
    steps.writes(
        sokha, case, "best_interests", own_view="Aller chez sa tante.", guardian="disputed"
    )
    sokha.press(sokha.page.locator("main a[href*='/assessments/']").first)
    sokha.fill(decision="Elle va chez sa tante.", reasons="Elle le veut. Sa tante a été vue.")
    sokha.looks("proposed").press().reads("Noi")
    steps.decides(noi, "/protection/decisions/", agreed="yes").reads("Elle va chez sa tante.")


def who_answers_for_her(sokha, noi, case):
    in_two_months = timezone.localdate() + timedelta(days=60)
    sokha.open(f"/cases/{case.id}/consent/").goes("/answers-for-her/")
    sokha.fill(
        ground="danger",
        speaker="case_worker_in_her_interest",
        until=in_two_months.isoformat(),
        reasons="Son père l’a vendue ; sa mère est morte. Elle est d’accord.",
    )
    sokha.looks("carer").press().reads("Noi").looks("carer-asked")
    steps.decides(noi, "/answers-for-her/").reads("Sokha", "Noi")


@pytest.mark.long
def test_a_girl_whose_father_is_a_suspect_from_the_call_to_the_review(visit, cast):
    steps.shelter(cast)
    go_to = steps.colleagues(visit, cast, "girl")
    sokha, noi = go_to("sokha", "/intake/new/"), go_to("noi", "/cases/")
    case = steps.takes_the_call(sokha, ["forced_prostitution"], **CALL)
    sokha.reads("15 ans", "Si Racha", "lui expliquer ce que nous devons signaler")
    sokha.adds(case, "people", "around", **FATHER).reads("Somchai").looks("father")
    consents(sokha, case)
    is_interviewed(sokha, case)
    steps.her_statement(sokha, case, **STATEMENT).reads("INT-2", "Les noms des clients.")

    steps.writes(sokha, case, "duty", explained="yes", explained_how="En lao. Elle veut bien.")
    danger = {"because": "danger"}
    steps.writes(sokha, case, "risk", danger, level="high", dangers="Son père doit de l’argent.")
    steps.writes(sokha, case, "safety_plan", safe_people="Sa tante", phone="Son père a le code.")
    her_best_interests(sokha, noi, case)
    who_answers_for_her(sokha, noi, case)

    sokha.adds(
        case,
        "particulars",
        "debt",
        amount="30 000",
        currency="THB",
        what_for="family",
        to_whom="L’homme du karaoké",
        said_by="herself",
    ).reads("30 000 THB").looks("debts")
    steps.makes_the_paper(
        sokha, case, kind="guardianship", state="to_make", body="Tribunal des mineurs"
    ).reads("Bouavan", "15 ans", "Tribunal des mineurs")
    steps.refers(sokha, noi, case, said_by="herself")
    assert Referral.objects.get().case == case

    steps.writes(noi, case, "review", form="review", decided="Une visite chaque semaine.")
    noi.looks("reviewed")
    steps.looks_back(sokha, case).does_not_read(french("does not count"))
    assert Interview.objects.count() == 1
    assert ProtectionRecord.objects.count() == 5
