"""A suspect is free: whoever looks at her risk asks the house where she sleeps to look at doors and
visitors anew. The house reads neither why nor of whom, until it answers."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.office_time import day_of_office
from fanal.core.errors import Refused
from fanal.core.protection.kinds import RecordKind
from fanal.core.shelters.stays import StayAct
from fanal.database import way_back
from fanal.justice.actions import proceedings, recording
from fanal.people.actions.merges import decide
from fanal.protection.actions.recording import record
from fanal.shelters.actions import looks, stays
from fanal.shelters.queries.looks import may_be_asked
from fanal.shelters.queries.unsound import lacks_steps
from tests import files
from tests.protection.scene import WORK, form_of
from tests.shelters.scene import DAY, again, sleeps, woman

ASKS = "look at doors and visitors anew"
ANSWERED = "doors and visitors of her shelter were looked at anew"
TICK = 'name="ask_house"'


@pytest.fixture
def stay(cast, here):
    return sleeps(cast, here, on=here.on + DAY)


@pytest.fixture
def free(cast, here, stay):
    """Somebody who was charged goes free today."""
    told = {"kind": "criminal", "country": "TH", "role": "victim"}
    proceeding = proceedings.begin(
        case=here.case, person=here.person, answers=told, **cast.acting(cast.noi)
    )
    kind, told = recording.JusticeKind.STEP, {"step": "release"}
    recording.record(
        proceeding=proceeding,
        kind=kind,
        answers=told,
        on=timezone.localdate(),
        **cast.acting(cast.noi),
    )
    level = WORK[RecordKind.RISK] | {"level": "low"}
    kind, day = RecordKind.RISK, timezone.localdate() - DAY
    record(
        case=here.case, kind=kind, person=here.person, answers=level, on=day,
        **cast.acting(cast.sokha),
    )  # fmt: skip


def form(here):
    return form_of(here.case, "risk", here.person)


def asks(cast, here, who=None):
    looks.ask_to_look_anew(person=here.person, **cast.acting(who or cast.sokha))


def acts(stay):
    return [step.act for step in stay.steps.order_by("number")]


def read(cast, user, address):
    return " ".join(files.browser(cast, user).get(address).text.split())


def test_whoever_looks_at_her_risk_asks_the_house_unless_she_takes_the_tick_away(
    cast, here, stay, free
):
    browser = files.browser(cast, cast.noi)
    page = browser.get(form(here)).text
    assert TICK in page
    assert "checked" in page.partition(TICK)[2].partition(">")[0]
    browser.post(form(here), {"level": "high", "because": "release", "ask_house": "on"})
    assert acts(stay)[-1] is StayAct.LOOK_ANEW
    assert not lacks_steps(again(stay))
    assert TICK not in browser.get(form(here)).text


def test_whoever_takes_the_tick_away_asks_for_nothing(cast, here, stay, free):
    files.browser(cast, cast.noi).post(form(here), {"level": "high"})
    assert StayAct.LOOK_ANEW not in acts(stay)


def test_nobody_is_asked_where_no_suspect_is_free_or_she_has_no_bed(cast, here, stay):
    assert TICK not in files.browser(cast, cast.noi).get(form(here)).text
    told = {"answers": {"event": "release"}, "on": timezone.localdate(), "person": here.person}
    record(case=here.case, kind=RecordKind.EVENT, **told, **cast.acting(cast.sokha))
    assert TICK in files.browser(cast, cast.noi).get(form(here)).text
    stays.leave(stay=stay, to="family", **cast.acting(cast.noi))
    assert TICK not in files.browser(cast, cast.noi).get(form(here)).text


def test_the_house_reads_it_without_the_court_until_it_has_answered(cast, here, stay, free):
    asks(cast, here)
    house = reverse("shelters:shelter", args=[here.shelter.id])
    hers = reverse("shelters:stay", args=[stay.id])
    for who, address in [
        (cast.noi, "/cases/today/"), (cast.noi, house), (cast.rith, house), (cast.rith, hers),
    ]:  # fmt: skip
        assert ASKS in read(cast, who, address)
    for word in ("suspect", "accused", "charge", "court"):
        assert word not in read(cast, cast.rith, hers).partition("<main")[2]
    looked = reverse("shelters:looked", args=[stay.id])
    assert (
        files.browser(cast, cast.rith)
        .post(looked, {"on": timezone.localdate().isoformat(), "words": "a new lock"})
        .status_code
        == 302
    )
    assert acts(again(stay))[-1] is StayAct.LOOKED
    for who, address in [(cast.noi, "/cases/today/"), (cast.noi, house)]:
        assert ASKS not in read(cast, who, address)
    page = files.browser(cast, cast.rith).post(looked, {"on": timezone.localdate().isoformat()})
    assert page.status_code == 422


def looked(cast, stay, who):
    answers = {"act": StayAct.LOOKED, "on": timezone.localdate()}
    stays.add_step(stay=again(stay), **answers, **cast.acting(who))


def test_who_works_with_her_reads_for_some_days_that_the_house_has_looked(cast, here, stay, free):
    asks(cast, here)
    assert ANSWERED not in read(cast, cast.sokha, "/cases/today/")
    looked(cast, stay, cast.noi)
    page = files.browser(cast, cast.sokha).get("/cases/today/").text
    assert ANSWERED in page
    assert any(
        reverse(f"shelters:{one}", args=[stay.id]) in page for one in ("stay", "stay_of_case")
    )
    stay.steps.update(made_on=timezone.localdate() - 4 * DAY)
    assert ANSWERED not in read(cast, cast.sokha, "/cases/today/")


def test_nobody_reads_that_it_was_looked_at_who_did_it_herself_or_asks_again(
    cast, here, stay, free
):
    here.case.assignee = cast.noi
    here.case.save(update_fields=["assignee"])
    asks(cast, here, cast.noi)
    looked(cast, stay, cast.rith)
    assert ANSWERED in read(cast, cast.noi, "/cases/today/")
    asks(cast, here, cast.noi)
    assert ANSWERED not in read(cast, cast.noi, "/cases/today/")
    looked(cast, stay, cast.noi)
    assert ANSWERED not in read(cast, cast.noi, "/cases/today/")


def test_it_is_asked_once_until_it_is_answered(cast, here, stay):
    asks(cast, here)
    asks(cast, here, cast.noi)
    assert acts(stay).count(StayAct.LOOK_ANEW) == 1


def test_what_was_asked_this_morning_keeps_nobody_from_writing_down_last_night(cast, here, stay):
    asks(cast, here)
    told = {"act": StayAct.GO_TO_HOSPITAL, "on": timezone.localdate() - DAY}
    stays.add_step(stay=stay, **told, **cast.acting(cast.noi))
    assert again(stay).state == "hospital"


def test_a_worker_of_another_team_asks_without_the_book(cast, here, stay):
    asks(cast, here, cast.linh)
    assert acts(stay)[-1] is StayAct.LOOK_ANEW


def test_an_earlier_release_that_could_not_read_it_is_not_gone_back_to(cast, here, stay):
    way_back.must_hold_nothing_later("0.2.0")
    asks(cast, here)
    with pytest.raises(Refused, match=r"shelters.ShelterStayStep.coded \(1\)"):
        way_back.must_hold_nothing_later("0.2.0")


def test_what_is_asked_for_is_of_the_day_that_it_is_where_the_house_stands(cast, here, stay):
    there = here.shelter.team.office
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # never the same day
        with timezone.override(ZoneInfo(zone)):
            asks(cast, here)
        (step,) = (one for one in stay.steps.all() if one.act is StayAct.LOOK_ANEW)
        assert step.on == day_of_office(there.id, timezone.now())
        step.delete()


# ── Of another house, another case, another file ─────────────────────────────
def moves(cast, here, stay, **more):
    """She leaves her bed, and gets one anew."""
    stays.leave(stay=stay, to="other_shelter", **cast.acting(cast.noi))
    return sleeps(cast, here, here.beds[1], **more)


def test_what_one_house_has_not_answered_is_asked_of_the_next(cast, here, stay):
    asks(cast, here)
    second = moves(cast, here, stay)
    assert acts(second)[-1] is StayAct.LOOK_ANEW
    assert ASKS in read(cast, cast.rith, reverse("shelters:shelter", args=[here.shelter.id]))
    looked = {"act": StayAct.LOOKED, "on": timezone.localdate()}
    stays.add_step(stay=second, **looked, **cast.acting(cast.rith))
    assert StayAct.LOOK_ANEW not in acts(moves(cast, here, again(second)))


def test_what_a_house_has_answered_is_asked_of_no_other(cast, here, stay):
    asks(cast, here)
    looked = {"act": StayAct.LOOKED, "on": timezone.localdate()}
    stays.add_step(stay=stay, **looked, **cast.acting(cast.rith))
    assert StayAct.LOOK_ANEW not in acts(moves(cast, here, stay))


def test_the_house_is_asked_by_whichever_case_of_hers_she_has_a_bed(cast, here, stay):
    other = files.case(cast, people=[here.person])
    assert may_be_asked(other, here.person, cast.sokha)
    looks.ask_to_look_anew(person=here.person, **cast.acting(cast.sokha))
    assert acts(stay)[-1] is StayAct.LOOK_ANEW


def test_the_house_is_asked_where_her_bed_stands_in_another_file_of_hers(cast, here, stay):
    file, case = woman(cast)
    assert not may_be_asked(case, file, cast.sokha)
    decide(keep=file, other=here.person, same=True, reason="a scar", **cast.acting(cast.sokha))
    assert may_be_asked(case, file, cast.sokha)


def test_who_was_looked_at_this_morning_is_asked_about_once_a_suspect_is_free(cast, here, stay):
    write = {"case": here.case, "person": here.person} | cast.acting(cast.sokha)
    record(kind=RecordKind.RISK, answers=WORK[RecordKind.RISK] | {"level": "low"}, **write)
    assert TICK not in files.browser(cast, cast.noi).get(form(here)).text
    for event in ("release", "pressure"):  # the later one takes nothing from the first
        record(kind=RecordKind.EVENT, answers={"event": event}, **write)
        assert TICK in files.browser(cast, cast.noi).get(form(here)).text
