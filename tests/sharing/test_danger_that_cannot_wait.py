"""A case of somebody in danger who cannot be asked goes to another team of ours today."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.sharing.actions import rules
from fanal.sharing.models import Override
from fanal.sharing.queries.hooks import agreed_by_a_second
from fanal.web.decisions import waiting_for
from tests import files
from tests.sharing.transfers import offer, told_case

WHY = "She is held and cannot be reached."


@pytest.fixture
def here(cast):
    found = told_case(cast, consent=False)
    files.in_danger(cast, found.case)
    return found


def told_without_her(cast, here):
    row = files.override(
        here.case,
        WHY,
        by=cast.sokha,
        team=cast.vientiane,
        classes=("identity", "narrative", "whereabouts"),
    )
    rules.override_too(row=row, by=cast.noi)


def offered(here, cast):
    return reverse("sharing:offer", args=[here.case.id, cast.vientiane.id])


def test_nobody_asks_without_her_consent_for_what_no_list_of_decisions_holds(cast, here):
    sokha, page = files.browser(cast, cast.sokha), reverse("sharing:override", args=[here.case.id])
    asked = {"ground": "vital_interest", "classes": ["identity"], "text": WHY}
    told = {"team": str(cast.vientiane.id)}
    refused = sokha.post(page, asked | told | {"purpose": PartnerPurpose.FIND_MISSING})
    assert refused.status_code == 422
    for purpose, _words in refused.context["form"].fields["purpose"].choices:
        sokha.post(page, asked | told | {"purpose": purpose})
    waiting = {request.id for _kind, request in waiting_for(cast.noi)}
    assert {row.id for row in Override.objects.all()} == waiting


def test_an_offer_of_whoever_cannot_be_asked_leads_to_what_two_may_decide(cast, here):
    noi = files.browser(cast, cast.noi)
    page = noi.get(offered(here, cast))
    link = f"{reverse('sharing:override', args=[here.case.id])}?team={cast.vientiane.id}"
    assert f'href="{link}"' in page.text
    proposed = noi.get(link).context["form"]
    assert str(proposed["team"].value()) == str(cast.vientiane.id)
    assert proposed["purpose"].value() == "receive_documents"
    assert {"identity", "narrative", "whereabouts"} == set(proposed["classes"].value())


def test_in_danger_an_answer_is_asked_for_today_and_otherwise_in_five_days(cast, here):
    noi = files.browser(cast, cast.noi)
    assert noi.get(offered(here, cast)).context["form"]["answer_within"].value() == 0
    calm = told_case(cast)
    assert noi.get(offered(calm, cast)).context["form"]["answer_within"].value() == 5


def test_whoever_takes_it_over_reads_which_two_told_her_team_and_that_it_is_urgent(cast, here):
    told_without_her(cast, here)
    row = offer(cast, here, classes=("identity", "narrative", "whereabouts"), answer_within=0)
    assert row.due == timezone.localdate()  # also on a Saturday
    somchit = files.browser(cast, cast.somchit)
    page = somchit.get(reverse("sharing:transfer", args=[row.id])).text
    assert f"{cast.sokha} and {cast.noi} agreed." in page
    today = somchit.get(reverse("cases:today"))
    assert " · urgent" in today.text


def test_who_asked_is_told_that_a_second_agreed_and_until_when_and_nobody_else(cast, here):
    told_without_her(cast, here)

    def rows(person):
        page = files.browser(cast, person).get(reverse("cases:today"))
        return [row for row in page.context["asked"].rows if "without her consent" in row.title]

    (row,) = rows(cast.sokha)
    assert row.title == "Vientiane may be told without her consent"
    assert row.cannot_wait
    assert row.more.startswith(f"{cast.noi} agreed. It ends tomorrow ")
    assert rows(cast.noi) == []
    next_day = timezone.localtime() + timedelta(hours=25)
    assert agreed_by_a_second(cast.sokha, next_day) == []
