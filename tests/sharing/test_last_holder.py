"""The last key of where she is, held back when her case was given away: no act of an administrator
erases it, and the recovery sheets give it to the team that holds it back alone."""

from contextlib import suppress

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.health.checks.people import ended_with_keys, places_closed_to_all
from fanal.keys import whereabouts_access
from fanal.keys.actions import offboarding, revoke
from fanal.keys.models import Grant
from fanal.organisation.actions import stand_ins
from fanal.organisation.changes.people import PERSON
from fanal.rotation import batches
from fanal.rotation.actions import suspect_person
from fanal.rotation.models import KeyRotation
from fanal.rotation.queries import needs_sheets
from fanal.web.words import translated
from tests import files
from tests.keys.test_recovery import recovered
from tests.organisation.colleagues import let_in, stands_in
from tests.sharing.test_held_back import WITHOUT_PLACE, dara, given_away, passes_on, place
from tests.sharing.transfers import accept, offer, told_case


def take_back(cast, here, user):
    client = files.browser(cast, cast.noi if user != cast.noi else dara(cast))
    page = reverse("cases:take_back", args=[here.case.id, user.pk])
    assert "Nobody else can see where she is" in client.post(page, follow=True).text


def becomes(cast, here, user, role=Role.FINANCE_OFFICER, teams=()):
    wanted = PERSON.now(user.pk) | {"role": role, "teams": [str(team.pk) for team in teams]}
    with pytest.raises(Refused, match="Nobody else"):
        PERSON.check(user.pk, wanted)
    PERSON.make(user.pk, wanted, cast.anan)


def leaves_team(cast, here, user):
    offboarding.end_access(user, cast.bangkok, by=cast.anan)


def suspected(cast, here, user):
    suspect_person(user=user, by=cast.anan)


def ended(cast, here, user):
    ends(cast, user)


ACTS = [take_back, becomes, leaves_team, suspected, ended]
WAY_ON = "Nobody else can see where people sleep"


@pytest.fixture
def here(cast):
    return told_case(cast)


def held_by(user, transfer):
    rows = Grant.objects.filter(to_keys__user=user, waits_for=offer_of(transfer))
    return rows.filter(revoked=None).exclude(wrapped=b"")


def offer_of(transfer):
    return whereabouts_access.held_back_by(transfer.giving)[transfer.case_id]


def ends(cast, user):
    end_account(user=user, by=cast.anan)
    batches.go_on()


def test_the_last_who_holds_it_back_takes_it_nowhere(cast, here):
    """Until the sheets let another lead in, who then passes it on."""
    made = given_away(cast, here)
    ends(cast, cast.noi)
    assert held_by(cast.noi, made)
    rotation = KeyRotation.objects.get(user=cast.noi, team=None)
    assert needs_sheets(rotation)
    assert ended_with_keys() is not None
    lead = dara(cast)
    fresh = recovered(cast, lead)
    assert place_in(here, fresh) is None, "it is held back from the case as before"
    batches.go_on()
    assert not held_by(cast.noi, made)
    assert passes(made, lead, fresh)
    assert place(cast, here, cast.somchit)


def place_in(here, ring):
    return here.entries["whereabouts"].try_unseal(ring)


def passes(transfer, user, ring):
    from fanal.sharing.actions.passing_on import pass_on_more

    pass_on_more(transfer=transfer, classes=["whereabouts"], by=user, ring=ring)
    return True


def test_where_another_lead_holds_it_too_the_account_ends_with_all_that_it_held(cast, here):
    made, lead = given_away(cast, here), dara(cast)
    let = {"team": cast.bangkok, "to": lead, **cast.acting(cast.noi)}
    whereabouts_access.grant_to_lead(**let)
    page = files.browser(cast, cast.anan).get(reverse("accounts:end_account", args=[cast.noi.pk]))
    assert WAY_ON not in page.text
    ends(cast, cast.noi)
    assert not held_by(cast.noi, made)
    assert passes_on(cast, made, lead).status_code == 302


def test_the_page_that_ends_the_account_says_so_and_asks_for_a_word(cast, here):
    given_away(cast, here)
    page = reverse("accounts:end_account", args=[cast.noi.pk])
    anan = files.browser(cast, cast.anan)
    shown = anan.get(page).text
    assert WAY_ON in shown
    assert "two recovery sheets" in shown
    assert anan.post(page, {}).status_code == 422
    assert User.objects.get(pk=cast.noi.pk).is_active
    assert anan.post(page, {"all_the_same": "on"}).status_code == 302
    assert not User.objects.get(pk=cast.noi.pk).is_active


def test_who_stands_in_until_a_day_is_not_somebody_who_holds_it(cast, here):
    made, bopha = given_away(cast, here), let_in(cast)
    stands_in(cast, bopha, cast.noi)
    ends(cast, cast.noi)
    assert held_by(cast.noi, made)


def test_a_lead_who_stands_in_until_a_day_does_not_let_the_other_leave(cast, here):
    given_away(cast, here)
    lead = dara(cast)
    stands_in(cast, lead, cast.noi)
    assert stand_ins.StandIn.objects.exists()
    assert "Nobody else would be able to see" in str(
        offboarding.stands_against(cast.noi, cast.bangkok)
    )


def test_what_she_held_back_waits_on_for_her_after_the_sheets_gave_her_new_keys(cast, here):
    made = given_away(cast, here)
    fresh = recovered(cast, cast.noi)
    assert place_in(here, fresh) is None
    assert passes(made, cast.noi, fresh)


def test_the_sheets_give_the_team_that_has_the_case_nothing_that_was_held_back(cast, here):
    given_away(cast, here)
    fresh = recovered(cast, cast.somchit)
    assert place_in(here, fresh) is None
    assert fresh.newest_key(here.case.id, WHEREABOUTS), "what is written since opens"


def test_what_was_passed_on_the_sheets_give_too(cast, here):
    made = given_away(cast, here)
    passes_on(cast, made, cast.noi)
    assert place_in(here, recovered(cast, cast.somchit))


def test_an_offer_whose_only_reader_of_the_place_has_left_is_not_accepted(cast, here):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Vientiane")
    made = offer(cast, here, near=[nok])
    ends(cast, nok)
    with pytest.raises(Refused, match="ask for a new offer"):
        accept(cast, made)
    assert place(cast, here, cast.noi)


def test_a_place_that_would_be_held_back_by_nobody_keeps_the_offer_from_being_accepted(cast, here):
    """Sokha, who works on the case, loses it with the case: there it opened to nobody."""
    made = offer(cast, here, classes=WITHOUT_PLACE, near=[])
    dara(cast)
    ends(cast, cast.noi)
    with pytest.raises(Refused, match="ask for a new offer"):
        accept(cast, made)
    assert place(cast, here, cast.sokha)


def test_who_does_not_open_the_place_does_not_give_the_case_away(cast, here):
    lead = dara(cast)
    given = cast.acting(lead)
    for more in ({"near": [cast.somchit]}, {"classes": WITHOUT_PLACE, "near": []}):
        with pytest.raises(BadInput, match=cast.noi.display_name):
            offer(cast, here, **given, **more)


def test_where_the_place_opens_to_nobody_the_case_goes_all_the_same(cast, here):
    for one in (cast.noi, cast.sokha):
        revoke(folder=here.case.id, to=one, by=cast.anan, compartments=[WHEREABOUTS])
    accept(cast, offer(cast, here, classes=WITHOUT_PLACE, near=[]))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("held_back", [False, True])
def test_whatever_is_done_with_her_the_last_key_of_a_place_stays_wrapped(
    cast, here, act, held_back
):
    if held_back and act is take_back:
        return  # of a case that is with another team nobody of the first takes anything back
    user = cast.noi if held_back else cast.sokha
    if held_back:
        given_away(cast, here)
        dara(cast)
    else:
        revoke(folder=here.case.id, to=cast.noi, by=cast.anan, compartments=[WHEREABOUTS])
    with suppress(Refused):
        act(cast, here, user)
    kept = Grant.objects.filter(folder=here.case.id, to_keys__user=user, revoked=None)
    kept = kept.filter(compartments__contains=WHEREABOUTS).exclude(wrapped=b"")
    assert kept.exists()


def test_the_last_whom_a_conflict_keeps_out_is_named_by_her_team_until_the_sheets_let_a_lead_in(
    cast, here
):
    """Held back from the team that has the case: it is named of the one that holds it back."""
    made = given_away(cast, here)
    assert places_closed_to_all() is None
    keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.anan)
    assert held_by(cast.noi, made)
    assert cast.bangkok.name in translated(places_closed_to_all())
    assert here.case.code_name not in translated(places_closed_to_all())
    recovered(cast, dara(cast))
    assert places_closed_to_all() is None


def test_whoever_is_kept_out_meets_no_word_of_it(cast, here):
    given_away(cast, here)
    keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.anan)
    noi, anan = files.browser(cast, cast.noi), files.browser(cast, cast.anan)
    assert "no conflict keeps out can see" not in noi.get(reverse("cases:today")).text
    assert noi.get(reverse("health:health")).status_code == 404
    page = anan.get(reverse("health:health")).text
    assert "two recovery sheets" in page
    assert here.case.code_name not in page
