"""What is due follows the country in which it happened, where one is known; then that of the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.core.protection.kinds import RecordKind
from fanal.identification.access import Concern
from fanal.identification.actions.recording import save_circumstances
from fanal.keys.actions import grant
from fanal.papers.actions import add_paper
from fanal.protection.actions.recording import record
from tests import files
from tests.protection.scene import WORK, form_of, page_of

EXPLAIN = "xplain to her what we must report"


@pytest.fixture
def girl(cast):
    return files.person(cast, births=[("census", 2012, 5, 1)], by=cast.kham, team=cast.vientiane)


@pytest.fixture
def case(cast, girl):
    """A girl whom the office in Vientiane works for; of Laos no duty to report is known."""
    made = files.case(cast, people=[girl], by=cast.kham, team=cast.vientiane)
    assign(case=made, to=cast.kham, by=cast.kham, version=made.version)
    return made


@pytest.fixture
def happened(cast, case, girl):
    """`happened(exploited=["TH"])`: where, as it was written for the law."""

    def written(**places):
        places = {"recruited": [], "moved_through": [], "exploited": []} | places
        save_circumstances(
            concern=Concern(case, girl, True),
            sex="female",
            age=(14, 14),
            when=(None, None),
            places=places,
            version=0,
            **cast.acting(cast.kham),
        )

    return written


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_without_a_place_the_office_decides(kham, case, girl):
    page = text(kham, page_of(case))
    assert "What must be reported: Laos" in page
    assert "What must be reported: Thailand" not in page
    assert EXPLAIN not in page


def test_where_it_happened_says_what_must_be_reported_and_of_which_period(
    kham, case, girl, happened
):
    happened(exploited=["TH"], recruited=["VN"])
    page = text(kham, page_of(case))
    for country in ("Thailand", "Vietnam", "Laos"):
        assert f"What must be reported: {country}" in page
    assert EXPLAIN in page
    assert "Thailand: 45 days." in page
    assert "Laos: no period is known; 30 days are counted." in page


@pytest.mark.parametrize("kind", [RecordKind.RECOVERY, RecordKind.DUTY])
def test_a_record_proposes_the_country_in_which_it_happened(kham, case, girl, happened, kind):
    form = kham.get(form_of(case, kind, girl)).context["form"]
    assert form.initial["country"] == "LA"
    happened(exploited=["TH"])
    answer = kham.get(form_of(case, kind, girl))
    assert answer.context["form"].initial["country"] == "TH"
    if kind is RecordKind.RECOVERY:
        assert "in Thailand: 45 days" in answer.content.decode()


def test_the_calendar_the_first_screen_and_the_list_know_it_too(cast, kham, case, girl, happened):
    record(
        case=case, kind=RecordKind.REVIEW, answers=WORK[RecordKind.REVIEW], **cast.acting(cast.kham)
    )
    pages = (reverse("cases:tasks"), reverse("cases:case", args=[case.id]))
    assert [EXPLAIN in text(kham, page) for page in pages] == [False, False]
    happened(exploited=["TH"])
    assert [EXPLAIN in text(kham, page) for page in pages] == [True, True]
    assert EXPLAIN in text(kham, reverse("cases:list"))


def test_who_does_not_open_the_legal_part_does_not_learn_where_it_happened(
    cast, case, girl, happened
):
    happened(exploited=["TH"])
    grant(
        folder=case.id,
        compartments=["narrative"],
        to=cast.mai,
        **cast.acting(cast.kham),
        reason="a second opinion",
    )
    answer = files.browser(cast, cast.mai).get(page_of(case))
    assert answer.status_code == 200
    assert "Thailand" not in answer.content.decode().partition("<main")[2]


@pytest.mark.parametrize(("exploited", "days"), [(["VN"], 10), ([], 30)])
def test_a_paper_counts_by_the_country_in_which_it_happened(
    cast, kham, case, girl, happened, exploited, days
):
    happened(exploited=exploited)
    sent = timezone.localdate() - timedelta(days=1)
    made = add_paper(
        case=case,
        person=girl,
        kind="travel_document",
        state="sent",
        answers={"sent_on": sent},
        **cast.acting(cast.kham),
    )
    page = text(kham, reverse("papers:paper", args=[case.id, made.id]))
    said = page.partition("Proposed day")[2].partition("</dd>")[0]
    assert f"{days} {'working ' if exploited else ''}days after it was sent" in said
    assert ("Vietnam: " in said) == bool(exploited)
