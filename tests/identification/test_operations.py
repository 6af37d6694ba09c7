"""The table of one operation."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.operations import add_to_operation, open_operation
from fanal.cases.models import Case, Operation
from fanal.core.law.findings import Body
from fanal.identification.access import Concern
from fanal.identification.actions.statements import add_statement
from fanal.identification.queries import table_of
from fanal.keys.actions import grant
from fanal.people.actions.emergencies import make_emergency_group
from tests import files
from tests.journal import acts, entries
from tests.shares import strangers


def operation(cast, found, identified, minors, charged):
    """Screened, all of them; the first are identified, the last charged or deported."""
    made = open_operation(
        team=cast.bangkok, code_name="Lantern", day=date(2011, 12, 14), by=cast.noi, country="TH"
    )
    for n in range(found):
        add_to_operation(
            operation=made,
            person=files.person(cast, names=()),
            by=cast.noi,
            screened="yes",
            identified="yes" if n < identified else "no",
            identified_by="non_police_government" if n < identified else "",
            refused_by="" if n < identified else "police",
            under_age="yes" if n < minors else "no",
            after="charged_or_deported" if n >= found - charged else "shelter",
        )
    return made


@pytest.fixture
def sattahip(cast):
    """Sattahip, 16 September 2011 (AAT newsletter no. 2), as published."""
    return operation(cast, 17, 4, 3, 13)


def test_an_operation_without_people_counts_nothing(cast):
    assert table_of(operation(cast, 0, 0, 0, 0)).found == 0


def test_seventeen_found_four_identified_thirteen_charged(sattahip):
    table = table_of(sattahip)
    assert (table.found, table.screened, table.identified, table.minors) == (17, 17, 4, 3)
    assert (table.refused_by, table.charged_or_deported) == ({Body.POLICE: 13}, 13)


def test_the_page_shows_the_table_to_the_team_and_to_the_director(
    cast, sattahip, django_assert_max_num_queries
):
    address = reverse("identification:operation", args=[sattahip.id])
    for user in (cast.sokha, cast.claire):
        page = files.browser(cast, user).get(address).content.decode()
        assert "<dd>17</dd>" in page
        assert "<dd>13</dd>" in page


def test_another_team_finds_no_operation(cast, sattahip):
    linh = files.browser(cast, cast.linh)
    assert linh.get(reverse("identification:operation", args=[sattahip.id])).status_code == 404
    assert "Lantern" not in linh.get(reverse("identification:operations")).content.decode()


RAID = {
    "code_name": "Harbour",
    "kind": "raid",
    "day": "2025-02-03",
    "place": "pier",
    "country": "TH",
}
OUTCOME = {"screened": "yes", "under_age": "no", "identified": "no", "refused_by": "police", "after": "charged"}  # fmt: skip


def page(name, *ids):
    return reverse(f"identification:{name}", args=ids)


def made(cast, sokha):
    answer = sokha.post(page("operation_new"), RAID | {"team": str(cast.bangkok.id)})
    assert answer.status_code == 302
    return Operation.objects.get()


def test_an_operation_is_opened_changed_and_two_edits_meet(cast):
    sokha = files.browser(cast, cast.sokha)
    raid = made(cast, sokha)
    change = page("operation_change", raid.id)
    assert sokha.post(change, RAID | {"place": "market", "version": "1"}).status_code == 302
    assert Operation.objects.get().place == "market"
    assert sokha.post(change, RAID | {"version": "1"}).status_code == 409
    assert {"operation.made", "operation.changed"} <= set(acts())


@pytest.mark.parametrize("wrong", [{"day": "2999-01-01"}, {"day": ""}, {"kind": "war"}, {"code_name": ""}, {"team": "0"}])  # fmt: skip
def test_a_wrong_operation_is_said_at_its_field(cast, wrong):
    sokha = files.browser(cast, cast.sokha)
    sent = RAID | {"team": str(cast.bangkok.id)} | wrong
    assert sokha.post(page("operation_new"), sent).status_code == 422
    assert not Operation.objects.exists()


def test_what_became_of_a_person_is_written_once_and_can_be_corrected(cast):
    sokha = files.browser(cast, cast.sokha)
    raid, person = made(cast, sokha), files.person(cast, names=())
    first = (page("operation_person", raid.id), {"person": person.code_name}, "charged", 1)
    second = (page("operation_outcome", raid.id, person.id), {"version": "1"}, "shelter", 0)
    for address, who, after, charged in (first, second):
        assert sokha.post(address, OUTCOME | who | {"after": after}).status_code == 302
        table = table_of(raid)
        assert (table.found, table.refused, table.charged_or_deported) == (1, 1, charged)
    assert len(entries("operation.person")) == 2


def test_the_table_lists_the_people_one_may_open_by_code_with_their_outcomes(cast):
    sokha = files.browser(cast, cast.sokha)
    raid = made(cast, sokha)
    address = page("operation", raid.id)
    queries = {}
    for n in (1, 4):
        for _ in range(n - table_of(raid).found):
            person = files.person(cast, names=())
            add_to_operation(operation=raid, person=person, by=cast.noi, after="charged")
        with CaptureQueriesContext(connection) as seen:
            shown = sokha.get(address).content.decode()
        queries[n] = len(seen)
        for row in raid.people.select_related("person"):
            assert row.person.code_name in shown
            assert page("operation_outcome", raid.id, row.person_id) in shown
    assert queries[1] == queries[4]
    claire = files.browser(cast, cast.claire).get(address).content.decode()
    assert person.code_name not in claire
    assert "0 of the 4 people found" in claire


def test_two_colleagues_who_write_of_one_person_at_once_meet(cast):
    raid, person = made(cast, files.browser(cast, cast.sokha)), files.person(cast, names=())
    new = page("operation_person", raid.id)
    given = OUTCOME | {"person": person.code_name}
    assert files.browser(cast, cast.noi).post(new, given).status_code == 302
    answer = files.browser(cast, cast.sokha).post(new, given | {"after": "shelter"})
    both = answer.content.decode()
    assert answer.status_code == 409
    assert "Charged" in both
    assert '<option value="shelter" selected>In a shelter</option>' in both
    assert raid.people.get().after == "charged"
    kept = given | {"after": "shelter", "version": "1"}
    assert files.browser(cast, cast.sokha).post(new, kept).status_code == 302
    change = page("operation_outcome", raid.id, person.id)
    late = OUTCOME | {"after": "deported", "version": "1"}
    assert files.browser(cast, cast.noi).post(change, late).status_code == 409
    assert raid.people.get().after == "shelter"


def test_someone_not_in_the_operation_or_not_ours_has_no_outcome_to_change(cast):
    sokha = files.browser(cast, cast.sokha)
    raid, person = made(cast, sokha), files.person(cast, names=())
    assert sokha.get(page("operation_outcome", raid.id, person.id)).status_code == 404
    add_to_operation(operation=raid, person=person, by=cast.noi)
    assert sokha.get(page("operation_outcome", raid.id, person.id)).status_code == 200
    for name in ("linh", "claire"):
        other = files.browser(cast, getattr(cast, name))
        assert other.get(page("operation_outcome", raid.id, person.id)).status_code == 404


def test_a_person_one_may_not_open_is_not_found_by_her_code(cast):
    sokha = files.browser(cast, cast.sokha)
    raid = made(cast, sokha)
    answer = sokha.post(page("operation_person", raid.id), OUTCOME | {"person": "nobody at all"})
    assert answer.status_code == 422
    assert table_of(raid).found == 0


@pytest.mark.parametrize(
    "name", strangers(["linh", "claire", "vera", "anan"], "only the team writes into its operation")
)
def test_only_the_team_writes_into_its_operation(cast, name):
    raid = made(cast, files.browser(cast, cast.sokha))
    other = files.browser(cast, getattr(cast, name))
    for address in (page("operation_change", raid.id), page("operation_person", raid.id)):
        assert other.get(address).status_code in (403, 404)
        assert other.post(address, OUTCOME).status_code in (403, 404)


def test_whom_one_is_kept_from_is_in_no_number_of_the_table(cast, sattahip):
    """The table less the rows that one sees would tell what became of the one who is hidden."""
    hidden = sattahip.people.filter(id__in=[person.id for person in sattahip.people.all()]).first()
    case = files.case(cast, people=[hidden.person], operation=sattahip)
    keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.sokha)
    keep_out(case=case, user=cast.claire, reason="her aunt", by=cast.sokha)
    for user in (cast.noi, cast.claire):
        page = files.browser(cast, user).get(page_of(sattahip)).text
        assert "<dd>17</dd>" not in page
        assert "<dd>16</dd>" in page
    assert "<dd>17</dd>" in files.browser(cast, cast.sokha).get(page_of(sattahip)).text


def page_of(operation):
    return reverse("identification:operation", args=[operation.id])


def test_what_a_law_says_is_counted_by_right_and_not_by_the_key_of_the_emergency_group(cast):
    """A colleague of another team to whom the medical part of a case was granted."""
    dara = cast.join("dara", "Dara Keo", "case_worker", "Vientiane")
    write = cast.acting(cast.noi)
    make_emergency_group(name="Emergency", office=cast.bangkok.office, members=[dara], **write)
    person = files.person(cast, by=cast.noi)
    case = files.case(cast, people=[person], by=cast.noi)
    told = dict.fromkeys(("recruited", "deception", "prostitution_of_others"), "yes")
    add_statement(concern=Concern(case, person, True), answers=told, source="document", **write)
    made = open_operation(
        team=cast.vientiane, code_name="Lantern", day=date(2011, 12, 14), by=cast.kham
    )
    Case.objects.filter(id=case.id).update(operation=made)
    add_to_operation(operation=made, person=person, by=cast.noi)
    address = reverse("identification:operation", args=[made.id])
    for part, laws in (("medical", False), ("legal", True)):
        grant(folder=case.id, compartments=[part], to=dara, **write)
        told = files.browser(cast, dara).get(address).context
        assert bool(told["met"]) is laws
        assert told["cases_open"] == int(laws)
