"""Two women of one family, one of whom is suspected of having sold the other, and one shelter."""

import pytest
from django.urls import reverse

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.shelters.actions import admission, asking
from tests import files
from tests.shelters.scene import scene, sleeps

SAID = "Not under one roof"
AUNT, NIECE = "Sok Kham", "Dara"


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.aunt = files.person(cast, names=(AUNT,))
    found.hers = files.case(cast, people=[found.aunt])
    found.niece = files.person(cast, names=(NIECE,))
    found.case_of_niece = files.case(cast, people=[found.niece])
    return found


def is_suspect(cast, case, name):
    answers = {"name": name, "relation": "relative", "safe": "suspect"}
    add_entry(case=case, kind="around", answers=answers, **cast.acting(cast.sokha))


def page(cast, case, by=None):
    address = reverse("shelters:admit", args=[case.id])
    return files.browser(cast, by or cast.sokha).get(address).text


def test_a_suspect_is_not_given_a_bed_where_she_sleeps_whom_she_sold(cast, here):
    is_suspect(cast, here.case_of_niece, AUNT)
    assert SAID not in page(cast, here.hers)
    sleeps(cast, here, person=here.niece, case=here.case_of_niece)
    text = page(cast, here.hers)
    assert SAID in text
    assert (
        "Somebody who must not know of her has nearly the same name as somebody in this case"
        in text
    )
    assert here.niece.code_name in text


def test_nor_is_she_given_one_where_the_suspect_sleeps(cast, here):
    is_suspect(cast, here.case_of_niece, AUNT)
    sleeps(cast, here, person=here.aunt, case=here.hers)
    text = page(cast, here.case_of_niece)
    assert SAID in text
    assert "has nearly the same name as somebody who must not know of this case" in text
    assert here.aunt.code_name in text


def test_family_whom_nobody_suspects_is_welcome_together(cast, here):
    answers = {"name": AUNT, "relation": "relative", "safe": "safe"}
    ring = cast.ring(cast.sokha)
    add_entry(case=here.case_of_niece, kind="around", answers=answers, by=cast.sokha, ring=ring)
    sleeps(cast, here, person=here.niece, case=here.case_of_niece)
    assert SAID not in page(cast, here.hers)


ASK_FIRST = "before you give this bed"


def asked_from_afar(cast, suspect):
    """Kham of Vientiane asks for a bed for a woman; in her case somebody may be a danger to her."""
    woman, far = files.in_vientiane(cast)
    ring = cast.ring(cast.kham)
    if suspect:
        answers = {"name": suspect, "relation": "relative", "safe": "suspect"}
        add_entry(case=far, kind="around", answers=answers, by=cast.kham, ring=ring)
    return woman, far, {"by": cast.kham, "ring": ring}


def asks(cast, here, suspect=""):
    woman, far, by = asked_from_afar(cast, suspect)
    shown = {"called": "Bee", "diet": "", "tonight": ""}
    told = {"asked": admission.BedAsked(answer="given"), "shown": shown}
    return asking.ask_for_bed(case=far, person=woman, shelter=here.shelter, **told, **by)


def giving(cast, row, by):
    return files.browser(cast, by).get(reverse("shelters:give", args=[row.id])).text


def test_who_cannot_open_the_case_of_another_team_reads_whom_to_ask_and_not_why(cast, here):
    sleeps(cast, here, person=here.aunt, case=here.hers)
    row = asks(cast, here, suspect=AUNT)
    for reader in (cast.noi, cast.rith):
        text = giving(cast, row, reader)
        assert "Somchit" in text
        assert ASK_FIRST in text
        assert SAID not in text
        assert AUNT not in text
        assert here.aunt.code_name not in text


def test_so_does_she_where_it_is_a_resident_who_names_somebody(cast, here):
    is_suspect(cast, here.case_of_niece, "Somebody else")
    sleeps(cast, here, person=here.niece, case=here.case_of_niece)
    text = giving(cast, asks(cast, here), cast.noi)
    assert ASK_FIRST in text
    assert "Somebody else" not in text


def test_nobody_is_asked_where_nobody_is_named_and_where_nobody_sleeps(cast, here):
    row = asks(cast, here, suspect=AUNT)
    assert ASK_FIRST not in giving(cast, row, cast.noi)
    sleeps(cast, here, person=here.aunt, case=here.hers)
    assert ASK_FIRST in giving(cast, row, cast.noi)


def test_two_cases_in_which_nobody_is_named_ask_nobody(cast, here):
    sleeps(cast, here, person=here.aunt, case=here.hers)
    assert ASK_FIRST not in giving(cast, asks(cast, here), cast.noi)


def test_our_own_case_is_not_put_beside_a_resident_of_another_team_unasked(cast, here):
    row = asks(cast, here, suspect=NIECE)
    told = {"request": row, "bed": here.beds[0], "words": ""}
    asking.give_bed(**told, **cast.acting(cast.rith))
    text = page(cast, here.case_of_niece)
    assert "Ask Somchit" in text
    assert ASK_FIRST in text
    assert SAID not in text


def test_a_resident_of_whom_a_conflict_keeps_her_out_asks_nothing_of_her(cast, here):
    is_suspect(cast, here.case_of_niece, AUNT)
    sleeps(cast, here, person=here.niece, case=here.case_of_niece)
    keep_out(case=here.case_of_niece, user=cast.sokha, by=cast.noi, reason="her cousin")
    assert ASK_FIRST not in page(cast, here.hers)
