"""What somebody learns, or gains, who holds the database, the server's disk, or may write to it."""

import base64
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.accounts.sessions import hashed
from fanal.core.sealing import pairs, server, wraps
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, Compartment
from fanal.core.sealing.failures import BrokenSeal, Locked, NotGranted
from fanal.keys.actions import create_folder, grant, revoke
from fanal.keys.actions.organisation import open_organisation
from fanal.keys.models import Grant, OrganisationKeys, TeamKey, Unlock, UserKeys
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from tests.keys.idle import unlocks


class Story(SealedRecord):
    """A record of the tests alone: it is never saved."""

    COMPARTMENT = Compartment.NARRATIVE

    class Meta:
        app_label = "tests"
        managed = False


@pytest.fixture
def folder(cast):
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    return folder


def written(cast, folder, text="her words"):
    story = Story(folder=folder)
    story.seal(cast.ring(cast.sokha), {"text": text})
    return story


def test_the_team_reads_what_was_written_and_a_stranger_gets_nothing(cast, folder):
    story = written(cast, folder)
    assert b"her words" not in story.sealed
    assert story.unseal(cast.ring(cast.noi)) == {"text": "her words"}
    assert story.try_unseal(cast.ring(cast.linh)) is None
    with pytest.raises(NotGranted):
        story.unseal(cast.ring(cast.linh))
    with pytest.raises(Locked):
        story.unseal(Ring())


@pytest.mark.parametrize("move", ["folder", "row", "version"])
def test_a_record_put_elsewhere_does_not_open(cast, folder, move):
    story, other = written(cast, folder), uuid4()
    create_folder(folder=other, kind="case", team=cast.bangkok, by=cast.sokha)
    if move == "folder":
        story.folder = other
    elif move == "row":
        story.id = uuid4()
    else:
        story.version += 1
    with pytest.raises(BrokenSeal):
        story.unseal(cast.ring(cast.noi))


def test_a_swapped_public_key_of_a_person_gets_nothing(cast, folder):
    _, public = pairs.new_keys()
    UserKeys.objects.filter(user=cast.mai).update(reading=public.reading)
    with pytest.raises(BrokenSeal):
        grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))


def test_a_swapped_public_key_of_a_team_gets_nothing(cast):
    _, public = wraps.new_pair()
    TeamKey.objects.filter(team=cast.bangkok).update(reading=public)
    with pytest.raises(BrokenSeal):
        create_folder(folder=uuid4(), kind="case", team=cast.bangkok, by=cast.sokha)


def test_a_swapped_recovery_key_gets_nothing(cast):
    _, public = pairs.new_keys()
    OrganisationKeys.objects.update(reading=public.reading)
    with pytest.raises(BrokenSeal):
        create_folder(folder=uuid4(), kind="case", team=cast.bangkok, by=cast.sokha)


def test_a_grant_signed_with_a_key_put_in_the_granter_s_place_opens_nothing(cast, folder):
    """Even where the row itself counts: her certificate is of another signing key."""
    grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    private, public = pairs.new_keys()
    UserKeys.objects.filter(user=cast.noi).update(signing=public.signing)
    row = Grant.objects.get(to_keys__user=cast.mai, folder=folder)
    row.signature = private.sign(row.statement().encoded())
    row.save()
    with pytest.raises(BrokenSeal):
        cast.ring(cast.mai).compartments(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"until": date(2099, 1, 1)},
        {"compartments": "medical"},
        {"generation": 2},
        {"granter": None},
    ],
)
def test_a_grant_that_was_edited_opens_nothing(cast, folder, change):
    grant(
        folder=folder,
        compartments=[LEGAL],
        to=cast.mai,
        **cast.acting(cast.noi),
        until=date(2098, 1, 1),
    )
    Grant.objects.filter(to_keys__user=cast.mai).update(**change)
    if "generation" in change:  # the folder has come no further
        assert not cast.ring(cast.mai).compartments(folder)
        return
    with pytest.raises(BrokenSeal):
        cast.ring(cast.mai).compartments(folder)


def test_a_grant_that_was_taken_back_cannot_be_put_back_by_hand(cast, folder):
    options = {"folder": folder, "to": cast.mai, "by": cast.noi}
    grant(compartments=[LEGAL], ring=cast.ring(cast.noi), **options)
    revoke(**options)
    Grant.objects.filter(to_keys__user=cast.mai).update(revoked=None)
    with pytest.raises(BrokenSeal):
        cast.ring(cast.mai).compartments(folder)


def test_two_sheets_of_the_recovery_key_open_every_folder(cast, folder):
    private = open_organisation([cast.shares[0], cast.shares[2]])
    row = Grant.objects.get(folder=folder, to_keys=None, to_team_key=None)
    secret = wraps.Opener(private.reading).unwrap(bytes(row.wrapped), row.statement().context())
    held = dict(zip(row.parts(), (secret[i : i + 32] for i in range(0, 224, 32)), strict=True))
    assert held[NARRATIVE] == cast.ring(cast.noi).newest_key(folder, NARRATIVE)[1]


def test_a_seized_server_has_the_sealed_keys_but_not_what_opens_them(cast):
    client = cast.client(cast.sokha)
    row, secret = unlocks(client).get(), client.cookies["unlock"].value
    assert secret not in " ".join(map(str, client.session.items()))
    assert base64.urlsafe_b64decode(secret) not in bytes(row.sealed)
    stolen = cast.client(cast.sokha, unlocked=False)
    Unlock.objects.create(
        session_id=hashed(stolen.session.session_key),
        pair=row.pair,
        sealed=row.sealed,
        used_at=row.used_at,
    )
    assert stolen.get("/keys/code/").status_code == 302


def test_a_copy_of_the_database_opens_nothing_with_the_cookies_of_a_browser(cast):
    """It takes the file of the server's key as well."""
    client = cast.client(cast.sokha)
    row, secret = unlocks(client).get(), base64.urlsafe_b64decode(client.cookies["unlock"].value)
    for key in (secret, server.derive(secret, "unlock")):
        with pytest.raises(BrokenSeal):
            server.unseal(key, f"session|{row.pair_id}", bytes(row.sealed))


@pytest.mark.asvs("V7.4.1")
def test_a_cookie_of_yesterday_opens_nothing_after_locking(cast):
    client = cast.client(cast.sokha)
    old = client.cookies["unlock"].value
    client.post("/keys/lock/")
    client.cookies["unlock"] = old
    assert client.get("/keys/code/").status_code == 302


def test_a_list_of_fifty_folders_takes_a_constant_number_of_queries(
    cast, django_assert_num_queries
):
    folders = [uuid4() for _ in range(12)]
    for one in folders:
        create_folder(folder=one, kind="case", team=cast.bangkok, by=cast.sokha)
    for few in (folders[:2], folders):
        ring = cast.ring(cast.sokha)
        with django_assert_num_queries(2):
            ring.prepare(few)
            assert all(ring.compartments(one) for one in few)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["grant", "revoke"]),
        st.sampled_from(["mai", "claire", "linh"]),
        st.sets(st.sampled_from(list(Compartment)), min_size=1),
    ),
    max_size=6,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_who_may_open_what_is_what_was_granted_and_not_taken_back(cast, acts):
    folder, model = uuid4(), {"mai": set(), "claire": set(), "linh": set()}
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    ring = cast.ring(cast.noi)
    for act, name, parts in acts:
        options = {"folder": folder, "to": getattr(cast, name), "by": cast.noi}
        if act == "grant":
            grant(compartments=parts, ring=ring, **options)
            model[name] |= parts
        else:
            revoke(compartments=parts, **options)
            model[name] -= parts
        for who, held in model.items():
            assert cast.ring(getattr(cast, who)).compartments(folder) == held
