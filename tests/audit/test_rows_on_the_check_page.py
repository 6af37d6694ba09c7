"""What somebody did with the client of the database, on the pages of whoever sees to it."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from fanal.audit import views
from fanal.authority import genuine_rows, ledger, noted_head
from fanal.authority.failures import WarningsGone
from fanal.authority.words import called
from fanal.people.models import AdditionalTeam
from fanal.sharing.access.disclosure_gate import may_disclose_referral
from fanal.sharing.actions import rules
from fanal.sharing.models import NeverTell
from tests import files
from tests.security.planting import delete, insert
from tests.security.test_authority_upgrade import as_of_the_release_before
from tests.shares import strangers
from tests.sharing.scene import draft, scene

CHECK = reverse("audit:check")
ALARM = "Somebody changed who may read what, past the program"


@pytest.fixture
def attacked(cast):
    """A file that was opened to another team, and a row that warns, deleted."""
    here = scene(cast)
    insert(AdditionalTeam, person_id=here.person.pk, team_id=cast.saigon.pk, since="2026-03-01")
    row = rules.never_tell(
        case=here.case, partner=here.station, reason="His cousin.", by=cast.sokha
    )
    delete(NeverTell, id=row.pk)
    genuine_rows.run()
    with pytest.raises(WarningsGone):
        may_disclose_referral(draft(cast, here), cast.sokha)
    return here


@pytest.mark.parametrize("who", ["anan", "vera"])
def test_administrator_and_auditor_read_what_was_taken_out_and_what_to_do(cast, attacked, who):
    page = files.browser(cast, getattr(cast, who)).get(CHECK).text
    day = timezone.localdate().isoformat()
    assert f"“teams that also work with a file”: a row was taken out on {day}" in page
    assert f"rows that belonged to {attacked.case.pk.hex} were gone" in page
    assert "fanal authority certify" in page
    assert "Yes: " in page  # the journal itself is whole


@pytest.mark.parametrize("who", ["anan", "vera"])
def test_each_of_their_pages_leads_there(cast, attacked, who):
    page = files.browser(cast, getattr(cast, who)).get(reverse("accounts:account")).text
    assert ALARM in page
    assert f'href="{CHECK}#rows"' in page


@pytest.mark.parametrize("who", strangers(["sokha", "noi", "mai"], "nobody else is told"))
def test_nobody_else_is_told(cast, attacked, who):
    page = files.browser(cast, getattr(cast, who)).get(reverse("accounts:account")).text
    assert ALARM not in page


def test_where_nothing_was_found_the_page_says_yes(cast):
    head = ledger.read()
    noted_head.note(noted_head.NotedLedgerHead(head.step, head.number, head.mark))
    page = files.browser(cast, cast.anan).get(CHECK).text
    assert "actions here made each of them" in page
    assert ALARM not in page


def test_after_the_upgrade_both_are_told_of_the_one_step(cast):
    as_of_the_release_before()
    genuine_rows.run()
    page = files.browser(cast, cast.anan).get(reverse("accounts:account")).text
    assert "Two people have to certify" in page
    assert ALARM not in page
    assert "approvals of what goes out" in files.browser(cast, cast.anan).get(CHECK).text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Quelqu’un a modifié, hors du programme, qui peut lire quoi"),
        ("vi", "Có người đã sửa"),
    ],
)
def test_in_other_languages(cast, attacked, language, said):
    browser = cast.client(cast.anan)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert said in browser.get(CHECK).text


def test_tables_of_very_many_rows_are_left_to_the_server_and_named(cast, attacked, monkeypatch):
    monkeypatch.setattr(views, "AT_A_PAGE", 3)
    page = files.browser(cast, cast.anan).get(CHECK).text
    assert "Not checked on this page" in page
    assert called("keys_grant").template in page
    monkeypatch.setattr(views, "AT_A_PAGE", 10_000)
    assert "Not checked on this page" not in files.browser(cast, cast.anan).get(CHECK).text
