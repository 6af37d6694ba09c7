"""The checks of the installation as a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanal.accounts.requests import SignedInRequest
from fanal.core.words import Sentence
from fanal.health import access
from fanal.health.checks.base import GROUPS, CheckResult, Outcome

COMMAND = "fanal doctor"


@require_GET
def health(request: SignedInRequest) -> HttpResponse:
    """What is wrong first, each with what to do; then what is well, by group."""
    results = access.results_for(request.user)
    of = {
        outcome: [result for result in results if result.outcome is outcome] for outcome in Outcome
    }
    context = {
        "failures": of[Outcome.FAILURE],
        "warnings": of[Outcome.WARNING],
        "unknown": of[Outcome.UNKNOWN],
        "fine": _by_group(of[Outcome.FINE]),
        "how_many_fine": len(of[Outcome.FINE]),
        "command": COMMAND,
    }
    return render(request, "health/health.html", context)


def _by_group(results: list[CheckResult]) -> list[tuple[Sentence, list[CheckResult]]]:
    groups = [
        (label, [result for result in results if result.check.group == code])
        for code, label in GROUPS.items()
    ]
    return [(label, found) for label, found in groups if found]
