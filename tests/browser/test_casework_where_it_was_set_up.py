"""A girl of 15 whose father sold her, in an organisation that was set up as the documents say.

No cast and no demonstration: what is proposed, refused and asked is what anybody has on the first day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from tests.browser import steps
from tests.browser import test_girl_of_fifteen as girl
from tests.browser.installation import Installation
from tests.browser.test_set_up_for_work import Colleague, everybody_comes_in, is_let_in
from tests.browser.walks import french


class Worker(Colleague, steps.Colleague):
    """On her telephone, who looks closely at each page."""


@dataclass
class CaseOnPages:
    """What a page says of a case, for the steps of a story."""

    id: str
    person: str
    concerns: object = field(init=False)

    def __post_init__(self):
        whom = SimpleNamespace(role="concerned", person=SimpleNamespace(id=self.person))
        self.concerns = SimpleNamespace(all=lambda: [whom])


def case_on(colleague):
    """The case whose page is open, and whom it was opened for."""
    case = colleague.page.url.rstrip("/").split("/")[-1]
    colleague.open(f"/protection/{case}/")
    person = re.search(rf"/protection/{case}/([0-9a-f-]{{36}})/risk/", colleague.page.content())[1]
    return CaseOnPages(case, person)


@pytest.mark.long
def test_a_girl_of_fifteen_from_the_call_to_the_review_where_nothing_was_prepared(
    telephones, tmp_path
):
    installation = Installation(tmp_path)
    link = installation.set_up()
    with installation.serving() as url:
        anan, claire, noi, sokha = everybody_comes_in(
            lambda url, name: Worker(telephones(url), name), url, link
        )
        is_let_in(sokha, noi)
        sokha.open("/intake/").follow("Take a call")
        steps.answers_the_call(sokha, ["forced_prostitution"], **girl.CALL)
        case = case_on(sokha)
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
        sokha.adds(
            case, "particulars", "debt", amount="30 000", currency="THB", what_for="family",
            to_whom="L’homme du karaoké", said_by="herself",
        ).reads("30 000 THB")  # fmt: skip
        steps.makes_the_paper(
            sokha, case, kind="guardianship", state="to_make", body="Tribunal des mineurs"
        ).reads("Bouavan", "15 ans", "Tribunal des mineurs")
        steps.writes(noi, case, "review", form="review", decided="Une visite chaque semaine.")
        steps.looks_back(sokha, case).does_not_read(french("does not count"))
        assert "whole" in installation.run("audit", "verify")
