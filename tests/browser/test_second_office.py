"""An organisation set up for work opens a second office, and gives it a case: all of it by pages.

An administrator asks, a director agrees; the lead of the new team comes in by her link, makes its
key, and takes over a case of the first. In French, on telephones.
"""

from __future__ import annotations

import pytest

from tests.browser.installation import Installation
from tests.browser.test_set_up_for_work import telephone as telephone  # a fixture
from tests.browser.walks import french

PLACE = "second-office"


def arrives(telephone, url, name, link):
    visitor = telephone(url, name)
    visitor.place = PLACE
    return visitor.comes_in(link).adds_a_key()


def asks(anan, path, **told):
    """Whatever was asked for stands on the page “Decisions” of the director."""
    opened(anan, path).looks(path.strip("/").replace("/", "-"))
    return anan.fill(**told).press()


def opened(visitor, path):
    """The pass-phrase again where the last one was some minutes ago."""
    visitor.open(path)
    return visitor.unlocks() if "/keys/unlock/" in visitor.page.url else visitor


def agrees(claire, *words):
    claire.open("/decisions/")
    claire.press(claire.page.locator("main a[href*='/organisation/changes/']").first)
    claire.reads(*words).looks("agrees")
    claire.press(claire.page.locator("main form button").first)
    if "/keys/unlock/" in claire.page.url:
        claire.unlocks().press(claire.page.locator("main form button").first)
    return claire.reads(french("Nothing waits for you."))


def invites(anan, name, role, team):
    opened(anan, "/accounts/people/invite/")
    anan.fill(email=f"{name.lower()}@example.org", display_name=name).choose("role", role)
    if team:
        anan.page.get_by_label(team, exact=True).check()
    anan.press()
    link = anan.page.locator("main code").inner_text()
    return link[link.index("/keys/") :]


def makes_the_office_and_its_team(anan, claire):
    anan.open("/organisation/set-up/").reads(french("The timer")).looks("set-up")
    asks(
        anan,
        "/organisation/offices/new/",
        name="Vientiane",
        country="Laos",
        time_zone="Asia/Vientiane",
        languages="lao",
    )
    anan.reads(french("Waits for a director"), "Claire")
    agrees(claire, "Vientiane", "Laos", french("Time zone"))
    office = opened(anan, "/organisation/teams/new/").page.locator("main [name=office] option")
    where = office.filter(has_text="Vientiane").get_attribute("value")
    asks(anan, "/organisation/teams/new/", name="Vientiane", office=where)
    agrees(claire, "Vientiane")
    anan.open("/organisation/").reads(french("none: invite one")).looks("organisation")


def says_where_it_can_go(anan, claire, noi):
    noi.open("/partners/areas/starting/LA/").looks("starting-set")
    noi.page.locator("main [name=codes][value=LA]").check()
    noi.press().reads("Laos")
    anan.open("/organisation/").press(
        anan.page.locator("main").get_by_role("link", name="Vientiane", exact=True).last
    )
    team = anan.page.url.partition(anan.origin)[2]
    asks(anan, f"{team}reach/", area="Laos", days="1", languages="lao")
    agrees(claire, "Laos")


def takes_a_call(noi):
    noi.open("/intake/").follow("Take a call").choose("danger_now", "no")
    noi.fill(who_calls="mother", about_whom="Bouavan, 25").press()
    noi.follow("Choose her file, or correct her name").choose(
        "kinds", "forced_prostitution"
    ).press().press()
    return noi.page.url.partition(noi.origin)[2].partition("?")[0]


def agrees_that_our_teams_know(noi, case):
    noi.open(f"{case}consent/").fill(purpose="referral", data_class="every")
    noi.choose("answer", "given").press().does_not_read(french("Please look at this again"))


def gives_it_to_vientiane(noi, case):
    teams = opened(noi, f"/sharing{case}give/").page.locator("main [name=team]")
    assert teams.count() == 1
    teams.check()
    noi.press()
    if "/keys/unlock/" in noi.page.url:
        noi.unlocks()
    noi.fill(done="Sortie lundi.", needed="Sa mère est près de chez vous.").looks("offer").press()
    noi.reads(french("offered, waits for an answer"))


def takes_it_over(somchit, case):
    somchit.open("/decisions/").looks("offered")
    somchit.press(somchit.page.locator("main a[href*='/sharing/']").first)
    somchit.reads("Sa mère est près de chez vous.").follow("Accept")
    if "/keys/unlock/" in somchit.page.url:
        somchit.unlocks()
    herself = somchit.page.locator("main [name=worker] option", has_text="Somchit")
    somchit.fill(worker=herself.get_attribute("value")).press()
    somchit.open(case).reads("25 ans", "Somchit").looks("taken-over")


@pytest.mark.long
def test_a_second_office_is_opened_and_takes_over_a_case(telephone, tmp_path):
    installation = Installation(tmp_path)
    link = installation.set_up()
    with installation.serving() as url:
        anan = arrives(telephone, url, "Anan", link)
        claire = arrives(telephone, url, "Claire", invites(anan, "Claire", "director", ""))
        to_noi = invites(anan, "Noi", "team_lead", "Bangkok")
        claire.agrees_to("Noi")
        noi = arrives(telephone, url, "Noi", to_noi)
        makes_the_office_and_its_team(anan, claire)
        to_somchit = invites(anan, "Somchit", "team_lead", "Vientiane")
        claire.agrees_to("Somchit")
        somchit = arrives(telephone, url, "Somchit", to_somchit)
        says_where_it_can_go(anan, claire, noi)
        case = takes_a_call(noi)
        agrees_that_our_teams_know(noi, case)
        gives_it_to_vientiane(noi, case)
        takes_it_over(somchit, case)
        assert noi.page.goto(noi.origin + case).status == 404
        assert "whole" in installation.run("audit", "verify")
