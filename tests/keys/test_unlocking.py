"""Signing in, unlocking, locking; what was typed comes back; what is over is over."""

import html
import re
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session

from fanal.accounts.actions import end_account, invitation_approval, invite, let_back
from fanal.accounts.models import Membership, User
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.keys import key_pairs
from fanal.keys.actions import create_folder, grant, onboarding
from fanal.keys.ring import Ring
from tests import files
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client
from tests.decisions.newcomers import bopha
from tests.keys.drafts import filled_in

NEW = "seven lamps over the still water"


def sign_in(client, user, passphrase=PASSPHRASE):
    return client.post("/sign-in/", {"login": user.email, "password": passphrase})


@pytest.mark.asvs("V7.6.2", "V8.2.1")
def test_a_page_asks_to_sign_in_first(cast):
    assert Client().get("/accounts/")["Location"] == "/sign-in/?next=/accounts/"


@pytest.mark.asvs("V6.3.3")
def test_without_a_second_factor_only_its_set_up_opens(cast):
    client = Client()
    assert sign_in(client, cast.sokha).status_code == 302
    assert client.get("/keys/passphrase/").status_code == 200
    assert client.get("/keys/code/")["Location"] == "/sign-in/factors/"
    assert client.get("/sign-in/factors/").status_code == 200
    assert client.get("/sign-in/factors/app/")["Location"].startswith("/sign-in/again/")


def test_unknown_and_known_people_get_the_same_answer(cast):
    known = sign_in(Client(), cast.sokha, "wrong wrong wrong wrong")
    unknown = Client().post("/sign-in/", {"login": "no@body.example", "password": "wrong wrong"})
    assert known.status_code == unknown.status_code == 422
    strip = lambda page: page.content.decode().split("<main")[1].split("csrf")[0]  # noqa: E731
    assert strip(known) == strip(unknown)


def test_the_sixth_try_in_five_minutes_is_not_looked_at(cast, one_span):
    for _ in range(5):
        sign_in(Client(), cast.sokha, "wrong wrong wrong wrong")
    assert (
        "Too many tries" in sign_in(Client(HTTP_ACCEPT_LANGUAGE="en"), cast.sokha).content.decode()
    )


def test_locking_sends_to_the_page_that_asks_for_the_passphrase_and_back(cast):
    client = cast.client(cast.sokha)
    assert client.get("/keys/code/").status_code == 200
    assert client.post("/keys/lock/").status_code == 302
    assert client.get("/keys/code/")["Location"] == "/keys/unlock/?next=%2Fkeys%2Fcode%2F"
    again = client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": "/keys/code/"})
    assert again["Location"] == "/keys/code/"
    assert client.get("/keys/code/").status_code == 200


def test_a_wrong_passphrase_unlocks_nothing(cast):
    client = cast.client(cast.sokha, unlocked=False)
    assert client.post("/keys/unlock/", {"passphrase": "no"}).status_code == 422
    assert client.get("/keys/code/").status_code == 302


@pytest.mark.asvs("V1.2.2", "V3.7.2")
def test_the_page_after_unlocking_is_one_of_ours(cast):
    client = cast.client(cast.sokha, unlocked=False)
    data = {"passphrase": PASSPHRASE, "next": "https://evil.example/"}
    assert client.post("/keys/unlock/", data)["Location"] == "/"


def test_the_database_knows_no_key_of_a_session(cast):
    client = cast.client(cast.sokha)
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


@pytest.mark.asvs("V7.4.2")
def test_an_ended_account_is_out_within_one_request(cast):
    client = cast.client(cast.sokha)
    assert client.get("/accounts/").status_code == 200
    end_account(user=cast.sokha, by=cast.anan)
    assert client.get("/accounts/").status_code == 302
    assert sign_in(Client(), User.objects.get(pk=cast.sokha.pk)).status_code == 422


def test_no_link_that_an_administrator_made_outlives_her_account(cast):
    """One for a new account, and one by which she could take the director's."""
    boss = cast.join("boss", "Boss", Role.ADMINISTRATOR, "Bangkok")
    other = cast.join("other", "Other", Role.DIRECTOR, "Bangkok")
    office = cast.bangkok.office
    given = {"role": Role.DIRECTOR, "office": office, "teams": [], "language": "en"}
    links = [
        invite(email="own@fanal.example", display_name="A. Name", by=cast.anan, **given),
        let_back(user=cast.claire, by=cast.anan),
    ]
    kept = invite(email="kept@fanal.example", display_name="A. Name", by=boss, **given)
    for one in invitation_approval.waiting():
        invitation_approval.agree(invitation=one, by=other)
    pages = [f"/keys/invitation/{one}/" for one in (*links, kept)]
    assert [Client().get(page).status_code for page in pages] == [200, 200, 200]
    end_account(user=cast.anan, by=boss)
    assert [Client().get(page).status_code for page in pages] == [404, 404, 200]


@pytest.mark.asvs("V6.2.2", "V6.2.3", "V7.4.3")
def test_changing_the_passphrase_keeps_the_keys_and_ends_other_sessions(cast):
    here, there = cast.client(cast.sokha), cast.client(cast.sokha)
    form = {"passphrase": PASSPHRASE, "chosen": NEW, "again": NEW}
    assert here.post("/keys/passphrase/", form).status_code == 302
    assert there.get("/accounts/").status_code == 302
    assert here.get("/keys/code/").status_code == 200
    pair = key_pairs.pair_of(cast.sokha)
    assert key_pairs.open_keys(pair, NEW) == cast.private[cast.sokha.pk][1]


@pytest.mark.asvs("V6.2.1", "V6.2.4")
def test_a_short_or_common_passphrase_is_refused(cast):
    client = cast.client(cast.sokha)
    for weak in ("short", "password123456"):
        form = {"passphrase": PASSPHRASE, "chosen": weak, "again": weak}
        assert client.post("/keys/passphrase/", form).status_code == 422


def test_an_invited_worker_opens_nothing_until_her_lead_lets_her_in(cast):
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    token = files.invited(cast)
    invitation_approval.agree(invitation=invitation_approval.waiting().get(), by=cast.noi)
    page = Client().post(f"/keys/invitation/{token}/", {"chosen": NEW, "again": NEW})
    assert page.status_code == 200
    new = User.objects.get(email="new@fanal.example")
    pair = key_pairs.pair_of(new)
    private = key_pairs.open_keys(pair, NEW)
    assert Ring(pair, private).compartments(folder) == frozenset()
    lead = cast.client(cast.noi)
    assert "New" in lead.get("/keys/team/").content.decode()
    assert lead.post(f"/keys/team/{cast.bangkok.pk}/{new.pk}/").status_code == 302
    assert NARRATIVE in Ring(pair, private).compartments(folder)
    assert Client().get(f"/keys/invitation/{token}/").status_code == 404


@pytest.fixture
def granted(cast):
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    return folder


def come_back(cast, user, code):
    token = let_back(user=user, by=cast.anan)
    invitation_approval.agree(invitation=invitation_approval.waiting().get(), by=cast.claire)
    page = Client().post(f"/keys/invitation/{token}/", {"chosen": NEW, "again": NEW, "code": code})
    assert page.status_code in (200, 422)
    pair = key_pairs.pair_of(user)
    return pair, page.content.decode()


@pytest.mark.asvs("V6.4.3")
def test_the_recovery_code_brings_back_the_same_keys(cast, granted):
    pair, _ = come_back(cast, cast.mai, cast.codes["mai"])
    assert Ring(pair, key_pairs.open_keys(pair, NEW)).compartments(granted) == {LEGAL}


@pytest.mark.asvs("V6.4.3", "V6.4.4")
def test_without_the_code_the_keys_are_new_and_a_lead_grants_again(cast, granted):
    pair, _ = come_back(cast, cast.mai, "")
    private = key_pairs.open_keys(pair, NEW)
    assert Ring(pair, private).compartments(granted) == frozenset()
    assert onboarding.grant_again(user=cast.mai, **cast.acting(cast.noi)) == 1
    assert Ring(pair, private).compartments(granted) == {LEGAL}


def test_a_wrong_code_changes_nothing(cast, granted):
    before = key_pairs.pair_of(cast.mai)
    pair, page = come_back(cast, cast.mai, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    assert 'id="id_code_error"' in page
    assert pair.pk == before.pk
    assert bytes(pair.by_passphrase) == bytes(before.by_passphrase)


@pytest.mark.asvs("V6.3.2", "V6.3.4", "V13.2.3", "V15.2.3")
def test_a_demonstration_door_is_no_door_at_work(cast):
    assert Client().post("/keys/as/sokha/").status_code == 404


def test_a_text_sent_by_nobody_comes_back_to_be_copied(cast):
    told = Client(HTTP_ACCEPT_LANGUAGE="en").post(
        "/people/new/", {"once": "key", "draft": "", "name": "her words, at length"}
    )
    assert told.status_code == 403
    assert "her words, at length" in told.content.decode()
    nothing = Client().post("/people/new/", {"once": "key"})
    assert nothing["Location"].startswith("/sign-in/")


def shown(page):
    """The code on the page, as it opens."""
    return re.search('<p class="code"><code translate="no">(.*?)</code>', page).group(1)


@pytest.mark.parametrize("with_code", [True, False])
def test_whoever_comes_back_is_shown_the_code_that_opens_from_now_on(cast, granted, with_code):
    pair, page = come_back(cast, cast.mai, cast.codes["mai"] if with_code else "")
    assert key_pairs.open_keys_by_code(pair, shown(page))


def test_a_new_recovery_code_is_shown_and_the_old_one_is_dead(cast):
    page = cast.client(cast.mai).post("/keys/code/").text
    pair = key_pairs.pair_of(cast.mai)
    assert key_pairs.open_keys_by_code(pair, shown(page))
    with pytest.raises(BadInput):
        key_pairs.open_keys_by_code(pair, cast.codes["mai"])


def test_the_page_of_the_team_says_who_has_no_keys_who_waits_and_who_opens(cast):
    new = User.objects.create(
        email="new@fanal.example",
        display_name="New",
        role=Role.CASE_WORKER,
        office=cast.bangkok.office,
    )
    Membership.objects.create(user=new, team=cast.bangkok)
    lead = cast.client(cast.noi, headers={"accept-language": "en"})
    admit = f"/keys/team/{cast.bangkok.pk}/{new.pk}/"
    assert "New · has not signed in yet" in words(lead.get("/keys/team/").text)
    assert "New has no keys yet" in lead.post(admit, follow=True).text
    key_pairs.save_keys(user=new, fresh=key_pairs.prepare_keys(NEW))
    page = lead.get("/keys/team/").text
    assert "has not signed in yet" not in page
    assert admit in page
    assert "She can open the team's cases now" in html.unescape(lead.post(admit, follow=True).text)
    assert "New · opens the team's cases" in words(lead.get("/keys/team/").text)


def words(page):
    return " ".join(re.sub("<[^>]*>", " ", html.unescape(page)).split())


def test_whoever_was_not_let_in_yet_reads_who_lets_her_in_or_that_nobody_is_there(cast):
    note = f"/cases/{files.case(cast).id}/write/note/"
    new = files.browser(cast, bopha(cast))
    form = filled_in(new, note) | {"text": "what she said"}
    page = new.post(note, form)
    assert page.status_code == 403
    assert "You are not let in yet" in page.text
    assert "Noi Saetang lets you in" in page.text
    end_account(user=cast.noi, by=cast.anan)
    assert "nobody is there to let you in. Call Claire Morel." in new.post(note, form).text


@pytest.mark.parametrize(
    "asked", ["a077d58b", "//elsewhere.example/", "https://elsewhere.example/"]
)
def test_the_way_back_is_a_page_of_this_house_or_the_first(cast, asked):
    """A word without a slash was taken for the name of an address, and broke the page."""
    answer = files.browser(cast, cast.sokha).get("/keys/arrived/", {"next": asked})
    assert answer["Location"] == "/"
    kept = files.browser(cast, cast.sokha).get("/keys/arrived/", {"next": "/cases/?sort=name"})
    assert kept["Location"] == "/cases/?sort=name"
