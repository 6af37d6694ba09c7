"""A lawyer, an analyst and an auditor in an organisation that was set up as the documents say.

The lawyer reads of a case what was granted to her, the analyst figures, the auditor what was done.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.browser.steps_programmes import begins_a_proceeding, by_name, her_monday
from tests.browser.steps_set_up import an_office, the_code_name
from tests.browser.test_set_up_for_work import takes_the_call
from tests.browser.walks import french

WHY = "Elle porte plainte."
NOT_HERS = (
    "/cases/",
    "/journeys/",
    "/people/new/",
    "/shelters/",
    "/care/",
    "/funds/",
    "/prevention/",
)

NUMBERS = {"/figures/", "/services/indicators/", "/reintegration/rates/", "/prevention/quarter/"}


@pytest.fixture
def office(telephones, tmp_path):
    with an_office(telephones, tmp_path) as here:
        yield here


def opens_nothing_yet(mai, case):
    """No case was granted to her, and each page says who does that."""
    mai.arrives()
    said = mai.walks_her_menu()
    assert (
        french("It appears here once a lead gives you access to it, or to a part of it.")
        in said["/cases/"]
    )
    mai.is_not_shown(case, f"/justice/{case.split('/')[-2]}/")


def is_granted_the_law(noi, mai, case):
    noi.open(case + "who/").looks("who-may").open(case + "who/grant/")
    by_name(noi, "to", "Mai").fill(reason=WHY)
    for part in ("legal", "files"):
        noi.page.locator(f"main [name=compartments][value={part}]").check()
    noi.looks("grants").press().reads("Mai").looks("granted")


def works_on_the_law(mai, case, code_name):
    mai.arrives().open("/cases/").reads(code_name).looks("her-cases")
    mai.open(case).looks("case-of-the-lawyer")
    begins_a_proceeding(mai, SimpleNamespace(id=case.strip("/").rpartition("/")[2]))
    her_monday(mai)


def reads_figures_alone(duc, case, code_name):
    duc.arrives().reads(french("No estimate has been defined yet."))
    said = duc.walks_her_menu()
    assert set(said) >= NUMBERS
    assert french("None in this period.") in said["/services/indicators/"]
    assert not [words for words in said.values() if code_name in words]
    duc.is_not_shown(case, *NOT_HERS, "/audit/")


def reads_what_was_done(vera, case, code_name):
    """By whom, about which case; never what is written in it."""
    journal = vera.arrives().walks_her_menu()["/audit/"]
    assert f"Mai a ajouté une procédure au dossier {code_name}" in journal
    assert "Sous caution" not in journal
    assert "Bouavan" not in journal
    vera.is_not_shown(case, *NOT_HERS, "/figures/")


@pytest.mark.long
def test_lawyer_analyst_and_auditor_from_the_invitation_to_their_pages(office):
    noi, sokha = office.noi, office.sokha
    case = takes_the_call(sokha)
    case_id = case.strip("/").rpartition("/")[2]
    code_name = the_code_name(sokha, SimpleNamespace(id=case_id))
    mai = office.joins("Mai", "lawyer", team=True)
    duc = office.joins("Duc", "data_analyst", agreed=office.claire)
    vera = office.joins("Vera", "auditor", agreed=office.claire)
    opens_nothing_yet(mai, case)
    is_granted_the_law(noi, mai, case)
    works_on_the_law(mai, case, code_name)
    reads_figures_alone(duc, case, code_name)
    reads_what_was_done(vera, case, code_name)
