"""What another team writes changes nothing that one reads: no list, no number in the menu, no figure, no
count of pages. A number that grows by one tells that there is one more.

Of whom a conflict keeps out see `test_exclusion`; of rows that somebody pointed at her team,
`test_forged_teams`.
"""

import difflib
import re

import pytest
from django.urls import reverse

from fanal.cases.actions import entries, states, tasks
from tests import files
from tests.security.test_matrix import ENDS, UNNAMED
from tests.security.world import undone
from tests.shares import share, some

pytestmark = pytest.mark.django_db
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
