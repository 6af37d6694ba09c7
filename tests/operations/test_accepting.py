"""`fanal restore accept`: two people accept that the journal goes on from an older state."""

import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from fanal.accounts import ended_access, outside_files
from fanal.accounts.actions import offboarding
from fanal.accounts.ended_access import AccessEnd
from fanal.accounts.joining import join
from fanal.accounts.models import Membership, User
from fanal.audit import actions as audit
from fanal.audit import queries as journal
from fanal.audit import second_place
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import examine
from fanal.authority import noted_head
from fanal.authority.ledger_head import read_head
from fanal.authority.noted_head import NotedLedgerHead
from fanal.cli import main
from fanal.commands.journal import at_start
from fanal.core.errors import Refused
from fanal.health.checks.journal import journal_not_older
from fanal.installation import backup_notes, restored_state
from fanal.keys.actions.offboarding import take_out
from fanal.keys.models import TeamKeyHolder, UserKeys
from fanal.people.models import Person
from fanal.retention import erased_list
from fanal.retention.actions import erasing
from fanal.retention.erased_list import ErasedLine
from fanal.retention.models import Tombstone
from fanal.retention.queries.tombstones import came_back
from tests import files
from tests.cast import PASSPHRASE
from tests.journal import the_entry
from tests.operations.installation import BAD_INPUT, DONE, REFUSED

WHY = ["--reason", "The disk broke and the backup of Monday was put back"]
TWO = ["--present", "anan@fanal.example", "--present", "claire@fanal.example"]
# The noting of a head waits for the end of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def accept(monkeypatch, capsys):
    """`accept([line, line], *words)`: the exit code, and what was printed on either channel."""

    def run(lines, *words):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(["restore", "accept", *words])
        out, err = capsys.readouterr()
        return code, out + err

    return run


def last():
    entry = JournalEntry.objects.order_by("-number").first()
    return entry.number, bytes(entry.mark)


@pytest.fixture
def put_back(cast):
    """The database is five entries older than what was noted beside it. Its last entry."""
    for _one in range(6):
        audit.record(act="case.looked_for", by=None)
    head = read_head()
    noted_head.note(NotedLedgerHead(head.step, head.number, head.mark))
    number = JournalHead.objects.get().number
    JournalEntry.objects.filter(number__gt=number - 5).delete()
    JournalHead.objects.update(number=number - 5, mark=last()[1])
    return number - 5


def test_two_people_accept_it_and_the_gap_stands_in_the_journal(cast, put_back, accept):
    with pytest.raises(Refused, match="fanal restore accept"):
        at_start()
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    assert f"ends at entry {put_back}. Entry {put_back + 5} was noted outside it." in said
    assert "what was done with them: 5." in said
    assert "Anan" in said
    entry = the_entry("journal.branch_accepted")
    told = json.loads(entry.detail)
    assert (entry.by, told["second"]) == (cast.anan, str(cast.claire.pk))
    assert (told["number"], told["noted"], told["said"]) == (put_back, put_back + 5, WHY[1])
    assert examine().faults == []
    at_start()


def test_a_long_journal_is_read_no_more_often_than_it_takes(cast, put_back, accept, monkeypatch):
    """Before it is acknowledged, and once more with the entry that says so."""
    looks, walk = [], journal.entries_with_content
    looked = lambda rows: looks.append(rows) or walk(rows)  # noqa: E731
    monkeypatch.setattr(journal, "entries_with_content", looked)
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert (code, len(looks)) == (DONE, 2), said
    assert f"Head for paper: {examine().paper}" in said


def test_one_person_alone_a_wrong_pass_phrase_or_no_reason_change_nothing(cast, put_back, accept):
    for lines, words, says in (
        ([PASSPHRASE], [*TWO[:2], *WHY], "directors confirm: the address of each"),
        ([PASSPHRASE], [*TWO[:2], *TWO[:2], *WHY], "directors confirm: the address of each"),
        ([PASSPHRASE], TWO, "what happened"),
        ([PASSPHRASE, "another pass-phrase than hers"], [*TWO, *WHY], "is not the right one"),
    ):
        code, said = accept(lines, *words)
        assert (code, says in said) == (BAD_INPUT, True), said
    assert last()[0] == put_back
    with pytest.raises(Refused, match="fanal restore accept"):
        at_start()


def test_on_a_new_machine_nobody_knows_the_gap_and_the_journal_says_of_when_it_is(cast, accept):
    number, mark = last()
    second_place.append(second_place.first(), number, mark)
    made = "2026-03-01T20:30:00+00:00"
    state = restored_state.RestoredState("2026-03-02T08:00:00+00:00", made, number, mark.hex())
    (settings.VAR / restored_state.NAME).write_text(json.dumps(vars(state)))
    with pytest.raises(Refused, match="nobody accepted yet"):
        at_start()
    assert "was put back, and nobody accepted" in str(journal_not_older())
    at_start(older_state=True)
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert (code, "The backup is of 2026-03-02 03:30," in said) == (DONE, True), said
    assert json.loads(the_entry("journal.branch_accepted").detail)["made"] == made
    at_start()
    assert journal_not_older() is None
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert (code, "no backup was put back" in said) == (REFUSED, True)


def state_of(made):
    number, mark = last()
    second_place.append(second_place.first(), number, mark)
    state = restored_state.RestoredState(made, made, number, mark.hex())
    (settings.VAR / restored_state.NAME).write_text(json.dumps(vars(state)))


def test_who_was_shut_out_since_is_shut_out_once_more(cast, accept):
    """The backup knows the account that was ended since, and the pass-phrase of a stolen laptop."""
    ended_access.note(cast.mai, AccessEnd.ACCOUNT)
    ended_access.note(cast.sokha, AccessEnd.KEYS)
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    assert f"Ended once more: the account of Mai Lê <{cast.mai.email}>." in said
    assert f"open nothing any more: Sokha Chea <{cast.sokha.email}>." in said
    assert not User.objects.get(pk=cast.mai.pk).is_active
    sokha = User.objects.get(pk=cast.sokha.pk)
    assert sokha.is_active
    assert not sokha.has_usable_password()
    assert not UserKeys.objects.filter(user=sokha, retired=None).exists()


@pytest.mark.parametrize("known", [True, False], ids=["known", "came_after_the_backup"])
def test_who_was_erased_since_is_named_and_erased_once_more(cast, accept, known):
    """Also where whoever decided it was invited after the backup was made."""
    case = files.case(cast)
    person = case.people.get()
    by = cast.noi.pk if known else uuid4()
    line = (uuid4(), "person", person.pk, person.pk, case.pk, "she_asked", by, cast.claire.pk)
    erased_list.add(ErasedLine(*map(str, line), str(timezone.localdate())))
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    planned, _accepted, done = said.partition("Accepted")
    assert "erased since then, and here again: 1" in planned
    assert "Erased once more: 1." in done
    assert not Person.objects.filter(pk=person.pk).exists()
    stone = Tombstone.objects.get(pk=person.pk)
    two = {cast.noi if known else cast.anan, cast.claire}
    assert {stone.by, stone.agreed_by} == two
    assert came_back() == []
    assert examine().faults == []


def test_who_accepted_an_earlier_backup_decides_nothing_after_the_next(cast, accept):
    state_of("2026-03-01T20:30:00+00:00")
    assert accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)[0] == DONE
    person = files.case(cast).people.get()
    line = (uuid4(), "person", person.pk, person.pk, "", "she_asked", uuid4(), cast.claire.pk)
    erased_list.add(ErasedLine(*map(str, line), str(timezone.localdate())))
    state_of("2026-04-01T20:30:00+00:00")
    with pytest.raises(Refused, match="two people accept first"):
        erasing.again()
    assert Person.objects.filter(pk=person.pk).exists()


def taken_out(cast, user, team):
    """As two people took her out before the backup of an earlier day was put back: the file knows."""
    ended_access.note(user, AccessEnd.TEAM, team)


def test_who_was_taken_out_of_a_team_since_is_named_and_taken_out_once_more(cast, accept):
    taken_out(cast, cast.sokha, cast.bangkok)
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    planned, _accepted, done = said.partition("Accepted")
    assert f"Sokha Chea <{cast.sokha.email}>: no longer in the team Bangkok" in planned
    assert f"Taken out of the team Bangkok once more: Sokha Chea <{cast.sokha.email}>." in done
    assert not Membership.objects.filter(user=cast.sokha, team=cast.bangkok).exists()
    assert not TeamKeyHolder.objects.filter(
        team_key__team=cast.bangkok, to_keys__user=cast.sokha
    ).exists()
    entry = the_entry("team.left")
    told = json.loads(entry.detail)
    assert (entry.by, entry.about) == (cast.anan, str(cast.sokha.pk))
    assert (told["team"], told["whom"]) == (str(cast.bangkok.pk), str(cast.claire.pk))
    assert examine().faults == []


def test_taking_out_of_a_team_and_coming_back_are_noted_beside_the_database(cast):
    leaving = offboarding.ask(user=cast.sokha, team=cast.bangkok, by=cast.anan)
    take_out(leaving=leaving, by=cast.noi)
    since = timezone.now() - timedelta(minutes=1)
    assert [(end.what, end.user, end.team) for end in ended_access.since(since)] == [
        (AccessEnd.TEAM, cast.sokha.pk, cast.bangkok.pk)
    ]
    join(user=cast.sokha, teams=[cast.bangkok])
    assert ended_access.since(since) == []


def test_who_came_back_into_the_team_since_stays_in_it(cast, accept):
    taken_out(cast, cast.sokha, cast.bangkok)
    ended_access.note_return(cast.sokha, cast.bangkok)
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert (code, "Sokha" in said.partition("Accepted")[2]) == (DONE, False), said
    assert Membership.objects.filter(user=cast.sokha, team=cast.bangkok).exists()


def test_whom_a_team_cannot_be_without_is_named_as_still_to_be_done(cast, accept):
    for one in TeamKeyHolder.objects.filter(team_key__team=cast.bangkok).exclude(
        to_keys__user=cast.noi
    ):
        one.delete()
    taken_out(cast, cast.noi, cast.bangkok)
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    assert "Still to be done" in said.partition("Accepted")[2]
    assert Membership.objects.filter(user=cast.noi, team=cast.bangkok).exists()


def test_who_accepts_is_not_taken_out_of_a_team_by_her_own_word(cast, accept):
    join(user=cast.claire, teams=[cast.bangkok])
    taken_out(cast, cast.claire, cast.bangkok)
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    left = said.partition("Still to be done")[2]
    assert "Claire Morel" in left
    assert "two others take her out of the team Bangkok" in left
    assert Membership.objects.filter(user=cast.claire, team=cast.bangkok).exists()


def test_of_an_account_that_is_over_once_more_no_team_is_named_afterwards(cast, accept):
    ended_access.note(cast.sokha, AccessEnd.ACCOUNT)
    taken_out(cast, cast.sokha, cast.bangkok)
    state_of("2026-03-01T20:30:00+00:00")
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    done = said.partition("Accepted")[2]
    assert code == DONE, said
    assert "Ended once more: the account of Sokha Chea" in done
    assert "Bangkok" not in done


def test_what_ended_before_the_backup_or_was_typed_into_the_file_ends_nothing(cast, accept):
    ended_access.note(cast.sokha, AccessEnd.KEYS)
    path = outside_files.path(ended_access.NAME)
    path.write_text(path.read_text() + f"9999999999 account {cast.mai.pk} {'0' * 64}\n")
    state_of((timezone.now() + timedelta(minutes=1)).isoformat())
    code, said = accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)
    assert code == DONE, said
    assert User.objects.get(pk=cast.mai.pk).is_active
    assert User.objects.get(pk=cast.sokha.pk).has_usable_password()


def test_everybody_reads_on_arrival_from_when_on_what_was_saved_is_missing(cast, accept):
    state_of("2026-03-01T20:30:00+00:00")
    assert accept([PASSPHRASE, PASSPHRASE], *TWO, *WHY)[0] == DONE
    for one in (cast.sokha, cast.noi, cast.claire, cast.anan, cast.vera):
        start = cast.client(one).get("/", follow=True)
        assert "is not here any more" in start.content.decode(), one
    elsewhere = cast.client(cast.sokha).get("/cases/").content.decode()
    assert "is not here any more" not in elsewhere
    note = backup_notes.last_put_back(settings.VAR)
    backup_notes.note(
        settings.VAR, backup_notes.PutBackNote(note.at - timedelta(days=15), note.made)
    )
    later = cast.client(cast.sokha).get("/", follow=True).content.decode()
    assert "is not here any more" not in later
