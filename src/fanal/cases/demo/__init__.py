"""The cases of the demonstration: two published operations of 2011, closed since, and a day at
work now: a girl in danger, a group that goes home, and the cases of three offices."""

from datetime import date

from fanal.cases.demo.danger import play_danger
from fanal.cases.demo.operations import play_operations
from fanal.cases.demo.returning import play_returning
from fanal.cases.demo.stories import play_stories
from fanal.cases.models import GivenCase
from fanal.cases.today_access import looked_at
from fanal.keys.demo import Cast


def play(cast: Cast, today: date) -> None:
    """Everybody in it is invented; only the counts of the two operations are published facts."""
    play_operations(cast)
    play_returning(cast, today)
    play_stories(cast, today)
    play_danger(cast, today)
    # Noi has looked at hers: the first page of whoever begins shows the danger and her own work.
    for given in GivenCase.objects.filter(to=cast.noi).select_related("case"):
        looked_at(cast.noi, given.case)
