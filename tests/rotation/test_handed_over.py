"""A case is given to another team: what its old team kept opens nothing of it, written before or
later, once the lead who took it over has sealed it anew."""

import pytest
from django.urls import reverse

from fanal.cases.actions import entries
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.models import CaseEntry
from fanal.core.sealing import records
from fanal.keys.sealed import SealedRecord
from fanal.people.models import PersonName
from fanal.rotation import older_records
from fanal.rotation.models import FolderToReseal, KeyRotation
from fanal.rotation.queries import under_way
from fanal.sharing.actions import passing_on, shared
from fanal.sharing.models import SharedEntry
from tests import files
from tests.journal import the_entry
from tests.rotation.thief import Thief
from tests.sharing.transfers import accept, agreed, offer, told_case


@pytest.fixture
def here(cast):
    return told_case(cast)


@pytest.fixture
def handed_over(cast, here, django_capture_on_commit_callbacks):
    """Accepted by Somchit as on her page; with what thieves of Bangkok kept."""

    def hand_over(**more):
        here.transfer = offer(cast, here, **more)
        folders = [here.case.id, here.person.id]
        here.thieves = [Thief(cast, one, folders) for one in (cast.noi, cast.sokha)]
        with django_capture_on_commit_callbacks(execute=True):
            accept(cast, here.transfer)
        return here

    return hand_over


def of_the_case(here):
    """Every sealed row of the case and of the person in it."""
    for model in older_records.sealed_models():
        rows = model._base_manager.filter(folder__in=[here.case.id, here.person.id])
        yield from (row for row in rows if row.sealed)


def opened(here):
    return [one for one in of_the_case(here) if any(thief.opens(one) for thief in here.thieves)]


def test_before_it_is_accepted_the_old_team_opens_all_of_it(cast, here):
    offer(cast, here)
    thief = Thief(cast, cast.noi, [here.case.id, here.person.id])
    rows = list(of_the_case(here))
    assert len({type(row) for row in rows}) == 3
    assert all(thief.opens(row) for row in rows)


def test_what_the_old_team_kept_opens_nothing_that_was_written_before(cast, handed_over):
    here = handed_over(near=[cast.somchit])
    assert len(list(of_the_case(here))) > 4
    assert opened(here) == []
    assert not under_way().exists()
    assert not FolderToReseal.objects.exists()


def test_the_new_team_reads_all_of_it_as_before(cast, handed_over):
    here = handed_over(near=[cast.somchit])
    ring = cast.ring(cast.kham)
    need = CaseEntry.objects.get(pk=here.entries["need"].pk)
    assert need.unseal(ring)["words"]
    assert need.version == here.entries["need"].version
    assert PersonName.objects.filter(folder=here.person.id).first().unseal(ring)["text"]
    where = CaseEntry.objects.get(pk=here.entries["whereabouts"].pk)
    assert where.unseal(cast.ring(cast.somchit))["place"]


def test_what_is_held_back_stays_as_it_is_and_waits_for_nobody(cast, handed_over):
    here = handed_over(classes=["legal"], near=[])
    left = {one.group() for one in opened(here)}
    assert left == {"medical", "whereabouts"}
    assert not FolderToReseal.objects.exists(), "nobody of the new team opens it"


def test_what_is_passed_on_later_is_sealed_anew_by_the_team_that_has_the_case(
    cast, handed_over, django_capture_on_commit_callbacks
):
    here = handed_over(classes=["legal"], near=[])
    here.transfer.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        passing_on.pass_on_more(
            transfer=here.transfer, classes=["medical", "whereabouts"], **cast.acting(cast.noi)
        )
    assert opened(here)
    assert reverse("rotation:list") in files.browser(cast, cast.somchit).get("/cases/today/").text
    older_records.seal_anew(cast.vientiane, **cast.acting(cast.somchit), seconds=60)
    assert opened(here) == []
    assert not under_way().exists()


def test_where_she_is_waits_for_the_lead_who_may_know_it(cast, here, monkeypatch):
    """Accepted by a lead who may not know where she is: another lead of hers goes on with it."""
    from fanal.core.roles import Role

    dao = cast.join("dao", "Dao", Role.TEAM_LEAD, "Vientiane")
    transfer = offer(cast, here, near=[cast.somchit])
    here.thieves = [Thief(cast, cast.noi, [here.case.id, here.person.id])]
    accept(cast, transfer, **cast.acting(dao), near=[])
    older_records.seal_anew(cast.vientiane, **cast.acting(dao), seconds=60)
    assert {one.group() for one in opened(here)} == {"whereabouts"}
    assert FolderToReseal.objects.filter(folder=here.case.id).exists()
    older_records.seal_anew(cast.vientiane, **cast.acting(cast.somchit), seconds=60)
    assert opened(here) == []
    assert not under_way().exists()


def test_stopped_before_it_was_sealed_anew_it_is_noted_and_the_page_goes_on_with_it(cast, here):
    accepted = offer(cast, here)
    here.thieves = [Thief(cast, cast.noi, [here.case.id, here.person.id])]
    accept(cast, accepted)  # and the server is killed before it begins
    assert opened(here)
    rotation = under_way().get()
    assert (rotation.team, rotation.why) == (cast.vientiane, KeyRotation.MOVED)
    somchit = files.browser(cast, cast.somchit)
    page = somchit.get(reverse("rotation:list")).text
    assert "A case came from another team" in page
    assert "Waits: nobody else holds the key" not in page
    assert reverse("rotation:list") in somchit.get("/cases/today/").text
    answer = somchit.post(reverse("rotation:go_on"), follow=True)
    assert "Everything is under the new keys." in answer.text
    assert opened(here) == []
    assert reverse("rotation:list") not in somchit.get("/cases/today/").text


def test_a_lead_who_is_kept_out_of_the_case_does_not_read_that_one_came(cast, here):
    from fanal.core.roles import Role

    dao = cast.join("dao", "Dao", Role.TEAM_LEAD, "Vientiane")
    accept(cast, offer(cast, here, near=[cast.somchit]))
    here.case.refresh_from_db()
    keep_out(case=here.case, user=dao, reason="her cousin", by=cast.somchit)
    browser, page = files.browser(cast, dao), reverse("rotation:list")
    assert "A case came from another team" not in browser.get(page).text
    assert page not in browser.get("/cases/today/").text
    assert page in files.browser(cast, cast.somchit).get("/cases/today/").text
    told = browser.post(reverse("rotation:go_on"), follow=True).text
    assert "A case came from another team" not in told


def test_a_shared_record_goes_along_and_opens_no_more_with_what_the_first_team_kept(
    cast, here, django_capture_on_commit_callbacks
):
    agreed(cast, here)
    ours, theirs = here.sides[cast.bangkok.pk], here.sides[cast.vientiane.pk]
    for side, who in ((ours, cast.sokha), (theirs, cast.kham)):
        shared.put(side=side, field="safety", text="Safe.", version=0, **cast.acting(who))
    transfer = offer(cast, here, team=cast.saigon, near=[cast.huong])
    thief = Thief(cast, cast.noi, [here.case.id, ours.id, theirs.id])
    given = {"worker": cast.linh, "near": [], **cast.acting(cast.huong)}
    with django_capture_on_commit_callbacks(execute=True):
        accept(cast, transfer, **given)
    for entry in SharedEntry.objects.all():
        assert not thief.opens(entry)
        for who in (cast.linh, cast.kham):
            assert entry.unseal(cast.ring(who))["text"] == "Safe."
    assert not FolderToReseal.objects.exists()


def test_the_journal_tells_it(cast, handed_over):
    handed_over(near=[cast.somchit])
    sealed = the_entry("rotation.sealed_anew")
    assert (sealed.by_id, sealed.about) == (cast.somchit.pk, str(cast.vientiane.pk))
    assert the_entry("rotation.ended").about == str(cast.vientiane.pk)


def test_a_case_that_comes_back_opens_to_its_first_team_again(cast, here):
    accept(cast, offer(cast, here))
    older_records.seal_anew(cast.vientiane, **cast.acting(cast.somchit), seconds=60)
    here.case.refresh_from_db()
    back = offer(cast, here, team=cast.bangkok, near=[cast.noi], **cast.acting(cast.somchit))
    thief = Thief(cast, cast.kham, [here.case.id])
    accept(cast, back, worker=cast.sokha, near=[], **cast.acting(cast.noi))
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    need = CaseEntry.objects.get(pk=here.entries["need"].pk)
    assert need.unseal(cast.ring(cast.sokha))["words"]
    assert not thief.opens(need)
    assert records.generation_of(bytes(need.sealed)) == 3
    note = entries.add_note(case=here.case, text="back", **cast.acting(cast.sokha))
    assert isinstance(note, SealedRecord)
    assert not thief.opens(note)
