"""Whoever is kept out of a case meets nothing of it on any page: no code, no id, no other answer."""

import difflib
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents, emergencies, entries, states, tasks
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.models import Case
from fanal.core.roles import Role
from fanal.intake import actions as intake
from fanal.journeys.actions import plans, preparing
from fanal.keys import session
from fanal.people.actions.merges import decide
from fanal.people.models import Person
from fanal.sharing.actions import referrals, sending, transfers
from tests import files
from tests.exclusion import kept_out
from tests.files import WHY
from tests.security.test_matrix import ENDS, NAMING, UNNAMED, may_open, there
from tests.security.world import undone
from tests.shares import in_turn, share, some, tried, turn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["noi", "sokha", "claire"])
def test_no_page_tells_of_a_case_that_one_is_kept_out_of(world, menu, monkeypatch, who):
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    person = Person.objects.get(id=world.ids["", "person_id"][0])
    user, by = getattr(world.cast, who), world.cast.noi if who == "sokha" else world.cast.sokha
    keep_out(case=case, user=user, reason="her cousin", by=by)
    page = files.browser(world.cast, user)
    page.raise_request_exception = False
    words = [case.code_name, person.code_name, str(case.id), str(person.id)]
    opens = [one for one in NAMING if may_open(who, one[0]) and looks(who, one[0])]
    unnamed = share(UNNAMED, 12, lambda one: f"{who} {one[0]}")
    wrong = [found for one in [*opens, *unnamed] for found in told(world, page, one, words)]
    assert wrong == []


def looks(who, name):
    """In the short form one in three; of what a worker and her lead both open, one of the two looks."""
    looks_there = who == "claire" or who in in_turn(("noi", "sokha"), name)
    return tried(looks_there and turn(name) % 3 == 0)


def told(world, page, named, words):
    """Which of the words a page tells beside those of its address; or that it is there at all."""
    name, keys = named
    address = reverse(name, kwargs=there(world, name, keys))
    with undone(page):
        answer = page.get(address)
    text = answer.text.replace(address, "")
    said = [(name, word) for word in words if word in text]
    about_her = {*words, str(world.ids["journeys", "journey_id"][0])}
    hers = any(str(one) in about_her for one in there(world, name, keys).values())
    return said + ([(name, "opens")] if hers and answer.status_code == 200 else [])


ANEW = re.compile(
    r'<p class="print-only print-mark">[^<]*</p>|name="once" value="[^"]*"|nonce="[^"]*"'
    r'|csrfmiddlewaretoken" value="[^"]*"|name="draft[a-z_]*" value="[^"]*"|data-at="[^"]*"'
    r'|<p class="offered__words"><code translate="no">[^<]*</code></p>'
    r'|<input type="hidden" name="offered"[^>]*>'
)


@pytest.mark.parametrize(
    ("who", "way"),
    [
        ("noi", "through a merged file"),
        pytest.param("noi", "through a signal", marks=pytest.mark.long),
        ("claire", "on its own list"),
    ],
)
def test_nothing_that_happens_in_a_case_changes_a_page_or_a_number_of_whom_it_is_closed_to(
    world, monkeypatch, who, way
):
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)
    at = timezone.now()  # some pages show the minute, and two rounds take longer than one
    monkeypatch.setattr(timezone, "now", lambda: at)
    cast, user = world.cast, getattr(world.cast, who)
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    listed = kept_out(cast, case, user, way, by=cast.sokha).case
    cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")  # a lead to whom nothing is closed
    page = files.browser(cast, user)
    before = pages_of(page)
    assert pages_of(page) == before
    happens(cast, case, listed)
    after = pages_of(page)
    assert {name for name in before if before[name] != after[name]} == set()


COUNTED = {"cases:today", "cases:list", "cases:tasks", "journeys:board", "web:decisions"}


def pages_of(page):
    """Every page whose address names nothing, without what is new on it each time; in the short form
    one in thirty, and those that most is counted on.
    """
    shown = {}
    for name, _keys in UNNAMED:
        if not tried(name in COUNTED or turn(name) % 30 == 0):
            continue
        with undone(page):
            shown[name] = ANEW.sub("", page.get(reverse(name)).text)
    return shown


def happens(cast, case, listed):
    """What is counted, listed or waits somewhere: in this case, and in a second one of hers. Her
    child is in the case on whose list the colleague stands: of the child too she is kept out."""
    write = cast.acting(cast.sokha)
    her, child = case.people.first(), files.person(cast)
    today = timezone.localdate()
    tasks.add_task(case=case, title="call", due=today - timedelta(days=3), by=cast.sokha)
    for one in {case, listed}:
        add_person(case=one, person=child, by=cast.sokha, role="child")
    emergencies.break_glass(case=case, reason=WHY, by=cast.kham)
    signal = intake.take_signal(team=cast.bangkok, answers={"where": "Kolok"}, by=cast.sokha)
    intake.add_to_case(signal=signal, case=case, reason="", **write)
    journey = files.journey(cast, on=today)
    team = plans.add_custodian(journey=journey, label="Team", by=cast.sokha)
    preparing.prepare(journey=journey, person=child, case=case, custodian=team, by=cast.sokha)
    files.case(cast, people=[her])
    unanswered(cast, case)
    offered(cast, her)
    Case.objects.filter(id=case.id).update(assignee=None, closed=False)


def unanswered(cast, case):
    """A partner who did not answer, and a referral that waits for somebody's approval."""
    waiting = case.referrals.get(state="draft")
    write = cast.acting(cast.sokha)
    sending.send(referral=waiting, channel="print", **write)
    referrals.draft(
        case=case,
        person=waiting.person,
        partner=waiting.partner,
        area=waiting.area,
        purpose="hold_the_person",
        classes=["identity"],
        needed="A bed.",
        **write,
    )
    assert referrals.expire(today=waiting.due + timedelta(days=1))
    assert case.referrals.filter(state="expired").exists()


def offered(cast, her):
    """Another team knows her too, and asks Bangkok to take its case of her over."""
    twin, theirs = files.in_vientiane(cast)
    decide(keep=twin, other=her, same=True, reason="her mother", **cast.acting(cast.kham))
    consents.record_consent(
        case=theirs, person=twin, purpose="referral", answer="given", **cast.acting(cast.kham)
    )
    transfers.offer(
        case=theirs,
        team=cast.bangkok,
        classes=["legal"],
        near=[],
        done="Heard twice.",
        needed="A visit.",
        **cast.acting(cast.somchit),
    )


# What another team writes changes nothing that one reads: no list, no number in the menu, no
# figure, no count of pages. A number that grows by one tells that there is one more. Of whom a
# conflict keeps out see `test_exclusion`; of rows that somebody pointed at her team,
# `test_forged_teams`.
SHARE = 6  # of the pages, in make test
# Who works in no team of Vientiane, and reads no numbers of the whole organisation.
READERS = ("sokha", "noi", "mai", "anan", "ploy", "rith", "bounmy", "thao")
OTHER_EACH_TIME = re.compile(r'value="[^"]{24,}"|nonce="[^"]*"|\b\d{1,2}:\d\d\b|offered__words.*')
# Pages that count the whole on purpose, for who keeps the machine.
COUNTS_ALL = {"health:health"}


def read(client, names):
    pages = {}
    for name in names:
        with undone(client):
            answer = client.get(reverse(name))
        text = "" if answer.streaming else OTHER_EACH_TIME.sub("", answer.text)
        pages[name] = answer.status_code, text
    return pages


def differ(before, after):
    """The lines that are others, for whoever reads why this failed."""
    lines = difflib.unified_diff(
        str(before).splitlines(), str(after).splitlines(), n=0, lineterm=""
    )
    return [line for line in lines if line[:1] in "+-"][:12]


def of_another_team(cast):
    """A case of each kind of trouble: in danger, a task of today, a need."""
    girl, case = files.in_vientiane(cast)
    write = {"case": case, **cast.acting(cast.kham)}
    said = {"said_by": "herself", "said_at": None, "words": "He is at the door."}
    states.say_in_danger(person=girl, **said, **write)
    entries.add_entry(kind="need", answers={"words": "A doctor."}, **write)
    tasks.add_task(case=case, title="Call her", due=files.TODAY, by=cast.kham)


@pytest.mark.asvs("V8.2.2")
@pytest.mark.parametrize("who", some(READERS, "counts", 3))
def test_what_another_team_writes_changes_no_page(world, browser, who):
    client = browser(who)
    names = [name for name, _keys in UNNAMED if name not in ENDS | COUNTS_ALL]
    names = share(names, SHARE, lambda name: f"{who} {name} counts")
    before = read(client, names)
    with undone(client):
        of_another_team(world.cast)
        after = read(client, names)
    assert {
        name: differ(before[name][1], after[name][1])
        for name in names
        if before[name] != after[name]
    } == {}
