"""That she is in danger is hidden from nobody by an earlier state put back in the database, by one
that was deleted, or by an earlier list of who is in danger."""

import pytest
from django.utils import timezone

from fanal.authority import queries
from fanal.authority.models import RowFinding
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.models import StateCode, WatchList
from fanal.cases.queries.at_risk import renew_watch_list, urgent_people
from fanal.cases.queries.codes import worst_in
from fanal.cases.queries.state_seals import seal_of
from fanal.core.casework.present import DangerState
from tests import files
from tests.security.planting import delete, row_of, update


@pytest.fixture
def here(cast):
    """She was heard from; then somebody says that she is in danger. As it stood between them."""
    person = files.person(cast)
    case = files.case(cast, people=[person])
    files.case(cast, people=[files.person(cast)])
    record_sign(case=case, person=person, sign="message", said_at=None, **cast.acting(cast.sokha))
    cast.before = rows(case)
    say_in_danger(
        case=case, person=person, said_by="colleague", said_at=None, **cast.acting(cast.sokha)
    )
    assert urgent(cast) == [person.pk]
    cast.case, cast.her = case, person
    return cast


def rows(case):
    state = StateCode.objects.get(case=case)
    return row_of(StateCode, id=state.pk), row_of(WatchList, id=1)


def urgent(cast):
    return urgent_people(timezone.localdate())


def over(model, row):
    update(model, {name: value for name, value in row.items() if name != "id"}, id=row["id"])


def found():
    return set(RowFinding.objects.filter(settled=None).values_list("table", flat=True))


@pytest.mark.parametrize("whole", [True, False], ids=["the row", "only what is sealed in it"])
def test_an_earlier_state_hides_her_until_the_next_sweep_and_no_longer(here, whole):
    state, _list = here.before
    over(StateCode, state if whole else {"id": state["id"], "told": state["told"]})
    assert urgent(here) == []
    renew_watch_list()
    assert urgent(here) == [here.her.pk]
    assert worst_in(here.case) is DangerState.IN_DANGER
    assert found() == {"cases_statecode"}
    assert any("states of people" in str(fault) for fault in queries.faults())


def test_so_does_a_state_that_was_deleted_or_pointed_at_another_case(here):
    state = StateCode.objects.get(case=here.case)
    other = files.case(here)
    for attack in (
        lambda: delete(StateCode, id=state.pk),
        lambda: update(StateCode, {"case_id": other.pk}, id=state.pk),
    ):
        attack()
        renew_watch_list()
        assert urgent(here) == [here.her.pk]
        assert worst_in(here.case) is DangerState.IN_DANGER
    assert found() == {"cases_statecode"}


def test_whoever_can_read_what_was_said_stores_it_anew(here):
    over(StateCode, here.before[0])
    renew_watch_list()
    page = files.browser(here, here.sokha).get(f"/cases/{here.case.pk}/")
    assert page.status_code == 200
    stored = StateCode.objects.get(case=here.case).stored
    assert (stored.code, stored.since is None) == (DangerState.IN_DANGER, False)
    renew_watch_list()
    assert StateCode.objects.get(case=here.case).stored == stored


def test_nor_does_the_state_of_somebody_else_that_is_stored_meanwhile_hide_her(here):
    over(StateCode, here.before[0])
    other = files.person(here)
    say_in_danger(
        case=files.case(here, people=[other]),
        person=other,
        said_by="colleague",
        said_at=None,
        by=here.sokha,
        ring=here.ring(here.sokha),
    )
    renew_watch_list()
    assert urgent(here) == sorted([here.her.pk, other.pk])


@pytest.mark.parametrize("attack", ["put back", "deleted"])
def test_a_list_that_is_not_the_last_is_named(here, attack):
    if attack == "deleted":
        delete(WatchList, id=1)
    else:
        over(WatchList, here.before[1])
    renew_watch_list()
    assert found() == {"cases_watchlist"}
    assert urgent(here) == [here.her.pk]
    RowFinding.objects.all().delete()
    renew_watch_list()
    assert found() == set()


def test_what_stands_as_it_was_written_is_named_by_nobody(here):
    version = WatchList.objects.get().version
    renew_watch_list()
    assert found() == set()
    assert WatchList.objects.get().version == version


def test_a_state_is_known_again_by_what_is_sealed_never_by_what_was_opened(here):
    """What a row gives is opened, and anybody may seal the same words anew."""
    state = StateCode.objects.filter(case=here.case)
    assert seal_of(state.values_list("told", flat=True).get())
    with pytest.raises(TypeError, match="read with its row"):
        seal_of(state.get().told)
