"""A service that a partner gives, in an organisation that was set up as the documents say.

The partner is entered in the register, asked through the gate, and answers; then somebody asks
whether the first visit happened. Once it did, once it did not, and then somebody else is asked.
"""

from __future__ import annotations

import pytest

from tests.browser import steps_programmes as programmes
from tests.browser import test_girl_of_fifteen as girl
from tests.browser.steps_set_up import a_partner_is_found_fit, an_office, areas, calls
from tests.browser.walks import french

BAR = "Barreau solidaire"
ASKED = "Did the first visit happen?"


@pytest.fixture
def office(telephones, tmp_path):
    with an_office(telephones, tmp_path) as here:
        yield here


def a_service_is_asked(here, case):
    """Gives the page of the service: its partner has the sheet, and has not answered."""
    programmes.asks_for_a_service(here.sokha, case)
    service = here.sokha.path().removesuffix("who/")
    programmes.a_partner_is_asked(here.sokha, BAR)
    here.sokha.open(f"/cases/{case.id}/").reads(french(ASKED)).looks("task-of-the-visit")
    return service


def it_happens(sokha, service):
    programmes.the_partner_answers(sokha, service, "accepted").reads("Proposé", BAR)
    programmes.the_first_visit(sokha, service, "begun").reads("la première visite a eu lieu")


def it_does_not_happen(sokha, service):
    """They had said yes; it is too far, and nobody is taken for served."""
    programmes.the_partner_answers(sokha, service, "accepted").reads(french(ASKED))
    why = {"barrier": "distance", "words": "Quatre heures de route."}
    programmes.the_first_visit(sokha, service, "not_available", **why)
    sokha.reads("Pas disponible", "Trop loin", french("Ask somebody else"))


def they_say_no(sokha, service):
    programmes.the_partner_answers(sokha, service, "declined", "Complet jusqu’en mars.")
    sokha.reads("Refusé", french("Who we asked"), french("Ask somebody else"))
    sokha.does_not_read(french("Provided by"))


@pytest.mark.long
def test_a_partner_is_asked_answers_and_the_first_visit_happens_or_does_not(office):
    here = office
    areas(here)
    a_partner_is_found_fit(here, BAR, "legal")
    case = calls(here, ["forced_prostitution"], girl.CALL)
    programmes.fills_the_catalogue(here.noi, BAR)
    for comes in (it_happens, it_does_not_happen, they_say_no):
        comes(here.sokha, a_service_is_asked(here, case))
        here.sokha.open(f"/cases/{case.id}/").does_not_read(french(ASKED))
    here.sokha.open(f"/services/{case.id}/").reads(BAR, "Terminés ou refusés : 2")
    here.sokha.looks("three-services")
