"""Nobody comes in under the name of a colleague: what is given to her from a list would go to another."""

import pytest
from django.urls import reverse

from fanal.accounts.actions import accept
from fanal.accounts.actions.invitation_approval import agree
from fanal.accounts.models import Invitation, User
from fanal.core.errors import BadInput
from fanal.partners.models import Partner
from tests import files
from tests.cast import Browser
from tests.files import browser
from tests.organisation.changes import asks, makes

ALIKE = [
    "Noi Saetang",
    "noi  SAETANG",
    "Noi\u200b Saetang",
    "No\u200ci Saetang",
    "\u202eNoi Saetang",
    "Ｎoi Saetang",
]


def invites(cast, **told):
    told = {
        "email": "new@fanal.example", "display_name": "Aun Sok", "role": "case_worker",
        "office": cast.bangkok.office.pk, "teams": [cast.bangkok.pk], "language": "en", **told,
    }  # fmt: skip
    return browser(cast, cast.anan).post(reverse("accounts:invite"), told)


@pytest.mark.parametrize("name", ALIKE)
def test_nobody_is_invited_under_the_name_of_a_colleague(cast, name):
    answer = invites(cast, display_name=name)
    assert "A colleague has this name already" in answer.text
    assert not Invitation.objects.exists()


def test_of_two_who_are_invited_under_one_name_one_comes_in(cast):
    _first, link = [
        files.invited(cast, email=f"{at}@fanal.example", display_name="Aun Sok")
        for at in ("one", "two")
    ]
    for one in Invitation.objects.all():
        agree(invitation=one, by=cast.noi)
    first, second = Invitation.objects.order_by("email")
    accept(invitation=first, password_hash="!")
    with pytest.raises(BadInput, match="has this name already"):
        accept(invitation=second, password_hash="!")
    assert not Invitation.objects.get(pk=second.pk).used
    chosen = dict.fromkeys(["chosen", "again"], "lantern heath drum storm fennel grate")
    answer = Browser().post(reverse("keys:invitation", args=[link]), chosen)
    assert "The link opens nothing any more: ask for another." in answer.text


@pytest.mark.parametrize("name", ALIKE)
def test_no_colleague_takes_the_name_of_another(cast, name):
    assert (
        "A colleague has this name already"
        in asks(cast, "person", [cast.sokha.pk], display_name=name).text
    )


def test_nothing_invisible_is_part_of_a_name(cast):
    makes(cast, "person", [cast.sokha.pk], display_name="\u202eSok\u200bha\u2066  C")
    assert User.objects.get(pk=cast.sokha.pk).display_name == "Sokha C"
    told = {"name": "Blue \u202eHouse\u200b", "kind": "organisation", "type": "other"}
    browser(cast, cast.sokha).post(reverse("partners:new"), told)
    assert Partner.objects.get().name == "Blue House"


@pytest.mark.parametrize("name", ["bang\u200dkok", "ＢＡＮＧＫＯＫ"])
def test_no_team_takes_the_name_of_another(cast, name):
    answer = asks(cast, "team", [cast.vientiane.pk], name=name)
    assert "Another team has this name already" in answer.text


def test_what_is_wrong_with_an_invitation_is_said_at_its_place(cast):
    answer = invites(cast, role="administrator")
    assert "eople with this role belong to no team" in answer.text
    assert "has an account already" not in answer.text
