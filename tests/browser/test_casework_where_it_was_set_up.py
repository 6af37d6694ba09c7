"""The three stories of case work in organisations that were set up as the documents say.

No cast and no demonstration: what is proposed, refused and asked is what anybody has on the first day.
The partner to whom somebody is referred was put on file by a lead, and found fit by two, on pages.
"""

from __future__ import annotations

import pytest

from tests.browser import steps
from tests.browser import test_girl_of_fifteen as girl
from tests.browser import test_man_from_a_compound as man
from tests.browser import test_surrogate_with_a_newborn as surrogate
from tests.browser.steps_set_up import a_shelter_is_found_fit, an_office, calls
from tests.browser.walks import french


@pytest.fixture
def office(telephones, tmp_path):
    with an_office(telephones, tmp_path) as here:
        yield here


@pytest.mark.long
def test_a_girl_of_fifteen_whose_father_is_a_suspect(office):
    sokha, noi = office.sokha, office.noi
    a_shelter_is_found_fit(office)
    case = calls(office, ["forced_prostitution"], girl.CALL)
    sokha.open(f"/care/case/{case.id}/").goes("/ask/")
    sokha.reads(french("No health worker has joined yet"), "72").looks("nobody-treats-her")
    sokha.adds(case, "people", "around", **girl.FATHER).reads("Somchai")
    girl.consents(sokha, case)
    girl.is_interviewed(sokha, case)
    steps.her_statement(sokha, case, **girl.STATEMENT)
    steps.writes(sokha, case, "duty", explained="yes", explained_how="En lao. Elle veut bien.")
    danger = {"because": "danger"}
    steps.writes(sokha, case, "risk", danger, level="high", dangers="Son père.")
    steps.writes(sokha, case, "safety_plan", safe_people="Sa tante", phone="Son père a le code.")
    girl.her_best_interests(sokha, noi, case)
    girl.who_answers_for_her(sokha, noi, case)
    steps.makes_the_paper(
        sokha, case, kind="guardianship", state="to_make", body="Tribunal des mineurs"
    ).reads("Bouavan", "15 ans", "Tribunal des mineurs")
    steps.refers(sokha, noi, case, said_by="herself")
    steps.writes(noi, case, "review", form="review", decided="Une visite chaque semaine.")
    steps.looks_back(sokha, case).does_not_read(french("does not count"))


@pytest.mark.long
def test_a_surrogate_with_a_newborn(office):
    sokha, noi = office.sokha, office.noi
    ploy = office.joins("Ploy", "health_worker", team=True)
    case = calls(office, ["surrogacy"], surrogate.CALL)
    surrogate.is_told_of(ploy)
    child = surrogate.adds_her_child(sokha, case)
    surrogate.is_interviewed(sokha, case)
    steps.her_statement(sokha, case, **surrogate.STATEMENT)
    surrogate.what_she_says_of_the_child(sokha, case)
    surrogate.is_protected(sokha, noi, case, child)
    steps.makes_the_paper(
        sokha,
        case,
        kind="birth_registration",
        state="to_make",
        body="État civil de Paksé",
        person=steps.her(case).id,
    ).reads("ບົວຄຳ", "Hôpital de Paksé", "État civil de Paksé")
    steps.writes(noi, case, "review", form="review", decided="Une collègue passe chaque jour.")
    steps.looks_back(sokha, case)


@pytest.mark.long
def test_a_man_from_a_scam_compound_with_debts(office):
    sokha, noi = office.sokha, office.noi
    case = calls(office, ["labour"], man.CALL, sex="M")
    man.what_else_it_is_about(sokha, case)
    man.was_interviewed_before(sokha, noi, case)
    man.is_interviewed(sokha, case)
    steps.writes(sokha, case, "risk", level="medium", dangers="On appelle sa mère chaque jour.")
    steps.writes(sokha, case, "safety_plan", safe_people="Son oncle", phone="Nouveau numéro.")
    steps.writes(sokha, case, "recovery", decision="takes", body="La police de Sa Kaeo")
    steps.makes_the_paper(
        sokha, case, kind="non_punishment", state="prepared", body="Procureur de Sa Kaeo"
    ).reads("Demande de ne pas punir", "Rachata", "Procureur de Sa Kaeo")
    steps.writes(noi, case, "review", form="review", decided="Voir sa mère avec la police.")
    steps.looks_back(sokha, case)
