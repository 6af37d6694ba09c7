"""Where she is was held back from a case that was given away: who passes it on, and who reads that
it is missing."""

import pytest
from django.urls import reverse

from fanal.cases.actions import emergencies
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.keys import whereabouts_access
from fanal.keys.actions.offboarding import end_access, stands_against
from fanal.keys.models import Grant
from fanal.organisation.actions.stand_ins import agree
from fanal.sharing.actions import passing_on
from fanal.sharing.actions.transfers import kept_closed
from tests import files
from tests.organisation.colleagues import let_in, stands_in
from tests.sharing.transfers import WHOLE, accept, offer, told_case

WITHOUT_PLACE = [one for one in WHOLE if one != "whereabouts"]
BACK = "Where she is was held back"


@pytest.fixture
def here(cast):
    return told_case(cast)


def dara(cast):
    return cast.join("dara", "Dara Lim", Role.TEAM_LEAD, "Bangkok")


def given_away(cast, here, classes=WITHOUT_PLACE):
    made = offer(cast, here, classes=classes, near=[])
    accept(cast, made)
    made.refresh_from_db()
    return made


def passes_on(cast, transfer, user):
    page = reverse("sharing:pass_on", args=[transfer.id])
    browser = files.browser(cast, user)
    browser.get(page)
    return browser.post(page, {"classes": ["whereabouts"]})


def place(cast, here, user):
    return here.entries["whereabouts"].try_unseal(cast.ring(user))


def told(cast, user):
    rows = files.browser(cast, user).get(reverse("cases:today")).context["asked"].rows
    return [row for row in rows if BACK in row.title]


def test_another_lead_of_the_giving_team_passes_it_on(cast, here):
    lead = dara(cast)
    whereabouts_access.grant_to_lead(team=cast.bangkok, to=lead, **cast.acting(cast.noi))
    made = given_away(cast, here)
    assert place(cast, here, lead) is None  # nobody reads it while the case is with the others
    assert passes_on(cast, made, lead).status_code == 302
    assert place(cast, here, cast.somchit)
    assert not Grant.objects.filter(waits_for=kept_closed(made), revoked=None).exists()
    for ours in (cast.noi, lead):
        assert place(cast, here, ours) is None


def test_a_lead_who_came_later_is_let_in_and_passes_it_on_once_the_other_left(cast, here):
    made = given_away(cast, here)
    lead = dara(cast)
    assert "Nobody else would be able to see" in str(stands_against(cast.noi, cast.bangkok))
    assert passes_on(cast, made, lead).status_code == 422
    let = {"team": cast.bangkok, "to": lead, **cast.acting(cast.noi)}
    assert whereabouts_access.grant_to_lead(**let) == 1
    assert whereabouts_access.grant_to_lead(**let) == 0
    assert place(cast, here, lead) is None
    end_access(cast.noi, cast.bangkok, by=cast.anan)
    assert passes_on(cast, made, lead).status_code == 302
    assert place(cast, here, cast.somchit)


def test_who_cannot_is_told_who_can(cast, here):
    made = given_away(cast, here)
    lead = dara(cast)
    more = {"transfer": made, **cast.acting(lead)}
    with pytest.raises(BadInput) as refused:
        passing_on.pass_on_more(classes=["whereabouts"], **more)
    assert cast.noi.display_name in str(refused.value.why)


def test_who_stands_in_for_the_lead_passes_it_on(cast, here):
    bopha = let_in(cast)
    made = given_away(cast, here)
    assert passes_on(cast, made, bopha).status_code == 404
    agree(row=stands_in(cast, bopha, cast.noi), by=cast.claire)
    assert place(cast, here, bopha) is None
    page = files.browser(cast, bopha).get(reverse("sharing:transfer", args=[made.id])).text
    assert "Pass on what was held back" in page
    assert passes_on(cast, made, bopha).status_code == 302
    assert place(cast, here, cast.somchit)


def test_who_stood_in_before_it_was_offered_passes_it_on(cast, here):
    bopha = let_in(cast)
    agree(row=stands_in(cast, bopha, cast.noi), by=cast.claire)
    made = given_away(cast, here)
    assert passes_on(cast, made, bopha).status_code == 302
    assert place(cast, here, cast.somchit)


def test_the_receiving_lead_reads_that_it_is_held_back_and_by_whom(cast, here):
    made = given_away(cast, here)
    (row,) = told(cast, cast.somchit)
    assert row.address == reverse("cases:case", args=[here.case.id])
    assert f"{cast.bangkok}" in row.more
    assert cast.noi.display_name in row.more
    page = files.browser(cast, cast.somchit).get(row.address).text
    assert "held back by Bangkok" in page
    assert cast.noi.display_name in page
    assert told(cast, cast.noi) == []
    assert passes_on(cast, made, cast.noi).status_code == 302
    assert told(cast, cast.somchit) == []
    assert "held back by" not in files.browser(cast, cast.somchit).get(row.address).text


def test_once_the_team_wrote_itself_where_she_is_the_start_page_is_quiet(cast, here):
    given_away(cast, here)
    add_entry(
        kind="whereabouts",
        answers={"place": "With her aunt"},
        case=Case.objects.get(id=here.case.id),
        by=cast.kham,  # whom the lead let know where she is
        ring=cast.ring(cast.kham),
    )
    assert told(cast, cast.somchit) == []


def test_other_parts_that_she_did_not_want_told_stand_on_the_case_alone(cast, here):
    given_away(cast, here, classes=[one for one in WHOLE if one not in ("finance", "whereabouts")])
    (row,) = told(cast, cast.somchit)
    assert "money" not in row.title
    page = files.browser(cast, cast.somchit).get(row.address).text.partition("<main")[2]
    assert "held back by Bangkok" in page


def test_whom_a_conflict_keeps_out_is_nobody_to_ask_for_it(cast, here):
    given_away(cast, here)
    lead = dara(cast)
    (row,) = told(cast, cast.somchit)
    assert lead.display_name not in row.more  # she came later
    emergencies.keep_out(case=here.case, user=cast.noi, reason="her brother", by=cast.somchit)
    (row,) = told(cast, cast.somchit)
    assert cast.noi.display_name not in row.more
    assert "ask her" in row.more
