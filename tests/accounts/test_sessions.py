"""What the row of a session says counts for the browser that holds its key, and for no other."""

from importlib import import_module

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import signing

from fanal.accounts.sessions import SessionStore, hashed, salt_of
from tests import files

upgrade = import_module("fanal.accounts.migrations.0012_sessions_of_their_key")


def kept(**told):
    store = SessionStore()
    store.update(told)
    store.save()
    return store.session_key


def row_of(key):
    return Session.objects.get(session_key=hashed(key))


def test_what_stands_in_a_session_is_read_by_its_own_key(db):
    key = kept(word="hers")
    assert SessionStore(key)["word"] == "hers"
    store = SessionStore(key)
    store.cycle_key()
    assert SessionStore(store.session_key)["word"] == "hers"


def test_what_was_moved_from_a_colleagues_session_says_nothing(db):
    his, hers = kept(word="his"), kept(word="hers")
    Session.objects.filter(session_key=hashed(his)).update(session_data=row_of(hers).session_data)
    assert dict(SessionStore(his).items()) == {}


def test_who_gives_her_browser_the_session_of_a_lead_is_signed_out(cast):
    hers, noi = files.browser(cast, cast.sokha), files.browser(cast, cast.noi)
    assert hers.get("/accounts/").status_code == 200
    told = row_of(noi.session.session_key).session_data
    Session.objects.filter(session_key=hashed(hers.session.session_key)).update(session_data=told)
    assert hers.get("/accounts/")["Location"].startswith("/sign-in/")
    assert noi.get("/accounts/").status_code == 200


def signed_as_before(key, told):
    data = signing.dumps(told, salt=upgrade.OF_ANY_KEY, compress=True)
    Session.objects.filter(session_key=hashed(key)).update(session_data=data)


def test_what_was_signed_for_any_key_counts_no_more(db):
    key = kept(word="hers")
    signed_as_before(key, {"word": "hers"})
    assert "word" not in SessionStore(key)


def test_an_upgrade_signs_nobody_out_and_neither_does_the_way_back(cast):
    client = files.browser(cast, cast.sokha)
    key = client.session.session_key
    told = dict(client.session.items())
    signed_as_before(key, told)
    upgrade.forwards(apps, None)
    assert client.get("/accounts/").status_code == 200
    upgrade.backwards(apps, None)
    assert signing.loads(row_of(key).session_data, salt=upgrade.OF_ANY_KEY) == told


def test_an_upgrade_ends_a_session_that_does_not_open(db):
    key = kept(word="hers")
    Session.objects.filter(session_key=hashed(key)).update(session_data="forged")
    upgrade.forwards(apps, None)
    assert not Session.objects.exists()


def test_the_upgrade_signs_as_the_store_does(db):
    assert upgrade.of_its_key("x") == salt_of("x")
