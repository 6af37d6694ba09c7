"""The scorer of a person's teams, and the answers from which it learns."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import Team
from fanal.matching.models import Scorer
from fanal.people.models import MatchDecision
from fanal.people.queries import standing
from scriptnames import Weights, default_weights


def weights_for(teams: Iterable[Team]) -> tuple[Weights, Scorer | None]:
    """The newest weights of these teams; those of the first day (None) where no team has any."""
    newest = Scorer.objects.filter(team__in=teams).order_by("-made_on", "-number", "id").first()
    return (Weights.from_json(newest.weights), newest) if newest else (default_weights(), None)


def labels(team: Team) -> list[tuple[UUID, UUID, bool]]:
    """The answers same and not the same that stand between files of the team."""
    rows = _labels(team).order_by("on", "id")
    return [
        (one, other, bool(same)) for one, other, same in rows.values_list("one", "other", "same")
    ]


def how_many(team: Team) -> tuple[int, int]:
    """How many answers say the same, and how many not."""
    same_answers = [bool(same) for same in _labels(team).order_by().values_list("same", flat=True)]
    return sum(same_answers), len(same_answers) - sum(same_answers)


def _labels(team: Team) -> QuerySet[MatchDecision]:
    # “Cannot tell” teaches nothing, and an answer that was taken back was a mistake.
    return standing().filter(one__team=team, other__team=team).exclude(same=None)


def answered(stands_for: dict[UUID, UUID]) -> list[tuple[frozenset[UUID], MatchDecision]]:
    """The standing answers between people whom the reader sees, by the files that stand."""
    return [
        (frozenset((stands_for[row.one_id], stands_for[row.other_id])), row)
        for row in standing().order_by("on", "id")
        if row.one_id in stands_for and row.other_id in stands_for
    ]
