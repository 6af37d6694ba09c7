"""Whoever writes to the database puts back what was known of somebody around her before it was found
that she has to fear him, or deletes it: the case is named, and nobody goes home to him."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.authority import genuine_rows
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import edit_entry
from fanal.cases.models import CaseDays, PersonAround
from fanal.cases.queries.changed_cases import name_changed_cases
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.vocabulary import DataClass
from fanal.reintegration.queries.facts import changed_outside
from fanal.sharing.actions.sending import print_for
from fanal.sharing.actions.shared import propose
from fanal.sharing.models import Disclosure
from tests import files
from tests.journeys import test_group_sheet as group_sheets
from tests.reintegration.scene import again, scene
from tests.reintegration.test_what_changes import around
from tests.security.planting import delete, row_of, update
from tests.sharing.scene import scene as told
from tests.sharing.test_partner_files import opened, send, write
from tests.sharing.transfers import offer, told_case

CHANGED = "Something of this case was changed or deleted from outside"
FATHER = {"name": "Her father", "relation": "father"}
ATTACKS = {
    "put back": lambda row: update(PersonAround, {"coded": row["coded"]}, entry_id=row["entry_id"]),
    "deleted": lambda row: delete(PersonAround, entry_id=row["entry_id"]),
}


@pytest.fixture
def here(cast):
    return scene(cast)


@pytest.fixture
def before(cast, here):
    """Her father as he was known before he became a suspect."""
    father = around(cast, here, safe="safe", **FATHER)
    row = row_of(PersonAround, entry_id=father.pk)
    edit_entry(
        entry=again(father),
        answers=FATHER | {"safe": "suspect"},
        version=again(father).version,
        **cast.acting(cast.sokha),
    )
    genuine_rows.run()
    return row


def test_what_actions_write_of_those_around_her_names_no_case(cast, here, before):
    assert name_changed_cases(every=True) == 0


@pytest.mark.parametrize("attack", ATTACKS)
def test_whom_she_has_to_fear_is_not_forgotten_unnoticed(cast, here, before, attack):
    ATTACKS[attack](before)
    case = reverse("cases:case", args=[here.case.pk])
    assert CHANGED in files.main_of(cast, cast.sokha, case)
    assert changed_outside({here.person.pk}) == {here.person.pk}  # no assessment of hers counts
    assert name_changed_cases(every=True) == 1
    assert CaseDays.objects.get(changed=True).case_id == here.case.pk


def sent_in_a_file(cast, here):
    """A text of ours waits in the record that is kept with the shelter."""
    file = opened(cast, here)
    write(cast, here, file)
    return lambda: send(cast, here, file)


def sent_on_paper(cast, here):
    return lambda: print_for(
        partner=here.shelter, case=here.case, person=here.person, text="A sheet.", part=NARRATIVE,
        classes=[DataClass.IDENTITY], by=cast.sokha, ring=here.ring,
    )  # fmt: skip


@pytest.mark.parametrize("way", [sent_in_a_file, sent_on_paper])
@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_is_a_partner_of_his_name_told_anything(cast, attack, way):
    """What is known of those around her is read anew before anything goes out."""
    here = told(cast)
    him = {"name": here.shelter.name, "relation": "relative"}
    entry = around(cast, here, safe="safe", **him)
    row, sends = row_of(PersonAround, entry_id=entry.pk), way(cast, here)
    edit_entry(
        entry=again(entry),
        answers=him | {"safe": "danger"},
        version=again(entry).version,
        **cast.acting(cast.sokha),
    )
    ATTACKS[attack](row)
    with pytest.raises(BadInput, match="must never be told"):
        sends()


def become_a_danger(cast, entry, told, safe):
    """What is known of somebody around her before and after; returns the row of before."""
    row = row_of(PersonAround, entry_id=entry.pk)
    edit_entry(
        entry=again(entry),
        answers=told | {"safe": safe},
        version=again(entry).version,
        **cast.acting(cast.sokha),
    )
    return row


@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_on_a_sheet_of_all_who_travel_with_a_suspect(cast, attack):
    here = group_sheets.here.__wrapped__(cast)
    group_sheets.agree_all(cast, here)
    him = {"name": "Bus", "relation": "relative"}
    first = SimpleNamespace(case=here.cases[0])
    row = become_a_danger(cast, around(cast, first, safe="safe", **him), him, "suspect")
    assert here.people[0].code_name not in told_to(cast, here)
    ATTACKS[attack](row)
    assert here.people[0].code_name not in told_to(cast, here)
    assert not Disclosure.objects.exists()


def told_to(cast, here):
    """What the partner would read, without what is kept back for our own eyes."""
    context = group_sheets.ask(cast, here, print="yes").context
    return [person.code for person in context["sheet"].people]


def proposes_a_file(cast, here):
    return lambda: propose(
        case=here.case, team=cast.vientiane, fields=["code_name"], **cast.acting(cast.noi)
    )


def gives_the_case(cast, here):
    return lambda: offer(cast, here)


@pytest.mark.parametrize("way", [proposes_a_file, gives_the_case])
@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_does_another_team_learn_of_a_child_by_the_yes_of_who_is_a_danger(cast, attack, way):
    here = told_case(cast, consent=False, person=files.person(cast, adult=False))
    mother = {"name": "Her mother", "relation": "mother"}
    entry = around(cast, here, safe="safe", **mother)
    record_consent(
        case=here.case, person=here.person, purpose="referral", answer="given", answers={"assent": True},
        given_by="parent_or_caregiver", giver=entry, **cast.acting(cast.sokha),
    )  # fmt: skip
    ATTACKS[attack](become_a_danger(cast, entry, mother, "suspect"))
    with pytest.raises(BadInput, match="part of the danger"):
        way(cast, here)()
