"""Whoever a conflict of interest keeps out decides nothing: by whatever way the conflict reaches
the case, and whatever there is to decide.

What there is to decide is found in the map of addresses, in the forms of every page, and in the
columns that name a colleague: what is new fails here until it is closed, or is said to stay open.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case
from fanal.commands.sweep import call
from fanal.core.roles import Role
from fanal.intake.actions import add_to_case
from fanal.intake.models import Signal
from fanal.journeys.models import MailDue
from fanal.keys import session
from fanal.people.models import Person
from tests import files
from tests.exclusion import WAYS, all_kept_out, kept_out
from tests.security.rubbish import sheets_of
from tests.security.test_matrix import NAMING, UNNAMED, may_open, nothing, there, told
from tests.security.world import undone
from tests.shares import at_least, in_turn, share, some, tried, turn

pytestmark = pytest.mark.django_db

# What stays open to who is kept out of every case, and why. It tells nothing of her all the same.
STAYS = {
    **dict.fromkeys(("accounts", "colleagues", "keys", "rotation"), "of colleagues and their keys"),
    **dict.fromkeys(("partners", "figures", "coded_facts"), "of no person"),
    "organisation": "of offices, teams and accounts",
    "prevention": "of communities and participants, whom nothing joins with a case",
    "cases:hand_over_all": "of a colleague: what she works on, but her case",
    "cases:forget_list": "filters of her own, of no case",
    **dict.fromkeys(
        (f"matching:{name}" for name in (
            "exchange", "agree", "end_exchange", "our_list", "our_answer", "our_matched",
            "their_matched", "ask_partner", "count", "pass_on",
        )), "an exchange of the whole team, in which she is left out"
    ),
    **dict.fromkeys(
        (f"identification:operation{name}" for name in ("", "_change", "_person")),
        "an operation of the whole team, in which she is left out"
    ),
    "journeys:list": "of all journeys, but hers",
    **{
        f"shelters:{one}": "a shelter of the team, in which she is left out" for one in (
            "door_keys", "give_key", "key_lost", "lock_changed", "key_back",
            "shelter", "count", "settle", "served", "incidents", "new_incident", "complain", "keeping", "change", "close", "stay_open",
            "beds", "let_in", "let_go", "end_bed", "week", "rules", "announce", "call_off_inspection", "check", "mend", "meetings", "new_meeting", "answer_meeting",
        )
    },
    **{f"care:{one}": "a questionnaire, of no person" for one in ("licence", "agree_licence", "end_licence")},
    **{f"retention:{one}_register": "old rows of a shelter, by their number" for one in ("erase", "agree")},
    "shelters:complaint": "of a shelter, and of nobody by name; whom it concerns holds no key to it",
    **{f"funds:{one}": "a grant, of no person" for one in ("grant", "new_line", "budget")},
    **{
        f"funds:{one}": "an advance, goods or a figure, of no person" for one in (
            "advance", "decide_advance", "take_advance_back", "advance_lost", "decide_loss", "settle", "one_of_goods", "move_goods", "figure",
            "release_figure", "withdraw_figure", "figure_left", "decide_figure",
        )
    },
    **{f"services:{one}offer": "the catalogue, of no person" for one in ("", "change_", "confirm_", "end_")},
}  # fmt: skip


@pytest.fixture
def case(world):
    """The case with one of everything; a signal was added to it."""
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    call = Signal.objects.get(id=world.ids["intake", "signal_id"][0])
    write = {"by": world.cast.sokha, "ring": world.cast.ring(world.cast.sokha)}
    add_to_case(signal=call, case=case, reason="", **write)
    return case


@pytest.fixture
def browser(world, menu, monkeypatch):
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)

    def opened(user):
        client = files.browser(world.cast, user)
        client.raise_request_exception = False
        return client

    return opened


def stays(name):
    return name in STAYS or name.split(":")[0] in STAYS


def opens(world, page, none, name, keys):
    """By which methods an address answers otherwise than `none`, what does not exist."""
    address, found = reverse(name, kwargs=there(world, name, keys)), []
    for method in ("get", "post"):
        with undone(page):
            answer = getattr(page, method)(address)
        if answer.status_code != 405 and told(answer) != none[method]:
            found.append((name, method, answer.status_code))
    return found


NEAREST = "on its own list"
# The farthest way for everybody; the nearer ones meet each kind of decision in the tests of
# test_what_colleagues_decide.py.
CLOSED = [(who, "through a merged file") for who in ("noi", "sokha", "claire", "mai")] + [
    pytest.param("noi", way, marks=pytest.mark.long)
    for way in WAYS
    if way != "through a merged file"
]


def looks_at(name):
    """Who asks for an address in the short form, if it is one of the third that is asked for there: one
    of those to whom it would open. The rule in SQL is tried in the apps.
    """
    if turn(name) % 3:
        return []
    may = [one for one in ("noi", "claire", "sokha", "mai") if may_open(one, name)]
    return in_turn(may, name)


def kept_out_of_all(world, users, way):
    """Of every case in the house: some addresses name a transfer, say, of another one. In the short
    form this way only of the case with one of everything, and of the others by their own lists.
    """
    first = world.ids["", "case_id"][0]
    for one in Case.objects.exclude(people=None).order_by("id"):
        all_kept_out(world.cast, one, users, way if tried(one.id == first) else NEAREST)


@pytest.mark.parametrize(("who", "way"), CLOSED)
def test_every_address_about_her_answers_as_what_does_not_exist(world, browser, case, who, way):
    user = getattr(world.cast, who)
    kept_out_of_all(world, [user], way)
    page = browser(user)
    none = nothing(page)
    asked = [one for one in NAMING if may_open(who, one[0]) and not stays(one[0])]
    asked = [(name, keys) for name, keys in asked if tried(who in looks_at(name))]
    found = [found for name, keys in asked for found in opens(world, page, none, name, keys)]
    assert found == []


KEPT_OUT = ("noi", "claire")


def looks_around(name, keys):
    """Who asks for an address that stays open, in the short form one in three: one of those to whom it
    does.
    """
    if turn(name) % 3:
        return []
    open_to = [one for one in KEPT_OUT if not keys or may_open(one, name)]
    return in_turn(open_to, name)


@pytest.mark.parametrize("who", KEPT_OUT)
def test_what_stays_open_tells_nothing_of_her(world, browser, case, who):
    user = getattr(world.cast, who)
    people = Person.objects.filter(cases=case)
    words = {str(one.id) for one in (case, *people)} | {one.code_name for one in (case, *people)}
    kept_out(world.cast, case, user, "through a merged file")
    page = browser(user)
    asked = [one for one in NAMING if may_open(who, one[0]) and stays(one[0])]
    asked = [one for one in [*asked, *UNNAMED] if tried(who in looks_around(*one))]
    assert len(asked) > at_least(40, 3)
    for name, keys in asked:
        with undone(page):
            text = page.get(reverse(name, kwargs=there(world, name, keys) if keys else {})).text
        assert not [word for word in words if word in text], name


# Where a colleague is named who is kept out, on purpose: on lists of who must not know, and where
# nobody of our care is meant.
MAY_NAME = {
    "cases:keep_out", "cases:let_in", "sharing:never_tell", "partners", "accounts", "keys",
    "people:emergency_group",
}  # fmt: skip
# Forms that concern nobody yet, or all of a team; a complaint may be about any colleague, and who is
# named in it is given no key; who led the meeting of a house, or has a key of its door, is of no case.
OF_NO_CASE = {
    "colleagues:complain", "colleagues:report", "journeys:new", "cases:hand_over_all", "organisation:name_stand_in",
    "shelters:complain", "shelters:new_meeting", "shelters:give_key",
}  # fmt: skip
CHOOSES = {
    "nok": {"cases:assign", "cases:task", "journeys:give_lead", "journeys:custodians"},
    "mai": {"cases:give"},
    "somchit": {"sharing:offer"},
    "claire": {"matching:ask_other"},
}


def open_to(who):
    """(name, parameters) of the addresses on which nobody who is kept out may be offered."""
    return [
        (name, keys)
        for name, keys in [*NAMING, *UNNAMED]
        if not {name, name.split(":")[0]} & MAY_NAME and (not keys or may_open(who, name))
    ]


def offering(world, page, addresses, users):
    """By name of each colleague, those of the addresses on which a form offers her."""
    found = {name: set() for name in users}
    for name, keys in addresses:
        with undone(page):
            answer = page.get(reverse(name, kwargs=there(world, name, keys) if keys else {}))
        controls = [one for sheet in sheets_of(answer) for one in sheet.controls.values()]
        offered = {value for one in controls for value in one.values}
        for called, user in users.items():
            found[called] |= {name} if str(user.pk) in offered else set()
    return found


def test_no_form_offers_a_colleague_who_is_kept_out(world, browser, case):
    cast = world.cast
    cast.nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    users, page = {name: getattr(cast, name) for name in CHOOSES}, browser(cast.noi)
    everywhere, chosen = open_to("noi"), set().union(*CHOOSES.values())
    chooses = [one for one in everywhere if one[0] in chosen]
    before = offering(world, page, chooses, users)
    assert {name for name in CHOOSES if not before[name] >= CHOOSES[name]} == set()
    kept_out_of_all(world, users.values(), "through a merged file")
    others = [one for one in everywhere if one[0] not in chosen]
    after = offering(world, page, chooses + share(others, 18, lambda one: one[0]), users)
    assert {name: found - OF_NO_CASE for name, found in after.items()} == {
        key: set() for key in users
    }


def owed(late):
    """Whom the sweep owes a mail about a journey; what was owed before is of the house."""
    MailDue.objects.all().delete()
    call(late)
    return set(MailDue.objects.values_list("to__email", flat=True))


@pytest.mark.parametrize("way", some(WAYS, "no mail"))
def test_no_mail_goes_to_a_colleague_who_is_kept_out(world, case, way):
    late, cast = timezone.localtime() + timedelta(days=40), world.cast
    with transaction.atomic():
        assert {cast.sokha.email, cast.noi.email, cast.claire.email} <= owed(late)
        transaction.set_rollback(True)
    kept_out_of_all(world, (cast.sokha, cast.claire), way)  # of other cases they are owed some, too
    assert owed(late) == {cast.noi.email}
