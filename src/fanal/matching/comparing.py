"""A large register is compared in a process of its own: it takes minutes and a gigabyte.

The page starts it and may be left. The process gets through a pipe the keys of the team's search
rows and nothing else of who asked; what it found is kept sealed (`CachedPairs`). While it works it
says so in a row (`Comparing`); a row of which nothing was heard for a while is of one that was
stopped, and the page says that it did not finish.
"""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.background_keys import BackgroundKeys, keys_of
from fanal.keys.ring import Ring
from fanal.matching.actions.scorer import cache_pairs
from fanal.matching.models import Comparing
from fanal.matching.queries.cached_pairs import compared
from fanal.people.access import teams_of
from fanal.people.models import SearchRow
from fanal.processes import own_process

COMMAND = own_process.command("fanal.commands.comparing")
READING, COMPARING_ALL, SAVING = 1, 2, 3


def is_large(user: User) -> bool:
    """Whether the register of this user is not compared while she waits."""
    rows = SearchRow.objects.filter(team__in=teams_of(user)).order_by()
    # Counted no further than the limit.
    return rows[: settings.COMPARED_AT_ONCE + 1].count() > settings.COMPARED_AT_ONCE


def works(row: Comparing) -> bool:
    return own_process.is_heard(row.seen_at)


@transaction.atomic
def begin(*, team: Team, by: User, ring: Ring) -> None:
    """Start the process. Raises Refused while one works, for this team or another: each takes a
    gigabyte."""
    if any(works(row) for row in Comparing.objects.select_for_update()):
        raise Refused(say("a register is already being compared: look again in a few minutes"))
    folders = SearchRow.objects.filter(team=team).order_by().values_list("folder", flat=True)
    # Data keys of the search alone: with a private key the process could open every file of who
    # asked, also after she has locked.
    keys = keys_of(ring, folders.distinct(), SearchRow.COMPARTMENT)
    now = timezone.now()
    begun = {"begun_at": now, "seen_at": now, "step": READING}
    Comparing.objects.update_or_create(team=team, defaults=begun)
    order = json.dumps({"user": str(by.pk), "team": str(team.pk), "keys": keys}).encode()
    # Not before: the process reads the row that is written here.
    transaction.on_commit(lambda: _start(order))


def _start(data: bytes) -> None:
    if settings.COMPARE_ELSEWHERE:
        own_process.start(COMMAND, data)
    else:
        work(data)


def work(data: bytes) -> None:
    """Compare in the process of its own, keep what was found, and say that it is over."""
    asked = json.loads(data)
    user, team = User.objects.get(pk=asked["user"]), Team.objects.get(pk=asked["team"])
    ring, row = BackgroundKeys(asked["keys"]), Comparing.objects.filter(team=team)
    done = compared(user, ring, step=lambda: row.update(step=COMPARING_ALL))
    row.update(step=SAVING)
    cache_pairs(done=done, ring=ring)
    row.delete()


def heartbeat(data: bytes) -> None:
    """A sign of the process, from a thread of its own, over a connection that stays open."""
    Comparing.objects.filter(team=json.loads(data)["team"]).update(seen_at=timezone.now())
