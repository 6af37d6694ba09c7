"""What a shelter wrote down long ago: proposed to its lead, agreed by a second person, then gone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority.models import RowFinding
from fanal.authority.tables import table
from fanal.cases.models import Case
from fanal.commands import erasures
from fanal.core.calendars.months import add_years
from fanal.core.casework.retention import RegisterKind, default_policy
from fanal.core.errors import Refused
from fanal.core.sealing.failures import BrokenSeal
from fanal.health.checks import retention as checks
from fanal.keys.models import Folder
from fanal.people.actions import merges
from fanal.retention import actions, erased_list
from fanal.retention.actions import holds, registers
from fanal.retention.actions.erasing import again as erase_again
from fanal.retention.models import Erasure, LegalHold, RegisterErasure
from fanal.retention.queries.registers import registers_over
from fanal.shelters.actions import book, complaints, meetings, visits
from fanal.shelters.models import Complaint, HouseMeeting, Incident, NightAnswer, NightCount, Visit
from fanal.web.decisions import waiting_for
from tests import files, journal
from tests.kept import kept
from tests.retention.scene import DAYS as ENDED
from tests.retention.scene import close_by_hand, years_ago
from tests.security.planting import delete, insert, update
from tests.shelters.scene import again, counts, scene, sleeps

K = RegisterKind
DAYS = {
    NightCount: "evening",
    Visit: "on",
    Incident: "on",
    Complaint: "answered_on",
    HouseMeeting: "on",
}

MEETING = {"came": 1, "asked": "Rice.", "promised": "", "due": None}


@pytest.fixture
@kept
def here(cast):
    """Of each register a row that is over by a day, and one that is over tomorrow."""
    here = scene(cast)
    here.stay = sleeps(cast, here)
    for late in (timedelta(days=1), timedelta(days=0)):
        for row, kind in zip(written(cast, here), K, strict=True):
            day = years_ago(default_policy().registers[kind].years) - late
            type(row).objects.filter(pk=row.pk).update(**{DAYS[type(row)]: day})
    return here


def written(cast, here):
    """One of each, by the order of `RegisterKind`."""
    rith = cast.acting(cast.rith)
    counts(cast, here, cast.rith)
    visit = visits.visit(stay=here.stay, visitor=None, words="He asked for her.", **rith)
    fire = book.add_incident(shelter=here.shelter, kind="fire", what="Smoke.", done="Out.", **rith)
    Incident.objects.filter(pk=fire.pk).update(read_on=timezone.localdate(), read_by=cast.noi)
    box = complaints.complain(shelter=here.shelter, words="Cold water.", by=cast.sokha)
    met = meetings.hold_meeting(
        shelter=here.shelter, on=timezone.localdate(), **MEETING, led_by=cast.rith, **rith
    )
    return NightCount.objects.order_by("-evening")[0], visit, fire, box, met


def left():
    return [model.objects.count() for model in DAYS]


def test_what_is_over_is_proposed_to_its_lead_and_gone_once_another_agreed_and_the_sweep_ran(
    cast, here
):
    noi, claire = files.browser(cast, cast.noi), files.browser(cast, cast.claire)
    page = noi.get(reverse("retention:over")).text
    assert "House Jasmine" in page
    for kind in K:
        answer = noi.post(
            reverse("retention:erase_register", args=[here.shelter.id, kind]), follow=True
        )
        assert str(cast.claire) in answer.text  # who can agree
    assert left() == [2] * 5
    assert waiting_for(cast.noi) == []
    assert len(waiting_for(cast.claire)) == 5
    assert "House Jasmine" in claire.get(reverse("retention:waiting")).text
    for row in RegisterErasure.objects.all():
        claire.post(reverse("retention:agree_register", args=[row.pk]))
    assert left() == [2] * 5
    gone = Complaint.objects.order_by("answered_on")[0]
    assert actions.sweep() == 5
    assert left() == [1] * 5
    assert NightAnswer.objects.count() == 1
    assert not Folder.objects.filter(pk=gone.folder).exists()
    assert not RegisterErasure.objects.exists()
    assert registers_over(cast.noi) == []
    assert {"erasure.register_asked", "erasure.register_agreed", "erasure.register_ended"} <= set(
        journal.acts("erasure.")
    )
    assert actions.sweep() == 0


def test_who_does_not_lead_the_shelter_asks_nothing_and_who_asked_does_not_agree(cast, here):
    address = reverse("retention:erase_register", args=[here.shelter.id, K.VISITS])
    for who in (cast.sokha, cast.kham, cast.rith, cast.claire, cast.anan):
        assert cast.client(who).post(address).status_code == 404
    row = registers.propose_register(shelter=here.shelter, kind=K.VISITS, by=cast.noi)
    with pytest.raises(Refused):
        registers.propose_register(shelter=here.shelter, kind=K.VISITS, by=cast.noi)
    for who in (cast.noi, cast.sokha, cast.anan):
        with pytest.raises(Refused):
            registers.agree_register(row=row, by=who)
    registers.refuse_register(row=row, by=cast.claire)
    assert actions.sweep() == 0
    assert left() == [2] * 5


def test_a_legal_hold_on_a_resident_keeps_the_counts_and_visits_that_tell_of_her(cast, here):
    row = registers.propose_register(shelter=here.shelter, kind=K.NIGHT_COUNTS, by=cast.noi)
    registers.agree_register(row=row, by=cast.claire)
    until = timezone.localdate() + timedelta(days=90)
    holds.hold(on=here.case, reason="court", until=until, words="", by=cast.noi)
    over = [one.kind for one in registers_over(cast.noi)]
    assert over == [K.INCIDENTS, K.COMPLAINTS, K.MEETINGS]
    actions.sweep()
    assert left() == [2] * 5


def test_a_legal_hold_on_another_file_of_hers_keeps_them_too(cast, here):
    """Two files that were found to be one person: the hold is on her, whichever file it names."""
    same = files.person(cast)
    her = here.stay.person
    write = cast.acting(cast.noi)
    merges.decide(keep=same, other=her, same=True, reason="the scar", **write)
    until = timezone.localdate() + timedelta(days=90)
    holds.hold(on=same, reason="court", until=until, words="", by=cast.noi)
    over = [one.kind for one in registers_over(cast.noi)]
    assert over == [K.INCIDENTS, K.COMPLAINTS, K.MEETINGS]


@pytest.mark.parametrize("step", ["ask", "agree", "sweep"])
def test_a_hold_that_was_deleted_by_hand_keeps_the_registers_too(cast, here, step):
    asked = agreed = None
    if step != "ask":
        asked = registers.propose_register(shelter=here.shelter, kind=K.VISITS, by=cast.noi)
    if step == "sweep":
        registers.agree_register(row=asked, by=cast.claire)
        agreed = asked
    until = timezone.localdate() + timedelta(days=90)
    row = holds.hold(on=here.case, reason="court", until=until, words="", by=cast.noi)
    delete(LegalHold, id=row.pk)
    acts = {
        "ask": lambda: registers.propose_register(shelter=here.shelter, kind=K.VISITS, by=cast.noi),
        "agree": lambda: registers.agree_register(row=asked, by=cast.claire),
    }
    if agreed:
        assert actions.sweep() == 0
    else:
        with pytest.raises(Refused, match="gone without an action here"):
            acts[step]()
    assert Visit.objects.count() == 2


def agreed(cast, here, kind=K.VISITS):
    row = registers.propose_register(shelter=here.shelter, kind=kind, by=cast.noi)
    registers.agree_register(row=row, by=cast.claire)
    return row


def lines_of_command():
    return " ".join(str(one) for one in erasures.lines())


def test_what_stands_unfinished_is_said_and_gone_on_with_by_the_command(cast, here):
    row = agreed(cast, here)
    assert checks.erasure_unfinished() is None  # of today it may still be under way
    yesterday = timezone.localdate() - timedelta(days=1)
    RegisterErasure.objects.filter(pk=row.pk).update(agreed_on=yesterday)
    assert str(yesterday) in str(checks.erasure_unfinished())
    assert f"registers of shelters under way: 1, the first agreed to on {yesterday}" in (
        lines_of_command()
    )
    said = "Old rows of a register are not erased yet"
    assert said in files.start_page(cast, cast.noi)
    assert said in files.start_page(cast, cast.claire)
    assert said not in files.start_page(cast, cast.sokha)
    # The day was moved by hand, which is no decision of two: back to the one they agreed on.
    RegisterErasure.objects.filter(pk=row.pk).update(agreed_on=timezone.localdate())
    assert actions.run(batches=100_000) == 1
    assert Visit.objects.count() == 1
    assert "registers of shelters" not in lines_of_command()


def test_the_command_says_what_holds_it_up(cast, here):
    agreed(cast, here)
    until = timezone.localdate() + timedelta(days=90)
    hold = holds.hold(on=here.case, reason="court", until=until, words="", by=cast.noi)
    delete(LegalHold, id=hold.pk)
    with pytest.raises(Refused, match="gone without an action here"):
        actions.run(batches=100_000)
    assert Visit.objects.count() == 2


def test_a_batch_that_deletes_nothing_is_the_last_however_many_are_allowed(cast, here, monkeypatch):
    row, asked = agreed(cast, here), []
    monkeypatch.setattr(registers.holding, "is_whole", lambda: asked.append(1))
    with pytest.raises(Refused, match="gone without an action here"):
        actions.run(batches=100_000)
    assert len(asked) == 2  # by the batch, and to say why
    assert registers.sweep_registers() == 0
    assert len(asked) == 3
    assert RegisterErasure.objects.filter(pk=row.pk).exists()


def test_a_hold_on_who_left_stands_with_her_closed_case_whose_time_is_over(cast):
    here = scene(cast)
    stay = sleeps(cast, here)
    case = here.case
    close_by_hand(case.pk)
    Case.objects.filter(pk=case.pk).update(opened_on=years_ago(45))
    for model, day in ENDED:
        model.objects.filter(case=case).update(**{day: years_ago(45)})
    noi = files.browser(cast, cast.noi)
    until = add_years(timezone.localdate(), 1)
    holds.hold(on=stay.person, reason="court", until=until, words="", by=cast.noi)
    said = "There is a legal hold on this until"
    page = noi.get(reverse("retention:over"))
    assert case.code_name in page.text
    assert page.text.count(said) == 1
    assert reverse("retention:erase_case", args=[case.pk]) not in page.text
    for name, pk in (("erase_case", case.pk), ("erase_person", stay.person_id)):
        answer = noi.post(
            reverse(f"retention:{name}", args=[pk]), {"ground": "ordered", "sure": "on"}
        )
        assert answer.status_code == 422
        assert said in answer.text
        assert not Erasure.objects.exists()


def test_what_nobody_has_read_or_answered_is_not_over(cast, here):
    Incident.objects.update(read_on=None, read_by=None)
    Complaint.objects.update(answered_on=None)
    HouseMeeting.objects.update(due=timezone.localdate())
    assert [one.kind for one in registers_over(cast.noi)] == [K.NIGHT_COUNTS, K.VISITS]
    assert again(here.shelter) == here.shelter


def test_rows_of_a_register_that_a_backup_brought_back_are_erased_again_and_nothing_else(
    cast, here
):
    old = list(Visit.objects.order_by("on"))
    row = registers.propose_register(shelter=here.shelter, kind=K.VISITS, by=cast.noi)
    registers.agree_register(row=row, by=cast.claire)
    actions.sweep()
    assert list(Visit.objects.all()) == old[1:]
    assert [line.kind for line in erased_list.lines()] == ["register"]
    assert checks.erased_are_back() is None
    Visit.objects.bulk_create([old[0]])  # as a restore does
    assert checks.erased_are_back() is not None
    assert erase_again() == 1
    assert list(Visit.objects.all()) == old[1:]
    assert checks.erased_are_back() is None
    assert erase_again() == 0


@pytest.mark.parametrize("how", ["put in", "agreed by hand"])
def test_nothing_goes_by_a_decision_of_two_that_was_written_into_the_database(cast, here, how):
    day = timezone.localdate()
    agreed = {"agreed_by_id": cast.claire.pk, "agreed_on": day}
    if how == "put in":
        told = {"shelter_id": here.shelter.pk, "kind": str(K.INCIDENTS), "before": day, "rows": 2}
        insert(RegisterErasure, **told, by_id=cast.noi.pk, asked_on=day, until=day, **agreed)
    else:
        row = registers.propose_register(shelter=here.shelter, kind=K.INCIDENTS, by=cast.noi)
        update(RegisterErasure, agreed, id=row.pk)
    actions.sweep()
    assert left() == [2] * 5
    assert RowFinding.objects.filter(table=table(RegisterErasure)).exists()


def test_one_that_cannot_go_on_holds_up_no_other(cast, here, monkeypatch):
    for kind in K:
        registers.propose_register(shelter=here.shelter, kind=kind, by=cast.noi)
    for row in RegisterErasure.objects.all():
        registers.agree_register(row=row, by=cast.claire)
    first = RegisterErasure.objects.order_by("agreed_on", "id")[0].pk
    erases = registers._batch

    def batch(row):
        if row.pk == first:
            raise BrokenSeal
        return erases(row)

    monkeypatch.setattr(registers, "_batch", batch)
    assert actions.sweep() == 4
    assert RegisterErasure.objects.get().pk == first


def test_what_nobody_agreed_to_in_time_is_asked_for_anew(cast, here):
    noi = files.browser(cast, cast.noi)
    asks = reverse("retention:erase_register", args=[here.shelter.id, K.VISITS])
    noi.post(asks)
    assert f'action="{asks}"' not in noi.get(reverse("retention:over")).text
    row = RegisterErasure.objects.get()
    row.until = timezone.localdate() - timedelta(days=1)
    row.save()
    assert f'action="{asks}"' in noi.get(reverse("retention:over")).text
    noi.post(asks)
    assert RegisterErasure.objects.get().pk != row.pk
