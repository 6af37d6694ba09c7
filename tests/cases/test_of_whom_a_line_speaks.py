"""A case of two sisters: its pages and papers say of which of them a line speaks."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_note
from fanal.justice.actions import proceedings
from fanal.services.actions import services
from fanal.sharing.models import Disclosure
from tests import files
from tests.sharing.scene import scene

ACCUSED = {"kind": "criminal", "role": "victim", "country": "TH"}


@pytest.fixture
def sisters(cast):
    elder, younger = files.person(cast), files.person(cast, ("ນ້ອຍ ວົງສາ",))
    case = files.case(cast, people=[elder, younger])
    write = {"case": case, **cast.acting(cast.sokha)}
    return SimpleNamespace(case=case, elder=elder, younger=younger, write=write)


def read(client, address, **told):
    page = (client.post(address, told) if told else client.get(address)).text
    return re.sub(r"\s+", " ", strip_tags(page.partition("<main")[2]))


def printed(client, case, what):
    return read(client, reverse("cases:print", args=[case.id, what]), printed_for="team")


def test_the_summary_says_which_of_them_said_no(sokha, sisters):
    for who, answer in ((sisters.elder, "given"), (sisters.younger, "refused")):
        record_consent(person=who, purpose="interview", answer=answer, **sisters.write)
    paper = printed(sokha, sisters.case, "summary")
    assert f"{sisters.elder.code_name} · Being interviewed: given" in paper
    assert f"{sisters.younger.code_name} · Being interviewed: refused" in paper


def test_the_summary_says_whose_proceeding_it_is(cast, sisters):
    proceedings.begin(person=sisters.younger, answers=ACCUSED, **sisters.write)
    paper = printed(files.browser(cast, cast.noi), sisters.case, "summary")
    assert f"{sisters.younger.code_name} · Criminal" in paper


def test_the_summary_says_of_whom_nobody_knows_that_she_is_safe(sokha, sisters):
    paper = printed(sokha, sisters.case, "summary")
    for who in (sisters.elder, sisters.younger):
        assert f"{who.code_name} · Nobody whose word counts has said that she is safe" in paper


def test_the_plan_says_for_whom_a_service_is(sokha, sisters):
    services.want(person=sisters.younger, kind="social_work", words="", **sisters.write)
    assert f"{sisters.younger.code_name} · Social work" in printed(sokha, sisters.case, "plan")


@pytest.mark.parametrize("page", ["notes/section/", ""])
def test_a_note_about_one_of_them_names_her_by_her_code(sokha, sisters, page):
    add_note(text="She coughs at night.", about=sisters.younger, **sisters.write)
    shown = read(sokha, reverse("cases:case", args=[sisters.case.id]) + page)
    before = shown.partition("She coughs at night")[0][-120:]
    assert sisters.younger.code_name in before


def test_who_has_what_says_of_whom_a_partner_was_told(cast, sokha, sisters):
    Disclosure.objects.create(
        case=sisters.case,
        person=sisters.younger,
        partner=scene(cast).shelter,
        classes="identity",
        channel="sheet",
        on=timezone.localdate(),
        by=cast.sokha,
    )
    shown = read(sokha, reverse("sharing:case", args=[sisters.case.id]))
    assert f"{sisters.younger.code_name}: who she is" in shown


def test_of_one_person_no_line_repeats_her_code(sokha, case, her, write):
    record_consent(person=her, purpose="interview", answer="given", **write)
    assert f"{her.code_name} · Being interviewed" not in printed(sokha, case, "summary")
