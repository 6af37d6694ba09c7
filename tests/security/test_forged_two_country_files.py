"""Whoever writes to the database: a case that is pointed at by a side of a two-country file tells the
other team nothing, and makes nobody of it calm."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions.consents import record_consent
from fanal.cases.models import CaseDays
from fanal.cases.queries.changed_cases import name_changed_cases
from fanal.core.trust.vocabulary import DataClass
from fanal.journeys.actions import plans, preparing
from fanal.sharing.access.both_teams import may_share
from fanal.sharing.models import SharedFile, Side
from fanal.sharing.queries.other_files import other_files
from tests import files
from tests.kept import kept
from tests.security.planting import update
from tests.sharing.transfers import agreed, told_case

CHANGED = "Something of this case was changed or deleted from outside"
WITH_US = "With one of us."
AGREED = "What she agreed to"


@pytest.fixture
def here(cast):
    made = scene(cast)
    genuine_rows.run()
    return made


@kept
def scene(cast):
    """Vientiane keeps a file with Bangkok, which has her; nobody says where. And another girl of
    Bangkok, who is with it, and who was asked whether both teams tell each other."""
    made = told_case(cast)
    made.shared = agreed(cast, made)
    made.side, made.hers = made.sides[cast.bangkok.pk], made.theirs.people.get()
    made.another = files.case(cast)
    person = made.another.people.get()
    journey = plans.plan_journey(
        kind="return",
        team=cast.bangkok,
        lead=cast.sokha,
        starts_on=timezone.localdate(),
        by=cast.sokha,
    )
    told = {"journey": journey, "by": cast.sokha}
    room = plans.add_custodian(label="Room of Bangkok", team=cast.bangkok, **told)
    preparing.prepare(
        person=person, case=made.another, custodian=room, nationality="LA",
        at=timezone.now() - timedelta(days=1), **told,
    )  # fmt: skip
    record_consent(
        case=made.another, person=person, purpose="both_teams", answer="given",
        **cast.acting(cast.sokha),
    )  # fmt: skip
    return made


def pages(cast, here):
    """The case of Vientiane, and the file that it keeps with Bangkok."""
    names = ("cases:case", here.theirs.pk), ("sharing:shared", here.shared.pk)
    return [files.main_of(cast, cast.kham, reverse(name, args=[id])) for name, id in names]


def test_another_case_in_the_place_of_the_one_that_agreed_tells_nothing_of_anybody(cast, here):
    case, shared = pages(cast, here)
    assert (CHANGED in case, WITH_US in case, AGREED in shared) == (False, False, False)
    update(Side, {"case_id": here.another.pk}, id=here.side.pk)
    case, shared = pages(cast, here)
    assert (CHANGED in case, WITH_US in case, AGREED in shared) == (True, False, False)
    assert other_files(None) == []


def test_all_three_cases_are_named_with_the_next_sweep(cast, here):
    update(Side, {"case_id": here.another.pk}, id=here.side.pk)
    name_changed_cases()
    named = set(CaseDays.objects.filter(changed=True).values_list("case", flat=True))
    assert named == {here.case.pk, here.another.pk, here.theirs.pk}


def test_nor_does_the_gate_rest_on_what_another_girl_answered(cast, here):
    def asked():
        there = Side.objects.get(pk=here.side.pk).case
        return may_share(
            case=here.theirs, team=cast.bangkok, told=DataClass.EXISTENCE, by=cast.kham, there=there
        ).asked_by

    update(Side, {"case_id": here.another.pk}, id=here.side.pk)
    assert asked() is None


def test_a_file_that_ended_and_is_put_back_tells_nothing(cast, here):
    assert len(other_files(None)) == 2
    update(SharedFile, {"state": "proposed"}, id=here.shared.pk)
    update(SharedFile, {"state": "open"}, id=here.shared.pk)
    assert len(other_files(None)) == 2
    update(SharedFile, {"ended_on": timezone.localdate()}, id=here.shared.pk)
    assert other_files(None) == []
