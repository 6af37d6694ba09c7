"""What keys answer where there is nothing to open: one refusal, and nothing is lost or told."""

import base64
import errno
import json
import threading
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.http import QueryDict

from fanal.accounts.actions import end_account
from fanal.accounts.models import Invitation, Team
from fanal.cases.actions.entries import add_note
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.failures import BrokenSeal, Locked
from fanal.keys import drafts
from fanal.keys.actions import create_folder, onboarding, recovery, sweeping
from fanal.keys.actions.organisation import make_organisation
from fanal.keys.drafts import writers
from fanal.keys.models import Draft, UserKeys
from fanal.keys.ring import Ring
from fanal.sealed.server_key import check_house
from tests import files
from tests.keys.test_session import ring_in


class EndedHere(Exception):
    """The endless loop is left."""


@pytest.mark.parametrize("held", ["no base 64 é", base64.urlsafe_b64encode(bytes(32)).decode()])
def test_a_cookie_that_is_not_of_this_session_opens_nothing(cast, held):
    client = cast.client(cast.sokha)
    client.cookies["unlock"] = held
    assert ring_in(client, cast.sokha).locked


def test_a_ring_that_is_printed_into_a_log_shows_no_key(cast):
    assert (repr(Ring()), repr(cast.ring(cast.sokha))) == ("Ring(locked)", "Ring(…)")


def test_a_locked_ring_gives_out_no_private_key_and_the_server_signs_in_its_place(cast):
    with pytest.raises(Locked):
        _ = Ring().private
    by, signature = Ring().sign(b"a signal that was taken by whoever was there")
    assert by is None
    check_house(signature, b"a signal that was taken by whoever was there")


def test_a_file_that_was_sealed_is_not_taken_for_a_record(cast, case):
    ring = cast.ring(cast.sokha)
    note = add_note(case=case, text="…", by=cast.sokha, ring=ring)
    note.seal_bytes(ring, json.dumps(["of a list"]).encode())
    with pytest.raises(BrokenSeal):
        note.unseal(ring)


@pytest.mark.parametrize("begins", [0, drafts.SIGNED, 99])
def test_a_draft_that_was_changed_in_the_database_is_left_out_of_the_others(cast, begins):
    ring = cast.ring(cast.sokha)
    wrapped = bytes([begins]) + b"\xff\xfe\x00" + bytes(200)
    row = Draft.objects.create(id=uuid4(), to_keys=ring.pair, day="2026-11-28", wrapped=wrapped)
    assert drafts.waiting(ring) == []
    with pytest.raises(BrokenSeal):
        drafts.read(ring, row)


def test_whoever_is_locked_is_shown_no_draft():
    assert drafts.waiting(Ring()) == []


def test_a_page_that_names_no_draft_writes_none():
    assert writers.id_for(QueryDict("draft=none")) is None
    assert writers.of_page(QueryDict("draft=none")) == []


def test_what_is_too_long_for_a_draft_is_said_not_to_be_kept(cast, case):
    client = files.browser(cast, cast.sokha)
    page = client.post("/keys/drafts/leave/", {"draft": "none"}, follow=True).text
    assert "This draft could not be kept." in page


def test_an_account_that_was_ended_is_not_recovered_by_the_sheets(cast):
    end_account(user=cast.noi, by=cast.anan)
    with pytest.raises(BadInput, match="ended"):
        recovery.to_recover(cast.noi.email)


def test_an_organisation_gets_one_recovery_key(cast):
    with pytest.raises(Refused, match="already"):
        make_organisation()


def test_nothing_new_is_opened_in_a_team_that_was_closed(cast):
    Team.objects.filter(pk=cast.bangkok.pk).update(closed_on="2026-03-02")
    with pytest.raises(Refused, match="This team was closed"):
        create_folder(folder=uuid4(), kind="case", team=cast.bangkok, by=cast.sokha)


def test_nobody_comes_back_by_the_link_of_somebody_new(cast):
    with pytest.raises(ValueError, match="nobody who was here"):
        onboarding.come_back(invitation=Invitation(), passphrase="six words of her own", code="")


def test_a_passphrase_is_changed_by_who_has_keys(cast, rf):
    request = rf.post("/keys/passphrase/")
    request.user = cast.sokha
    UserKeys.objects.filter(user=cast.sokha).update(retired="2026-03-02")
    with pytest.raises(BadInput, match="no keys"):
        onboarding.change_passphrase(request, "the old one", "the new one")


def sweeps_once(monkeypatch, problem):
    """Until it waits for its next time."""

    def fails():
        raise problem

    def left(seconds):
        raise EndedHere

    monkeypatch.setattr(sweeping, "forget", fails)
    monkeypatch.setattr(sweeping, "BACKGROUND_WORK", [])
    monkeypatch.setattr(sweeping.time, "sleep", left)
    with pytest.raises(EndedHere):
        sweeping._run()


def test_the_idle_lock_goes_on_whatever_happened_once(monkeypatch, caplog):
    sweeps_once(monkeypatch, OSError("the disk is full"))
    assert "idle sessions could not be locked: OSError" in caplog.text


@pytest.mark.parametrize(("problem", "says"), [
    (OperationalError("database or disk is full"), "OperationalError: the disk is full"),
    (OSError(errno.ENOSPC, "no room"), "OSError: the disk is full"),
    (OperationalError("SELECT her name"), "OperationalError"),
])  # fmt: skip
def test_the_log_names_a_full_disk_and_quotes_nothing(monkeypatch, caplog, problem, says):
    sweeps_once(monkeypatch, problem)
    assert f"idle sessions could not be locked: {says}" in caplog.text
    assert "her name" not in caplog.text


def test_the_idle_lock_empties_the_log_each_time(monkeypatch):
    done = []

    def left(seconds):
        raise EndedHere

    monkeypatch.setattr(sweeping, "forget", lambda: done.append("forgotten"))
    monkeypatch.setattr(sweeping, "empty_the_log", lambda: done.append("emptied"))
    monkeypatch.setattr(sweeping, "BACKGROUND_WORK", [])
    monkeypatch.setattr(sweeping.time, "sleep", left)
    with pytest.raises(EndedHere):
        sweeping._run()
    assert done == ["forgotten", "emptied"]


def test_the_idle_lock_runs_beside_the_requests_and_ends_with_the_process(monkeypatch):
    begun = threading.Event()
    monkeypatch.setattr(sweeping, "_run", begun.set)
    sweeping.start()
    assert begun.wait(10)
