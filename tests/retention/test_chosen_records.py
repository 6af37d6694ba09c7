"""Of a case of several people, single records that tell of her alone go with her: whoever asks for
the erasure chooses them, and the second person sees which."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.authority import attested
from fanal.cases.actions import documents, tasks
from fanal.cases.models import Case, CaseEntry, Document, DocumentPart, Task
from fanal.core.calendars.months import add_years
from fanal.core.errors import BadInput, Refused
from fanal.papers import actions as papers
from fanal.papers.models import PaperFile, TypedPaper
from fanal.retention import erased_list
from fanal.retention.actions import erasing, holds, running
from fanal.retention.models import Erasure, Tombstone
from fanal.retention.queries import chosen_records, offering
from tests import files, ledger
from tests.journal import entries
from tests.kept import keep, kept, put_back
from tests.retention import scene
from tests.retention.test_shared_cases import entry, two


class Scene:
    """A case of two, in which three notes, two files and a task are said of nobody in particular."""

    def __init__(self, cast):
        self.cast = cast
        self.her, self.other, self.case = two(cast)
        self.write = {"case": self.case, **cast.acting(cast.sokha)}
        self.hers, self.both = entry(cast, self.case, "Noy slept"), entry(cast, self.case, "Both")
        self.theirs = entry(cast, self.case, "Mali ate", about=self.other)
        self.passport, self.map = self.document("noy.txt"), self.document("map.txt")
        self.task = tasks.add_task(
            case=self.case,
            title="Call Noy's aunt",
            assignee=cast.sokha,
            due=files.TODAY,
            by=cast.sokha,
        )

    def document(self, name):
        return documents.add_document(name=name, parts=[name.encode() * 90], **self.write)

    @property
    def plan(self):
        return scene.of_person(self.her)

    def offered(self, by=None):
        by = by or self.cast.noi
        return {one.key: one for one in offering.offered(self.plan, by, self.cast.ring(by))}

    def asks(self, *rows):
        keys = [chosen_records.key(type(row), row.pk) for row in rows]
        return erasing.propose(
            plan=self.plan,
            ground="she_asked",
            by=self.cast.noi,
            chosen=keys,
            ring=self.cast.ring(self.cast.noi),
        )


@pytest.fixture
@kept
def here(cast):
    return Scene(cast)


def key(row):
    return chosen_records.key(type(row), row.pk)


def test_what_is_chosen_goes_and_nothing_of_the_others(cast, here):
    row = here.asks(here.hers, here.passport, here.task)
    erasing.agree(row=row, by=cast.claire)
    assert running.begin(row.pk, 1000)
    assert set(CaseEntry.objects.all()) == {here.both, here.theirs}
    assert list(Document.objects.all()) == [here.map]
    assert list(DocumentPart.objects.values_list("document", flat=True)) == [here.map.pk]
    assert not Task.objects.exists()
    case = Case.objects.get()
    assert case.days.next_due is None
    client = files.browser(cast, cast.sokha)
    shown = client.get(reverse("cases:section", args=[case.pk, "notes"])).text
    assert "Both" in shown
    assert "Noy slept" not in shown
    for name in ("cases:case", "cases:timeline"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 200
    assert client.get(reverse("people:person", args=[here.other.pk])).status_code == 200
    gone = {here.her.pk, here.hers.pk, here.passport.pk, here.task.pk}
    assert {tombstone.pk for tombstone in Tombstone.objects.all()} == gone
    assert {tombstone.by for tombstone in Tombstone.objects.filter(kind="record")} == {cast.noi}
    assert len(list(entries("erasure.ended"))) == 1


def test_only_what_is_said_of_nobody_in_particular_is_offered(here):
    assert set(here.offered()) == set(
        map(key, (here.hers, here.both, here.passport, here.map, here.task))
    )
    assert here.offered()[key(here.hers)].words == "Noy slept"


def test_what_a_record_of_hers_refers_to_is_proposed_and_what_one_of_the_others_is_not_offered(
    here,
):
    for person, file in ((here.her, here.passport), (here.other, here.map)):
        made = papers.add_paper(
            case=here.case,
            person=person,
            kind="birth_registration",
            answers={},
            by=here.cast.sokha,
            ring=here.cast.ring(here.cast.sokha),
        )
        PaperFile.objects.create(paper=made, document=file)
    offered = here.offered()
    assert key(here.map) not in offered
    assert [one.key for one in offered.values() if one.hers] == [key(here.passport)]
    with pytest.raises(BadInput, match="chosen"):
        here.asks(here.map)
    row = here.asks(here.passport)
    erasing.agree(row=row, by=here.cast.claire)
    running.begin(row.pk, 1000)
    assert [one.document for one in PaperFile.objects.all()] == [here.map]
    assert [typed_paper.person for typed_paper in TypedPaper.objects.all()] == [here.other]


def test_who_may_not_read_the_case_chooses_nothing_of_it(cast, here):
    """Of a case of another team she learns nothing; the page says that something stays."""
    assert here.offered(cast.somchit) == {}
    other = entry(cast, files.case(cast), "of another case")
    for row in (other, here.theirs):
        with pytest.raises(BadInput, match="chosen"):
            here.asks(row)
    assert not Erasure.objects.exists()


def test_what_corrects_a_chosen_note_goes_with_it_and_the_second_person_sees_both(cast, here):
    mended = entry(cast, here.case, "Noy slept well", corrects=here.hers)
    row = here.asks(here.hers)
    assert {one.key for one in offering.shown(row)} == {key(here.hers), key(mended)}


def test_what_was_hung_on_it_since_is_looked_at_anew(cast, here):
    row = here.asks(here.hers)
    entry(cast, here.case, "Noy slept well", corrects=here.hers)
    with pytest.raises(Refused, match="changed meanwhile"):
        erasing.agree(row=row, by=cast.claire)
    assert Erasure.objects.get().agreed_on is None


def test_she_chooses_on_the_page_and_the_second_person_sees_the_list_without_its_words(cast, here):
    address = reverse("retention:erase_person", args=[here.her.pk])
    client = files.browser(cast, cast.noi)
    shown = client.get(address).text
    for words in ("What else is about her alone?", "Noy slept", "noy.txt", "Call Noy&#x27;s aunt"):
        assert words in shown
    assert [one.about for one in entries("case.opened")] == [str(here.case.pk)]
    client.post(address, {"ground": "she_asked", "chosen": [key(here.hers), key(here.passport)]})
    row = Erasure.objects.get()
    waiting = files.browser(cast, cast.claire).get(reverse("retention:waiting")).text
    assert f"{here.case.code_name} · Note {here.hers.number} · " in waiting
    assert "File or paper" in waiting
    assert "Noy slept" not in waiting
    assert "noy.txt" not in waiting
    assert "3 entries, papers and tasks" in waiting
    assert set(row.chosen.split()) == {key(here.hers), key(here.passport)}


def test_a_person_in_no_shared_case_is_asked_about_nothing_more(cast):
    case = scene.closed(cast)
    address = reverse("retention:erase_person", args=[case.people.get().pk])
    assert "What else tells" not in files.browser(cast, cast.noi).get(address).text


def test_it_stands_in_the_list_beside_the_database_and_comes_back_no_more(cast):
    here, kept = keep(lambda: Scene(cast))
    row = here.asks(here.hers, here.task)
    erasing.agree(row=row, by=cast.claire)
    running.begin(row.pk, 1000)
    (line,) = erased_list.lines()
    assert set(line.chosen.split()) == {key(here.hers), key(here.task)}
    Tombstone.objects.all().delete()
    put_back(kept)  # as a restore does
    assert CaseEntry.objects.filter(pk=here.hers.pk).exists()
    ledger.forget()
    assert erasing.again() == 1
    assert set(CaseEntry.objects.all()) == {here.both, here.theirs}
    assert not Task.objects.exists()
    stones = Tombstone.objects.filter(kind="record").values_list("pk", flat=True)
    assert set(stones) == {here.hers.pk, here.task.pk}


def test_a_record_that_the_list_was_made_to_name_is_not_erased_again(cast, here):
    """Whoever writes to the file has nothing erased but what two people chose."""
    row = here.asks(here.hers)
    erasing.agree(row=row, by=cast.claire)
    running.begin(row.pk, 1000)
    text = erased_list.path().read_text()
    erased_list.path().write_text(text.replace(str(here.hers.pk), str(here.both.pk)))
    assert list(erased_list.lines()) == []


@pytest.mark.parametrize("on", ["case", "other"])
def test_nothing_of_a_case_is_chosen_while_a_hold_lies_on_it_or_on_anybody_in_it(cast, here, on):
    row = here.asks(here.hers)
    holds.hold(
        on=getattr(here, on), reason="court", until=add_years(timezone.localdate(), 1), by=cast.noi
    )
    with pytest.raises(Refused, match="legal hold"):
        erasing.agree(row=row, by=cast.claire)
    erasing.take_back(row=row, by=cast.noi)
    with pytest.raises(Refused, match="legal hold"):
        here.asks(here.hers)
    assert here.hers in CaseEntry.objects.all()


def test_a_choice_that_was_changed_by_hand_erases_nothing(cast, here):
    row = here.asks(here.hers)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE retention_erasure SET chosen = %s", [key(here.both)])
    with pytest.raises(Refused):
        erasing.agree(row=row, by=cast.claire)
    assert running.begin(row.pk, 1000)
    assert here.both in CaseEntry.objects.all()


def test_the_second_person_agrees_to_what_she_saw_and_to_no_other_choice(cast, here):
    """What was asked for is taken back and asked for anew with more: her old page decides nothing."""
    seen = here.asks(here.hers)
    erasing.take_back(row=seen, by=cast.noi)
    here.asks(here.hers, here.both)
    with pytest.raises(Refused, match="decided already"):
        erasing.agree(row=seen, by=cast.claire)
    client = files.browser(cast, cast.claire)
    client.post(reverse("retention:agree", args=[seen.pk]))
    assert here.both in CaseEntry.objects.all()


def test_once_it_was_agreed_to_the_choice_is_changed_by_nobody(cast, here):
    row = here.asks(here.hers)
    erasing.agree(row=row, by=cast.claire)
    with pytest.raises(BadInput, match="chosen"):  # she is in no case any more
        here.asks(here.hers, here.both)
    with pytest.raises(Refused):
        erasing.take_back(row=row, by=cast.noi)
    running.begin(row.pk, 1000)
    assert here.both in CaseEntry.objects.all()


def test_a_line_of_before_there_was_a_choice_is_still_ours(cast):
    line = erased_list.ErasedLine(*["1"] * 8, "2026-01-01")
    erased_list.add(line)
    text = erased_list.path().read_text()
    erased_list.path().write_text(text.replace('"chosen": "", ', ""))
    assert list(erased_list.lines()) == [line]


def test_an_erasure_of_before_there_was_a_choice_is_still_genuine(cast, here, monkeypatch):
    """It was attested without the column that the migration added."""
    row = here.asks()
    assert row.chosen is None
    columns = [column for column in attested._columns(Erasure) if column[1] != "chosen"]
    monkeypatch.setattr(attested, "_columns", lambda model: columns)
    of_before = attested.attest(row)
    monkeypatch.undo()
    assert attested.attest(row) == of_before == bytes(row.attestation)
    erasing.agree(row=row, by=cast.claire)
    assert running.begin(row.pk, 1000)
