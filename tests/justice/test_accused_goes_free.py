"""An accused goes free by more than a release: he fled, nobody prosecutes him, a court acquitted him.
Each asks for a look at her risk, as a release does; her own release does not."""

import pytest
from django.urls import reverse

from fanal.core.protection.kinds import RecordKind
from fanal.justice.queries.hooks import releases_in
from fanal.protection.actions.recording import record
from tests import files
from tests.justice.scene import DAY, begins, page_of, step, today
from tests.justice.test_today import RELEASED, start_page
from tests.protection.scene import WORK

FREE = {
    "released": ({"step": "release"}, "criminal"),
    "fled": ({"step": "suspended"}, "criminal"),
    "not prosecuted": ({"step": "dropped"}, "criminal"),
    "out of time": ({"step": "out_of_time"}, "criminal"),
    "acquitted": ({"step": "judged", "the_accused": "free"}, "criminal"),
    "on bail while charged": ({"step": "charged", "the_accused": "free"}, "criminal"),
    "fled after a civil judgment": ({"step": "judged", "the_accused": "fled"}, "civil"),
}
NOT_FREE = {
    "judged, and nobody said where he is": ({"step": "judged"}, "criminal"),
    "not tried, and held": ({"step": "suspended", "the_accused": "held"}, "criminal"),
    "held for something else": ({"step": "dropped", "the_accused": "held"}, "criminal"),
    "a civil claim that was dropped": ({"step": "dropped"}, "civil"),
}


def written(cast, here, answers, kind):
    told = {"kind": kind, "country": "TH", "role": "victim"}
    proceeding = begins(cast, here, told["kind"], told["country"], told["role"])
    code = answers["step"]
    more = {name: answer for name, answer in answers.items() if name != "step"}
    return step(cast, proceeding, code, on=today() - DAY, sure=True, answers=more)


@pytest.fixture(autouse=True)
def her_risk_was_low(cast, here):
    level = WORK[RecordKind.RISK] | {"level": "low"}
    told = {"person": here.person, "answers": level, "on": today() - 10 * DAY}
    record(case=here.case, kind=RecordKind.RISK, **told, **cast.acting(cast.sokha))


def due(cast, here):
    """What the page of her safety asks for now."""
    address = reverse("protection:case", args=[here.case.id])
    return files.browser(cast, cast.sokha).get(address).text.partition("Due now")[2]


@pytest.mark.parametrize("how", FREE)
def test_whoever_works_on_her_case_is_asked_about_her_risk_once_he_is_free(cast, here, how):
    row = written(cast, here, *FREE[how])
    assert [one.on for one in releases_in([here.case.id])[here.case.id]] == [row.on]
    assert "suspect is free" in due(cast, here)
    assert RELEASED in start_page(cast, "sokha").text
    assert RELEASED in start_page(cast, "mai").text


def test_where_the_accused_is_stands_beside_the_step(cast, here):
    step(cast, here.trial, "judged", answers={"the_accused": "fled"}, sure=True)
    page = files.browser(cast, cast.mai).get(page_of(here, "proceeding", here.trial.id)).text
    assert "the accused: fled, or nobody knows where" in " ".join(page.split())


@pytest.mark.parametrize("how", NOT_FREE)
def test_nobody_is_asked_where_he_is_not_free(cast, here, how):
    written(cast, here, *NOT_FREE[how])
    assert here.case.id not in releases_in([here.case.id])
    assert RELEASED not in start_page(cast, "sokha").text


def test_that_she_herself_was_released_frees_no_suspect(cast, here):
    step(cast, here.entry, "release")
    assert here.case.id not in releases_in([here.case.id])
    assert "suspect is free" not in due(cast, here)
    first = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[here.case.id])).text
    assert "ssess the risk again" not in first
