"""What each row of the threat model tries: an adversary takes the house as planted, and says what she got.

Each returns all that she could read, as bytes. Where she opens something in one way and nothing in another
(with the pepper and without), the attempt looks at both.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from fanal.accounts.actions import end_account, invitation_for
from fanal.accounts.models import Membership, User
from fanal.accounts.reauthentication import GIVEN
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing import records, wraps
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, Compartment
from fanal.core.sealing.failures import BrokenSeal, Locked, NotGranted
from fanal.installation import key_files
from fanal.keys import key_pairs
from fanal.keys.actions import grant, sweeping
from fanal.keys.actions.organisation import open_organisation
from fanal.keys.models import Grant, Unlock, UserKeys
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from fanal.partners.models import Partner
from fanal.sealed import server_key
from fanal.sealed.columns import sealed_columns
from tests import files
from tests.cast import PASSPHRASE, Browser
from tests.journal import entries
from tests.keys.idle import idle_for
from tests.keys.test_half_sign_in import opened_by
from tests.security import planting, thief
from tests.security.menu import counted_once
from tests.security.test_matrix import addresses
from tests.shares import tried, turn

GUESSES = ("password", "fanal", "bangkok", "Sokha Chea", "sokha@fanal.example", "123456789", "")
NAMES_COLLEAGUES = ("accounts:people", "web:home")  # where what is T0 stands for whom it is open


def stolen_database(house, folder):
    """The database and a backup, searched, and put beside a server and a pepper of her own."""
    with _keys_of_another_house(folder):
        assert (
            _opened_by_guessing([PASSPHRASE, *GUESSES]) == []
        )  # not even the right one can be tried
        return _carried_away(folder) + _by_the_servers_key() + _files_of(Ring())


def disk_with_the_key_files(house, folder):
    """The same with the key files: what is sealed to people opens by what they know alone."""
    assert _opened_by_guessing(GUESSES) == []
    assert len(_opened_by_guessing([PASSPHRASE])) == UserKeys.objects.count()  # a right guess would
    return _carried_away(folder) + _by_the_servers_key() + _with_the_servers_keys_on_files()


def running_server_nobody_unlocked(house, folder):
    """One locked, another was idle for eleven minutes: with their cookies, which she does not have."""
    locked, idle = (files.browser(house.cast, one) for one in (house.cast.sokha, house.cast.noi))
    assert len(opened_by(locked.cookies)) == 1
    taken_before = locked.cookies.copy()
    locked.post("/keys/lock/")
    idle_for(idle, 11)
    sweeping.forget()
    assert opened_by(taken_before) == opened_by(idle.cookies) == []
    assert not Unlock.objects.exists()
    return disk_with_the_key_files(house, folder)


def cookies_and_a_copy(house, folder):
    """An unlocked browser and the database: nothing; with the key files too, within ten minutes."""
    client = files.browser(house.cast, house.cast.sokha)
    with _keys_of_another_house(folder):
        assert opened_by(client.cookies) == []
        learnt = _carried_away(folder) + _by_the_servers_key() + _files_of(Ring())
    assert len(opened_by(client.cookies)) == 1
    idle_for(client, 11)
    sweeping.forget()
    assert opened_by(client.cookies) == []
    return learnt


def root_while_people_work(house, folder):
    """Whoever unlocks meanwhile: the lawyer, to whom the legal part of the case was granted."""
    client = files.browser(house.cast, house.cast.mai)
    (pair,) = opened_by(client.cookies)
    assert pair == key_pairs.pair_of(house.cast.mai).pk
    return (
        _carried_away(folder) + _by_the_servers_key() + _files_of(house.cast.ring(house.cast.mai))
    )


def administrator(house, folder):
    """Every page with real ids, keys of folders, a grant, and a colleague let in by her alone."""
    cast = house.cast
    ring = cast.ring(cast.anan)
    assert ring.compartments(house.case.id) == frozenset()
    with pytest.raises(NotGranted):
        grant(
            folder=house.case.id,
            compartments=list(Compartment),
            to=cast.anan,
            by=cast.anan,
            ring=ring,
        )
    assert _links_that_open(cast) == {Role.ADMINISTRATOR}
    return _every_page(house, files.browser(cast, cast.anan)) + _files_of(ring)


def writer_of_the_database(house, folder):
    """An analyst makes himself lead of the team; a public key, a text and a grant change places."""
    cast = house.cast
    client, ring = files.browser(cast, cast.duc), cast.ring(cast.duc)
    planting.update(User, {"role": "team_lead"}, id=cast.duc.pk)
    planting.insert(Membership, user_id=cast.duc.pk, team_id=cast.bangkok.pk, since="2026-01-01")
    _copied_grant(house)
    _swapped_key(house)
    _moved_text(house)
    learnt = _every_page(house, client) + _files_of(ring)
    with _keys_of_another_house(folder):
        return learnt + _carried_away(folder) + _by_the_servers_key()


def laptop_locked_or_idle(house, folder):
    """Every page, by a session that was locked and by one that was left for eleven minutes."""
    cast = house.cast
    locked = files.browser(cast, cast.sokha, unlocked=False)
    idle = idle_for(files.browser(cast, cast.noi), 11)
    return _every_page(house, locked) + _every_page(house, idle)


def who_knows_an_address(house, folder):
    """Wrong pass-phrases until none is looked at any more; then the right one, and every page."""
    stranger = Browser()
    for words in (*GUESSES, PASSPHRASE):
        stranger.post("/sign-in/", {"login": house.cast.sokha.email, "password": words})
    return _every_page(house, stranger)


def laptop_open(house, folder):
    """Six minutes after the pass-phrase: what lets out asks again. A colleague ends the session."""
    cast = house.cast
    client = files.browser(cast, cast.noi)
    kept = client.session
    kept[GIVEN] = int(time.time()) - 6 * 60
    kept.save()
    before = Grant.objects.count()
    asked = [client.post(reverse(name, args=args)) for name, args in _ways_out(house)]
    assert {one["Location"].partition("?")[0] for one in asked} == {"/keys/unlock/"}
    assert Grant.objects.count() == before
    seen = _every_page(house, client)
    end_account(user=cast.noi, by=cast.anan)
    assert not set(house.marks) & set(found_in(house, _every_page(house, client)))
    return seen


def colleague_with_a_right(house, folder):
    """She reads what is hers to read, and the journal says so."""
    before = len(entries("case.opened"))
    seen = _every_page(house, files.browser(house.cast, house.cast.noi))
    assert len(entries("case.opened")) > before
    return seen


def former_colleague(house, folder):
    """The lawyer's old backup and pass-phrase: without the pepper, with it, and on the server of today."""
    cast = house.cast
    with _keys_of_another_house(folder):
        assert _opened_by_guessing([PASSPHRASE]) == []
        learnt = _carried_away(folder) + _by_the_servers_key()
    held = Ring(pair := key_pairs.pair_of(cast.mai), key_pairs.open_keys(pair, PASSPHRASE))
    assert held.compartments(house.case.id) == {LEGAL}  # with the pepper, what was granted then
    later = files.case(cast)
    client = files.browser(cast, cast.mai)
    end_account(user=cast.mai, by=cast.anan)
    assert Ring(pair, held.private).compartments(later.id) == frozenset()
    assert client.get(f"/cases/{house.case.id}/")["Location"].startswith("/sign-in/")
    return learnt + _every_page(house, client)


def two_recovery_sheets(house, folder):
    """One sheet opens nothing, two open every folder; neither is the server's key."""
    with pytest.raises(BadInput):
        open_organisation(house.cast.shares[:1])
    private = open_organisation(house.cast.shares[1:])
    keys = {}
    for row in Grant.objects.filter(to_keys=None, to_team_key=None):
        secret = wraps.Opener(private.reading).unwrap(bytes(row.wrapped), row.statement().context())
        pieces = (secret[at : at + records.KEY] for at in range(0, len(secret), records.KEY))
        keys |= {(row.folder_id, one): key for one, key in zip(row.parts(), pieces, strict=True)}
    texts = [
        records.unseal(keys[row.folder, row.group()], row.place(), bytes(row.sealed))
        for row in _sealed_rows()
    ]
    with _keys_of_another_house(folder, private.signing):
        return _carried_away(folder) + _by_the_servers_key() + b"\n".join(texts)


def court_order(house, folder):
    """The lawyer is ordered: her own keys, and no others'."""
    ring = house.cast.ring(house.cast.mai)
    assert ring.compartments(house.case.id) == {LEGAL}
    with pytest.raises(NotGranted):
        ring.newest_key(house.case.id, NARRATIVE)
    return _files_of(ring)


def found_in(house, learnt):
    """The tiers of which a mark was read, in whatever encoding it lies about."""
    return {
        tier
        for tier, mark in house.marks.items()
        if any(shape in learnt for shape in thief.shapes(mark))
    }


def _carried_away(folder):
    return b"\n".join(blob for _, blob in thief.loot(folder))


def _by_the_servers_key():
    """Every value under the server's key that the key files at hand open, and the ring of nobody."""
    texts = []
    for model in apps.get_models():
        for field in sealed_columns(model):
            texts += [_text(row, field) for row in model._base_manager.all()]
    return "\n".join(texts).encode()


def _text(row, field):
    try:
        return str(getattr(row, field.attname))
    except BrokenSeal:
        return ""


def _sealed_rows():
    kinds = [one for one in apps.get_models() if issubclass(one, SealedRecord)]
    return [row for model in kinds for row in model._base_manager.all() if row.sealed]


def _files_of(ring):
    """All sealed rows that the ring opens."""
    texts = []
    for row in _sealed_rows():
        try:
            texts.append(str(row.try_unseal(ring)))
        except (Locked, BrokenSeal):  # under other key files not even the kind of an entry opens
            continue
    return "\n".join(texts).encode()


def _with_the_servers_keys_on_files():
    """Each sealed row under each key that comes of the server's key file, and under the pepper."""
    purposes = ("text", "unlock", "signing", "journal", "attestation", "data", "")
    keys = [server_key.derived(purpose) for purpose in purposes] + [server_key.pepper()]
    keys.append(key_files.read(settings.KEY_FOLDER, key_files.SERVER))
    opened = []
    for row in _sealed_rows():
        for key in keys:
            try:
                opened.append(records.unseal(key, row.place(), bytes(row.sealed)))
            except BrokenSeal:
                continue
    return b"\n".join(opened)


def _opened_by_guessing(guesses):
    opened = []
    for pair in UserKeys.objects.all():
        for words in guesses:
            try:
                opened.append(key_pairs.open_keys(pair, words))
            except BadInput:
                continue
    return opened


@contextmanager
def _keys_of_another_house(folder, server_bytes=None):
    """An installation of the thief's own beside the database: all key files are other ones."""
    own, held = Path(folder) / "own keys", settings.KEY_FOLDER
    key_files.make(own)
    if server_bytes:
        (own / key_files.SERVER).write_bytes(server_bytes)
    try:
        settings.KEY_FOLDER = own
        _forget_keys()
        yield
    finally:
        settings.KEY_FOLDER = held
        _forget_keys()


def _forget_keys():
    for one in (server_key.derived, server_key.house_signing, key_files.read):
        one.cache_clear()


def _every_page(house, client):
    """What every address shows that names nothing, or something that was planted; of those that name
    nothing the short form asks for one in three.
    """
    client.raise_request_exception = False
    asked = []
    for name, keys in addresses():
        chosen = keys or name in NAMES_COLLEAGUES or turn(name) % 3 == 0
        if keys.keys() <= house.ids.keys() and tried(bool(chosen)):
            asked.append(reverse(name, kwargs={key: house.ids[key] for key in keys}))
    with pytest.MonkeyPatch.context() as patch, counted_once(patch):
        return b"\n".join(_shown(client, address) for address in asked)


def _shown(client, address):
    answer = client.get(address)
    assert answer.status_code < 500, address
    return answer.getvalue() if answer.streaming else answer.content


def _links_that_open(cast):
    """The roles of which an administrator makes a link that opens something, alone."""
    made = {}
    for role in Role:
        teams = [cast.bangkok] if role in (Role.CASE_WORKER, Role.TEAM_LEAD) else []
        made[role] = files.invited(cast, email=f"{role}@example.org", role=role, teams=teams)
    return {role for role, token in made.items() if invitation_for(token)}


def _copied_grant(house):
    """The wrap of a lead, said to be the analyst's."""
    row = planting.row_of(Grant, id=Grant.objects.filter(to_keys__user=house.cast.noi).first().pk)
    planting.insert(
        Grant, **row | {"id": house.new_id(), "to_keys_id": key_pairs.pair_of(house.cast.duc).pk}
    )


def _swapped_key(house):
    """His public key in the place of the lawyer's: what is granted to her now would be his."""
    mai, duc = (key_pairs.pair_of(one) for one in (house.cast.mai, house.cast.duc))
    planting.update(
        UserKeys, {"reading": bytes(duc.reading), "signing": bytes(duc.signing)}, id=mai.pk
    )
    with pytest.raises((BrokenSeal, BadInput)):
        grant(
            folder=house.case.id,
            compartments=[NARRATIVE],
            to=house.cast.mai,
            by=house.cast.noi,
            ring=house.cast.ring(house.cast.noi),
        )


def _moved_text(house):
    """A sealed text of the file in a row of another file, and a name of a partner in another's row."""
    row, other = (
        type(house.note)._base_manager.get(pk=one.pk) for one in (house.note, house.other_note)
    )
    planting.update(type(row), {"sealed": bytes(row.sealed), "version": row.version}, id=other.pk)
    with pytest.raises(BrokenSeal):
        type(row)._base_manager.get(pk=other.pk).unseal(house.cast.ring(house.cast.noi))
    planting.swap(Partner, "name", house.partner.pk, house.other_partner.pk)
    with pytest.raises(BrokenSeal):
        str(Partner._base_manager.get(pk=house.partner.pk).name)


def _ways_out(house):
    case, person = house.case.pk, house.person.pk
    return [
        ("cases:give", [case]),
        ("keys:code", []),
        ("keys:admit", [house.cast.bangkok.pk, house.cast.sokha.pk]),
        ("identification:print_matrix", [case, person]),
        ("sharing:approve", [case]),
    ]
