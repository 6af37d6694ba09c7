"""Who decides reads that the telephone of whoever asked may be in other hands, on the list and on
the page. What lets somebody in or something out waits; what protects goes on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.deciders import newly_asked, who_decides
from fanal.accounts.other_hands import in_other_hands, reachable
from fanal.colleagues.actions import report
from fanal.colleagues.models import SecurityIncident
from fanal.core.errors import Refused
from fanal.partners.actions.findings import confirm, record_finding
from fanal.partners.actions.partners import add_partner
from fanal.retention.actions import holds
from fanal.sealed.substitutes import PageKind, on_a_page
from fanal.sharing.actions import shared
from fanal.web.decisions import waiting_for
from tests import files
from tests.decisions.scenes import SCENES
from tests.decisions.test_everybody import MAY_ASK, _id, asks, called, stands
from tests.retention.scene import closed
from tests.sharing import transfers

# Who asks is nobody of ours, or two answers meet; and whom her lead lets in is the person herself.
NOBODY_ASKED = {"follow_up", "state", "team_key"}
ASKED = [scene for scene in SCENES if scene.code not in NOBODY_ASKED]
WAITS = {
    "allowance", "care_recovery", "carer", "donor_figure", "erasure", "estimate", "exchange", "invitation",
    "journey_decision", "leaving", "missing_sheet", "organisation", "override", "partner_file", "plan_end", "referral",
    "register_erasure", "stand_in", "travel",
}  # fmt: skip
# Their scenes say no, which is always possible.
WARNED = WAITS | {"transfer", "shared_file"}
DAY = timedelta(days=1)
BUTTON = 'class="button'
SAID = "Somebody else may have the telephone of"
HAD = "Somebody else may have had the telephone of"


def asked_by(cast, scene, here):
    name = next(name for name in scene.by if getattr(cast, name).role in MAY_ASK[scene.code])
    user = getattr(cast, name)
    _answer, row = asks(cast, scene, here, user)
    return user, row


def telephone_taken(cast, user):
    by = cast.claire if user == cast.noi else cast.noi
    report(kind="device_taken", on=timezone.localdate(), colleague=user, by=by)


@pytest.mark.parametrize("scene", ASKED, ids=called)
def test_who_decides_reads_that_somebody_else_may_have_asked(cast, scene):
    here = scene.set(cast)
    user, row = asked_by(cast, scene, here)
    decider = who_decides(scene.code, _id(row))[0]
    client = files.browser(cast, decider)
    (found,) = stands(scene, row, decider)
    assert SAID not in client.get("/decisions/").text
    before = client.get(found.address).text
    assert SAID not in before
    telephone_taken(cast, user)
    assert SAID in client.get("/decisions/").text
    page = client.get(found.address).text
    assert SAID in page
    # No page offers a yes that would only be refused.
    assert (page.count(BUTTON) < before.count(BUTTON)) is (scene.code in WARNED)
    assert ("Nobody can agree before the incident is closed" in page) is (scene.code in WARNED)
    # Where it is to be refused, the page that says so leads there.
    main = page.partition("<main")[2].partition("</main")[0]
    assert BUTTON in main
    assert "If you do not agree, tell" not in main
    # Whoever has her telephone is not told that we know.
    assert SAID not in files.browser(cast, user).get("/menu/").text


@pytest.mark.parametrize("scene", ASKED, ids=called)
def test_what_lets_in_or_out_waits_until_she_can_be_asked(cast, scene):
    here = scene.set(cast)
    user, row = asked_by(cast, scene, here)
    decider = who_decides(scene.code, _id(row))[0]
    client = files.browser(cast, decider)
    telephone_taken(cast, user)
    scene.decides(client, row, here)
    assert bool(stands(scene, row, decider)) is (scene.code in WAITS)
    if scene.code in WAITS:
        today = timezone.localdate()
        # What was asked meanwhile is asked anew: the incident is over, and nobody knows who asked.
        SecurityIncident.objects.update(ended_on=today)
        scene.decides(client, row, here)
        assert stands(scene, row, decider)
        assert HAD in client.get("/decisions/").text
        page = client.get(stands(scene, row, decider)[0].address).text
        assert "Nobody can agree to it" in page
        assert "Ask her whether she asked for this" in client.get("/decisions/").text
        SecurityIncident.objects.update(on=today - 9 * DAY, ended_on=today - DAY)
        scene.decides(client, row, here)
        assert stands(scene, row, decider) == []


IN_OTHER_HANDS = "Somebody else may have the telephone of Noi Saetang"


def test_no_team_takes_a_case_over_that_may_be_offered_by_somebody_else(cast):
    here = transfers.told_case(cast)
    offered = transfers.offer(cast, here)
    telephone_taken(cast, cast.noi)
    with pytest.raises(Refused, match=IN_OTHER_HANDS):
        transfers.accept(cast, offered)


def test_nor_agrees_to_a_two_country_file(cast):
    here = transfers.told_case(cast)
    acts = cast.acting(cast.noi)
    fields = transfers.FIELDS
    proposed = shared.propose(case=here.case, team=cast.vientiane, fields=fields, **acts)
    telephone_taken(cast, cast.noi)
    side = proposed.sides.get(team=cast.vientiane)
    case = files.case(
        cast, people=[files.person(cast, by=cast.kham, team=cast.vientiane)], by=cast.kham,
        team=cast.vientiane,
    )  # fmt: skip
    with pytest.raises(Refused, match=IN_OTHER_HANDS):
        shared.agree(side=side, case=case, fields=fields, **cast.acting(cast.somchit))


def test_nobody_comes_to_be_trusted_by_it_and_danger_counts(cast):
    house = add_partner(kind="organisation", type="shelter", name="Lotus Centre", by=cast.noi)
    trusted = record_finding(about=house, level="trusted", by=cast.noi)
    dangerous = record_finding(about=house, level="dangerous", by=cast.noi)
    telephone_taken(cast, cast.noi)
    with pytest.raises(Refused, match=IN_OTHER_HANDS):
        confirm(finding=trusted, by=cast.claire)
    confirm(finding=dangerous, by=cast.claire)
    page = files.browser(cast, cast.claire).get(f"/partners/{house.id}/").text
    assert page.count("Nobody can agree before the incident is closed") == 1


def test_a_hold_is_put_on_and_none_is_lifted_by_it(cast):
    case = closed(cast)
    day = timezone.localdate() + timedelta(days=9)
    row = holds.hold(on=case, reason="court", until=day, by=cast.noi)
    telephone_taken(cast, cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    row.refresh_from_db()
    holds.ask_to_lift(row=row, by=cast.noi)
    row.refresh_from_db()
    with pytest.raises(Refused, match=IN_OTHER_HANDS):
        holds.agree_hold(row=row, by=cast.claire)


def no_longer_opens(**change):
    SecurityIncident.objects.update(**change)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE colleagues_securityincident SET told = %s", [b"changed by hand"])


def lifting_asked(cast):
    case = closed(cast)
    day = timezone.localdate() + timedelta(days=9)
    row = holds.hold(on=case, reason="court", until=day, by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    row.refresh_from_db()
    holds.ask_to_lift(row=row, by=cast.noi)
    row.refresh_from_db()
    return row


def test_an_incident_that_is_over_and_does_not_open_any_more_stops_nothing_of_other_days(cast):
    telephone_taken(cast, cast.noi)
    today = timezone.localdate()
    no_longer_opens(on=today - 9 * DAY, ended_on=today - DAY)
    holds.agree_hold(row=lifting_asked(cast), by=cast.claire)
    assert in_other_hands() == frozenset()
    assert "changed from outside" not in files.browser(cast, cast.claire).get("/decisions/").text


def test_an_open_incident_that_does_not_open_stops_no_mail_and_lets_nobody_agree(cast):
    telephone_taken(cast, cast.sokha)
    row = lifting_asked(cast)
    no_longer_opens()
    with on_a_page(PageKind.SENT):
        assert cast.claire in newly_asked(timezone.localdate())
        assert reachable([cast.noi]) == [cast.noi]
    for page in ("/decisions/", "/cases/today/"):
        assert files.browser(cast, cast.claire).get(page).status_code == 200
    with pytest.raises(Refused, match="does not open any more"):
        holds.agree_hold(row=row, by=cast.claire)


def test_of_what_was_asked_on_its_days_whoever_decides_reads_why_nobody_can_agree(cast):
    telephone_taken(cast, cast.sokha)
    no_longer_opens(ended_on=timezone.localdate())
    row = lifting_asked(cast)
    with pytest.raises(Refused, match="does not open any more"):
        holds.agree_hold(row=row, by=cast.claire)
    client = files.browser(cast, cast.claire)
    page = client.get("/decisions/").text
    assert HAD in page
    ((_kind, found),) = waiting_for(cast.claire)
    assert "does not open any more, and may be about her" in client.get(found.address).text
