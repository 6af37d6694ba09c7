"""Files at rest get no new keys when somebody leaves: their next write makes them, whenever it comes.

She who left kept every key that she ever held, and steals the database years later: nothing that was
written after she was out opens to her, and everybody else reads all of it.
"""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fanal
from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.cases.actions import stages
from fanal.cases.actions.documents import add_document
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.stages import CaseStage
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, TEAM_COMPARTMENTS, WHEREABOUTS
from fanal.core.sealing.failures import NotGranted
from fanal.database.sql import db_value
from fanal.journeys.models import Journey
from fanal.keys import key_pairs
from fanal.keys.actions import create_folder, grant, renew, renewing, replaced_keys
from fanal.keys.background_keys import BackgroundKeys, keys_of
from fanal.keys.models import Folder, Grant, TeamKey, TeamKeyHolder
from fanal.people.actions.merges import decide
from fanal.people.actions.persons import add_name
from fanal.rotation import actions, batches, older_records, queries
from fanal.rotation.models import FolderToReseal
from fanal.rotation.queries import under_way
from tests import files
from tests.journal import entries
from tests.keys.test_thieves import Story
from tests.rotation.thief import Thief, sealed_rows, texts_now, written_since


@pytest.fixture
def closed(cast):
    """A case that was closed, with where she sleeps; she is in no other. Noi's: whoever opens one holds
    a part of it by name."""
    made, noi = files.case(cast, by=cast.noi), cast.acting(cast.noi)
    add_entry(case=made, kind="whereabouts", answers={"place": "Room 4"}, **noi)
    add_note(case=made, text="as she said", **noi)
    close(made)
    return made


def close(case):
    case.stage, case.closed = CaseStage.CLOSED, True
    case.save(update_fields=["stage", "closed"])


def leave(cast, user):
    end_account(user=user, by=cast.anan)
    batches.go_on()


def note(cast, case, by, text="later"):
    return add_note(case=case, text=text, **cast.acting(by))


def also_to_vientiane(cast, person):
    given = {"folder": person.id, "compartments": TEAM_COMPARTMENTS, "to": cast.vientiane}
    grant(**given, **cast.acting(cast.noi))


def generation(folder):
    return Folder.objects.get(id=folder).generation


def test_a_departure_leaves_files_at_rest_as_they_are_and_renews_all_that_is_in_use(cast, closed):
    used, alone = files.case(cast, by=cast.noi), files.person(cast, by=cast.noi)
    of_closed, of_used = closed.people.get(), used.people.get()
    leave(cast, cast.sokha)
    assert {generation(one.id) for one in (closed, of_closed, alone)} == {1}
    assert {generation(one.id) for one in (used, of_used)} == {2}
    assert under_way().get(team=cast.bangkok).renewed


def test_a_person_of_a_closed_case_who_is_in_an_open_one_too_is_in_use(cast, closed):
    her = closed.people.get()
    files.case(cast, people=[her], by=cast.noi)
    leave(cast, cast.sokha)
    assert (generation(closed.id), generation(her.id)) == (1, 2)


def test_a_journey_is_at_rest_once_it_ended_and_nobody_of_it_is_followed_any_more(cast):
    rows = {"team": cast.bangkok, "lead": cast.noi, "starts_on": files.TODAY, "made_by": cast.noi}
    ended = {"ended_on": files.TODAY}
    made = {
        "goes on": Journey.objects.create(code_name="a", kind="return", **rows),
        "followed": Journey.objects.create(code_name="b", kind="return", **ended, **rows),
        "over": Journey.objects.create(code_name="c", kind="return", followed=False, **ended, **rows),
    }  # fmt: skip
    for one in made.values():
        create_folder(folder=one.id, kind="journey", team=cast.bangkok, by=cast.noi)
    leave(cast, cast.sokha)
    found = {name: generation(one.id) for name, one in made.items()}
    assert found == {"goes on": 2, "followed": 2, "over": 1}


@pytest.mark.parametrize("ended", [False, True], ids=["under way", "ended"])
def test_the_next_write_in_a_file_at_rest_makes_its_new_keys(cast, closed, ended):
    thief = Thief(cast, cast.sokha, [closed.id])
    leave(cast, cast.sokha)
    if ended:
        older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
        assert not under_way().exists()
    later = note(cast, closed, cast.noi)
    assert generation(closed.id) == 2
    assert not thief.opens(later)
    assert later.unseal(cast.ring(cast.noi))["text"] == "later"
    note(cast, closed, cast.noi)
    assert generation(closed.id) == 2, "once, and not with each write"


def test_what_is_sealed_as_any_kind_of_record_is_under_new_keys(cast, closed):
    """Whichever app keeps it: all of them seal through one place, and ask there."""
    thief = Thief(cast, cast.sokha, [closed.id])
    leave(cast, cast.sokha)
    for model in older_records.sealed_models():
        row = model(folder=closed.id)
        row.group = lambda: NARRATIVE
        row.seal_bytes(cast.ring(cast.noi), b"later")
        assert not thief.opens(row), model
    assert len(older_records.sealed_models()) > 40


def test_she_opens_nothing_of_what_is_written_in_years_and_what_she_read_before(cast, closed):
    """Notes, uploads, names and search rows, a closed case that is opened again, two files that are one,
    what a lawyer writes who holds it by name, a file of which another team has the key as well."""
    her, other, theirs = closed.people.get(), files.person(cast), files.person(cast)
    also_to_vientiane(cast, theirs)
    grant(folder=closed.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    folders = list(Folder.objects.values_list("id", flat=True))
    thief, before = Thief(cast, cast.sokha, folders), texts_now()
    mine = set(Folder.objects.filter(team=cast.bangkok).values_list("id", flat=True))
    hers = [row for row in sealed_rows() if row.folder in mine and row.group() != WHEREABOUTS]
    assert len(hers) > 5
    assert all(thief.opens(row) for row in hers)
    leave(cast, cast.sokha)
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    before |= texts_now()

    noi = cast.acting(cast.noi)
    add_entry(case=closed, kind="legal", answers={"matter": "a complaint"}, **cast.acting(cast.mai))
    add_document(case=closed, name="her words.txt", parts=[b"a", b"b"], **noi)
    stages.reopen(case=closed, why="she called", version=closed.version, **noi)
    add_name(person=her, text="Bua", **noi)
    decide(keep=other, other=her, same=True, reason="her own word", **noi)
    add_name(person=theirs, text="Kham", **cast.acting(cast.kham))
    files.case(cast, by=cast.noi)

    later = written_since(before)
    kinds = {type(row).__name__ for row in later}
    assert {
        "CaseEntry",
        "Document",
        "DocumentPart",
        "PersonName",
        "SearchRow",
        "MatchDecision",
    } <= kinds
    assert [row for row in later if thief.opens(row)] == []
    everybody = [cast.ring(who) for who in (cast.noi, cast.kham)]
    assert all(any(opens(ring, row) for ring in everybody) for row in sealed_rows())


def opens(ring, row):
    try:
        return bool(row.unseal_bytes(ring))
    except NotGranted:
        return False


def test_a_file_of_two_teams_is_renewed_by_a_write_of_either(cast):
    """Who writes opens it with a key of today: that another team's was replaced counts as much."""
    person = files.person(cast)
    also_to_vientiane(cast, person)
    thief = Thief(cast, cast.sokha, [person.id])
    leave(cast, cast.sokha)
    assert generation(person.id) == 1
    name = add_name(person=person, text="Kham", **cast.acting(cast.kham))
    assert not thief.opens(name)
    assert name.unseal(cast.ring(cast.noi))["text"] == "Kham"


def test_what_was_given_to_her_by_name_gets_new_keys_at_once_though_it_is_at_rest(cast, closed):
    grant(folder=closed.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    leave(cast, cast.mai)
    assert generation(closed.id) == 2


@pytest.mark.parametrize("how", [end_account, actions.suspect_person], ids=["left", "leak"])
def test_a_write_before_the_turn_of_what_she_held_by_name_makes_new_keys(cast, closed, how):
    grant(folder=closed.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    thief = Thief(cast, cast.mai, [closed.id])
    how(user=cast.mai, by=cast.anan)
    row = Story(folder=closed.id)
    row.group = lambda: LEGAL
    row.seal_bytes(cast.ring(cast.noi), b"later")
    assert not thief.opens(row)
    assert FolderToReseal.objects.get(folder=closed.id).rotation.user == cast.mai


def test_she_who_is_back_with_new_keys_does_not_bring_the_old_ones_to_life(cast, closed):
    grant(folder=closed.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    thief = Thief(cast, cast.mai, [closed.id])
    end_account(user=cast.mai, by=cast.anan)
    User.objects.filter(pk=cast.mai.pk).update(is_active=True)
    key_pairs.save_keys(user=cast.mai, fresh=key_pairs.prepare_keys("another long pass-phrase"))
    row = Story(folder=closed.id)
    row.group = lambda: LEGAL
    row.seal_bytes(cast.ring(cast.noi), b"later")
    assert not thief.opens(row)


def test_a_lost_pass_phrase_is_no_departure(cast, closed):
    grant(folder=closed.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    key_pairs.save_keys(user=cast.mai, fresh=key_pairs.prepare_keys("another long pass-phrase"))
    note(cast, closed, cast.noi)
    assert generation(closed.id) == 1


@pytest.mark.parametrize("of", ["person", "team"])
def test_after_a_leak_what_is_at_rest_gets_new_keys_too_and_is_sealed_anew(cast, closed, of):
    """Also what an earlier departure left as it was: she held that key of the team as well."""
    dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    old = CaseEntry.objects.get(folder=closed.id, number=2)
    leave(cast, cast.sokha)
    thief = Thief(cast, dara, [closed.id])
    assert (generation(closed.id), thief.opens(old)) == (1, True)
    if of == "person":
        actions.suspect_person(user=dara, by=cast.anan)
    else:
        actions.suspect_team_key(team=cast.bangkok, by=cast.noi)
    batches.go_on()
    assert generation(closed.id) == 2
    while older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60):
        pass
    assert not under_way().exists()
    assert not thief.opens(files.again(old))
    assert not TeamKeyHolder.objects.exclude(team_key__retired=None).exists()


def test_a_file_that_is_opened_after_ten_departures_is_read_and_written(cast, closed):
    thieves = []
    for n in range(10):
        who = cast.join(f"dara{n}", f"Dara {n}", Role.CASE_WORKER, "Bangkok")
        thieves.append(Thief(cast, who, [closed.id]))
        leave(cast, who)
    assert generation(closed.id) == 1
    before = list(CaseEntry.objects.filter(folder=closed.id))
    later = note(cast, closed, cast.noi)
    assert generation(closed.id) == 2
    ring = cast.ring(cast.noi)
    assert later.unseal(ring)["text"] == "later"
    assert all(row.unseal(ring) for row in before)
    assert not any(thief.opens(later) for thief in thieves)


def test_no_app_seals_past_the_place_that_asks():
    source = {path: path.read_text() for path in Path(fanal.__file__).parent.rglob("*.py")}
    sealing = {path.name for path, text in source.items() if "records.seal(" in text}
    asking = {path.name for path, text in source.items() if "def newest_key(" in text}
    assert sealing == {"sealed.py", "older_records.py"}
    assert asking == {"ring.py", "sealed.py", "recovery_trial.py"}  # the last seals nothing


def test_a_page_opens_a_replaced_key_only_where_a_grant_needs_it(cast, closed):
    used = files.case(cast)
    for n in range(3):
        leave(cast, cast.join(f"dara{n}", f"Dara {n}", Role.CASE_WORKER, "Bangkok"))
    note(cast, used, cast.noi)
    ring = cast.ring(cast.noi)
    ring.compartments(used.id)
    assert len(ring._team_openers) == 1
    ring.compartments(closed.id)
    assert len(ring._team_openers) == 2
    assert TeamKeyHolder.objects.filter(to_keys__user=cast.noi).count() == 4


def test_who_came_in_between_reads_and_writes_what_is_at_rest(cast, closed):
    leave(cast, cast.sokha)
    dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    TeamKeyHolder.objects.filter(to_keys__user=dara).delete()
    key_pairs.admit(team=cast.bangkok, user=dara, **cast.acting(cast.noi))
    first = CaseEntry.objects.get(folder=closed.id, number=2)
    leave(cast, cast.join("pim", "Pim", Role.CASE_WORKER, "Bangkok"))
    assert first.unseal(cast.ring(dara))["text"] == "as she said"
    assert note(cast, closed, dara).unseal(cast.ring(cast.noi))["text"] == "later"


def test_the_last_lead_leaves_and_whoever_is_left_reads_and_writes_what_is_at_rest(cast, closed):
    thief = Thief(cast, cast.noi, [closed.id])
    leave(cast, cast.noi)
    later = note(cast, closed, cast.sokha)
    assert not thief.opens(later)
    assert later.unseal(cast.ring(cast.sokha))["text"] == "later"
    assert (
        not replaced_keys.in_use(cast.bangkok).exclude(holders__to_keys__user=cast.sokha).exists()
    )


def test_a_second_departure_during_the_first(cast, closed, monkeypatch):
    used, dara = files.case(cast), cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    thieves = [Thief(cast, one, [closed.id, used.id]) for one in (cast.sokha, dara)]
    end_account(user=cast.sokha, by=cast.anan)
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    batches.go_on(0)
    end_account(user=dara, by=cast.anan)
    batches.go_on()
    assert generation(closed.id) == 1
    for case in (closed, used):
        later = note(cast, case, cast.noi)
        assert not any(thief.opens(later) for thief in thieves)
    while older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60):
        pass
    assert not under_way().exists()


def test_what_came_into_use_since_is_renewed_with_the_next_departure(cast, closed):
    leave(cast, cast.sokha)
    Case.objects.filter(pk=closed.pk).update(closed=False)
    assert batches.go_on() == 0
    leave(cast, cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok"))
    assert generation(closed.id) == 2


def test_what_comes_into_use_meanwhile_keeps_no_rotation_from_its_end(cast, closed):
    leave(cast, cast.sokha)
    Case.objects.filter(pk=closed.pk).update(closed=False)
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    assert not under_way().exists()


def test_a_rotation_that_was_under_way_before_this_rule_goes_on_by_it(cast, closed):
    """Half of the files at rest have new keys by then, and are sealed anew as they would have been."""
    other = files.case(cast, by=cast.noi)
    close(other)
    end_account(user=cast.sokha, by=cast.anan)
    rotation = under_way().get(team=cast.bangkok)
    some = renewing.renew_all(Folder.objects.filter(id=other.id))
    FolderToReseal.objects.create(folder_id=other.id, rotation=rotation)
    batches.go_on()
    rotation.refresh_from_db()
    assert (some, generation(closed.id), generation(other.id)) == (1, 1, 2)
    assert rotation.renewed
    assert (
        counted("rotation.renewed", cast.bangkok) + counted("rotation.at_rest", cast.bangkok)
        == rotation.folders
    )
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    rotation.refresh_from_db()
    assert rotation.ended
    assert not FolderToReseal.objects.exists()


def counted(act, team):
    return sum(json.loads(one.detail)["folders"] for one in entries(act, about=team.pk))


def test_a_rotation_that_ended_before_this_rule_leaves_nothing_to_do(cast, closed):
    end_account(user=cast.sokha, by=cast.anan)
    renewing.renew_all(Folder.objects.filter(team=cast.bangkok))
    batches.go_on()
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    assert not under_way().exists()
    assert not queries.count_at_rest([cast.bangkok])
    before = generation(closed.id)
    note(cast, closed, cast.noi)
    assert generation(closed.id) == before


def test_keys_under_which_nothing_is_left_are_forgotten_and_those_of_files_at_rest_stay(
    cast, closed
):
    used = files.case(cast)
    first = TeamKey.objects.get(team=cast.bangkok, retired=None)
    leave(cast, cast.sokha)
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    held = Grant.objects.filter(to_team_key=first, revoked=None)
    assert used.id not in held.values_list("folder", flat=True)
    assert closed.id in held.values_list("folder", flat=True)
    assert first.holders.filter(to_keys__user=cast.noi).exists()
    note(cast, closed, cast.noi)
    leave(cast, cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok"))
    note(cast, closed, cast.noi)
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    assert not Grant.objects.filter(to_team_key=first, revoked=None, folder=closed.id).exists()


def test_new_keys_for_another_reason_are_given_to_nobody_who_left(cast, closed):
    """As when a file goes to another team: a team gets them under its key of today alone."""
    grant(folder=closed.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    thieves = [Thief(cast, one, [closed.id]) for one in (cast.sokha, cast.mai)]
    end_account(user=cast.sokha, by=cast.anan)
    end_account(user=cast.mai, by=cast.anan)
    renew(closed.id)
    row = Story(folder=closed.id)
    row.group = lambda: LEGAL
    row.seal_bytes(cast.ring(cast.noi), b"later")
    assert generation(closed.id) == 2, "and no second time by the write"
    assert not any(thief.opens(row) for thief in thieves)


def test_a_process_that_was_given_keys_before_she_left_writes_nothing_under_them(cast, closed):
    passed = keys_of(cast.ring(cast.noi), [closed.id], NARRATIVE)
    assert BackgroundKeys(passed).newest_key(closed.id, NARRATIVE)
    leave(cast, cast.sokha)
    with pytest.raises(NotGranted):
        BackgroundKeys(passed).newest_key(closed.id, NARRATIVE)


def test_a_file_whose_row_was_altered_gets_no_new_keys_and_nothing_is_written_under_the_old(
    cast, closed
):
    leave(cast, cast.sokha)
    with connection.cursor() as cursor:
        values = [db_value(closed.id)]
        cursor.execute("UPDATE keys_folder SET kind = 'call' WHERE id = %s", values)
    with pytest.raises(NotGranted):
        cast.ring(cast.noi).newest_key(closed.id, NARRATIVE)


def test_what_made_the_new_keys_is_rolled_back_and_what_is_written_next_opens_all_the_same(
    cast, closed
):
    """A form comes back, and the same request writes once more: not under keys that never were."""
    leave(cast, cast.sokha)
    ring = cast.ring(cast.noi)
    with transaction.atomic():
        add_note(case=closed, text="comes back", by=cast.noi, ring=ring)
        transaction.set_rollback(True)
    assert generation(closed.id) == 1
    renewing.renew_all(Folder.objects.filter(id=closed.id))
    for text in ("once", "twice"):
        row = add_note(case=closed, text=text, by=cast.noi, ring=ring)
        assert row.unseal(cast.ring(cast.noi))["text"] == text


def test_a_backup_of_before_is_put_back_and_her_access_ends_again(cast, closed):
    thief = Thief(cast, cast.sokha, [closed.id])
    with transaction.atomic():
        leave(cast, cast.sokha)
        note(cast, closed, cast.noi)
        transaction.set_rollback(True)
    cast.sokha.refresh_from_db()
    assert thief.opens(note(cast, closed, cast.noi))
    leave(cast, cast.sokha)
    later = note(cast, closed, cast.noi)
    assert not thief.opens(later)
    assert later.unseal(cast.ring(cast.noi))["text"] == "later"


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("writes"), st.integers(0, 3), st.integers(0, 2)),
        st.tuples(st.just("leaves"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("batch"), st.just(0), st.just(0)),
        st.tuples(st.just("seals anew"), st.just(0), st.just(0)),
        st.tuples(st.just("comes"), st.just(0), st.just(0)),
        st.tuples(st.just("by name"), st.integers(0, 3), st.integers(0, 2)),
    ),
    min_size=4,
    max_size=10,
)  # fmt: skip


class House:
    """Three files, those who work, and those who left with all that they ever held."""

    def __init__(self, cast):
        self.cast, self.rows, self.thieves, self.number = cast, [], [], 0
        self.folders = [uuid4() for _ in range(3)]
        for one, kind in zip(self.folders, ("person", "case", "signal"), strict=True):
            create_folder(folder=one, kind=kind, team=cast.bangkok, by=cast.noi)
        self.here = [cast.sokha]

    def writes(self, who, where):
        row = Story(folder=self.folders[where])
        row.seal(self.cast.ring(self.worker(who)), {"text": "her words"})
        for thief in self.thieves:
            assert not thief.opens(row)
        self.rows.append(row)

    def leaves(self, who, leak):
        if (user := self.worker(who)) == self.cast.noi:
            return
        thief = Thief(self.cast, user, self.folders)
        if leak:
            actions.suspect_person(user=user, by=self.cast.anan)
        else:
            end_account(user=user, by=self.cast.anan)
        self.here.remove(user)
        self.thieves.append(thief)

    def batch(self, *_none):
        batches.go_on()

    def seals_anew(self, *_none):
        older_records.seal_anew(self.cast.bangkok, **self.cast.acting(self.cast.noi), seconds=60)

    def comes(self, *_none):
        self.number += 1
        name = f"dara{self.number}"
        new = self.cast.join(name, name.title(), Role.CASE_WORKER, "Bangkok")
        TeamKeyHolder.objects.filter(to_keys__user=new).delete()
        key_pairs.admit(team=self.cast.bangkok, user=new, **self.cast.acting(self.cast.noi))
        self.here.append(new)

    def by_name(self, who, where):
        given = {"folder": self.folders[where], "compartments": [NARRATIVE]}
        grant(to=self.worker(who), **given, **self.cast.acting(self.cast.noi))

    def worker(self, who):
        everybody = [self.cast.noi, *self.here]
        return everybody[who % len(everybody)]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=EVENTS)
def test_in_whatever_order_people_leave_come_and_write_nothing_later_opens_to_who_left(
    cast, events
):
    with transaction.atomic():
        house = House(cast)
        for what, *how in events:
            getattr(house, what.replace(" ", "_"))(*how)
        for who in (cast.noi, *house.here):
            ring = cast.ring(who)
            assert all(row.unseal(ring) for row in house.rows)
        transaction.set_rollback(True)
