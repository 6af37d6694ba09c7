"""A man who fled a scam compound and is told that he owes money: from his call to the review."""

import pytest

from fanal.papers.models import TypedPaper
from fanal.sharing.models import Referral
from tests.browser import steps
from tests.browser.test_journey import french

CALL = {
    "danger_now": "no", "who_calls": "herself", "callback_safe": "hours",
    "known": "Il a fui un centre d’arnaques à Poipet. On réclame 52 000 bahts à sa mère.",
    "where": "Aranyaprathet, Thaïlande", "about_whom": "Rachata, 24",
    "callback": "+66 2 555 01 20", "callback_when": "18 h à 20 h", "language": "thaï",
}  # fmt: skip
STATEMENT = {
    "on": "2026-10-05",
    "taken_by": "police", "language": "thaï", "read_back": "signed",
    "text": "Il dit avoir été enfermé et battu. Original au poste.",
}  # fmt: skip


def what_else_it_is_about(sokha, case):
    """An answer asks for what the kind of the case does not; an amount without currency is refused."""
    sokha.adds(case, "particulars", "also", compound="yes")
    sokha.goes("/write/compound/").fill(task="De faux investissements", left="fled")
    sokha.looks("compound").press()
    sokha.goes("/write/debt/").fill(amount="52 000", to_whom="Le chef du centre").is_refused()
    sokha.reads("un montant demande sa monnaie").looks("no-currency")
    sokha.proposes(to_whom="Le chef du centre").fill(currency="THB", said_by="herself").press()
    sokha.goes("/write/work/").fill(
        employer="Le centre",
        agreed="25 000",
        per="month",
        currency="THB",
        said_by="herself",
        owed="75 000",
        hours="16",
    ).looks("work").press()
    sokha.reads("52 000 THB", "75 000 THB", french("Added up")).looks("debts-and-wages")


def was_interviewed_before(sokha, noi, case):
    """What the police took down is read; to ask once more takes a reason that a lead accepts."""
    steps.her_statement(sokha, case, **STATEMENT)
    steps.agrees(sokha, case, "interview", words="Oui, sans donner le nom de ma mère.")
    steps.is_not_interviewed(sokha, case, "pour un nouvel entretien, il faut une raison")
    sokha.goes("/again/").fill(reason="La police n’a rien demandé de la dette.").looks("again")
    sokha.press().looks("again-asked")
    steps.decides(noi, "/again/", answer="yes")


def is_interviewed(sokha, case):
    """In the language of his call, through an interpreter; about the compound first."""
    thai = {"language": "interpreted", "spoken": "thaï"}
    steps.begins_the_interview(sokha, case, thai, interpreter="INT-4")
    asked = steps.is_asked(sokha, {"forced_criminality": "yes"}, at_most=6)
    assert {"forced_criminality", "debt_bondage"} <= set(asked), asked
    sokha.press(sokha.page.get_by_role("button", name=french("Stop here"))).looks("law")
    steps.confirms_the_circumstances(sokha, case, {}, recruited="Thaïlande", exploited="Cambodge")
    sokha.reads("Thaïlande → Cambodge", french("Male"))


@pytest.mark.long
def test_a_man_from_a_scam_compound_with_debts_from_the_call_to_the_review(visit, cast):
    steps.shelter(cast)
    go_to = steps.colleagues(visit, cast, "compound")
    sokha, noi = go_to("sokha", "/intake/new/"), go_to("noi", "/cases/")
    case = steps.takes_the_call(sokha, ["labour"], sex="M", **CALL)
    sokha.reads("24 ans", "Aranyaprathet")
    what_else_it_is_about(sokha, case)
    was_interviewed_before(sokha, noi, case)
    is_interviewed(sokha, case)

    steps.writes(sokha, case, "risk", level="medium", dangers="On appelle sa mère chaque jour.")
    steps.writes(sokha, case, "safety_plan", safe_people="Son oncle", phone="Nouveau numéro.")
    steps.writes(sokha, case, "recovery", decision="takes", body="La police de Sa Kaeo")
    steps.makes_the_paper(
        sokha, case, kind="non_punishment", state="prepared", body="Procureur de Sa Kaeo"
    ).reads("Demande de ne pas punir", "Rachata", "Procureur de Sa Kaeo")
    assert TypedPaper.objects.get().person == steps.her(case)
    steps.refers(sokha, noi, case, said_by="herself")
    assert Referral.objects.get().case == case

    steps.writes(noi, case, "review", form="review", decided="Voir sa mère avec la police.")
    noi.looks("reviewed")
    steps.looks_back(sokha, case)
