"""The computation of an estimate, in a process without access to the database (ADR 15).

`fanal.figures.estimating` starts a process that reads the counts and stores the result; that one
starts this.

That process gets counts and choices alone, through a pipe: nothing stands in its arguments, its
environment or a file. It knows neither Django nor the database.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings

import unseen
from fanal.core.errors import BadInput, Refused
from fanal.core.libraries import own_errors
from fanal.core.words import say
from fanal.figures.tables import ChosenTable

if TYPE_CHECKING:
    from unseen import Choices, Lists

LANGUAGES = ("en", "fr")
# An allowlist: a variable that holds a secret tomorrow is not handed on by having been forgotten
# here.
KNOWN_TO_IT = ("PATH", "HOME", "XDG_CACHE_HOME", "LANG", "TZ", "UNSEEN_NO_NUMBA")
# How the linear algebra is done: another kernel rounds otherwise, and the last digits differ.
HOW_IT_RECKONS = ("OPENBLAS_", "OMP_", "MKL_", "NUMBA_")
# -I: without the folder it starts in and PYTHON* variables, so that nothing lying about is
# imported.
COMMAND = [sys.executable, "-I", "-m", "fanal.figures.worker"]
logger = logging.getLogger("fanal.figures.worker")


def estimated(table: Lists, choices: Choices, method: str) -> dict[str, object]:
    """Return what `work_out` returns, worked out in another process.

    Raises what it raises, and Refused where that process took longer than ESTIMATE_SECONDS or died.
    Without that setting the work is done here.
    """
    if not settings.ESTIMATE_SECONDS:
        return work_out(table, choices, method)
    return _elsewhere("lists", (table.names, dict(table.counts)), choices, method)


def estimated_table(table: ChosenTable, given: Mapping[str, object]) -> dict[str, object]:
    """The same for an uploaded table with groups or covariates: as `work_out_table`."""
    if not settings.ESTIMATE_SECONDS:
        return work_out_table(table, given)
    return _elsewhere("table", table.to_json(), given)


def _elsewhere(*asked: object) -> dict[str, object]:
    longest = settings.ESTIMATE_SECONDS or 0.0  # who calls has asked whether there is a limit
    return _read(_run(pickle.dumps(asked), longest))


def _run(data: bytes, longest: float) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 (our own program, nothing of a user in its arguments)
            COMMAND,
            input=data,
            stdout=subprocess.PIPE,
            # What a traceback prints may hold counts of the lists.
            stderr=subprocess.DEVNULL,
            timeout=longest,
            env=_surroundings(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.error("an estimate was stopped after %s seconds", longest)
        raise _too_long() from None
    except OSError as problem:
        # The kind alone: the text of an error can hold what it was about.
        logger.error("an estimate could not start: %s", type(problem).__name__)
        raise _broken_off() from None


def _surroundings() -> dict[str, str]:
    """The variables it needs to start and compute as this process does; no secret, no address."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in KNOWN_TO_IT or name.startswith(HOW_IT_RECKONS)
    }


def _read(done: subprocess.CompletedProcess[bytes]) -> dict[str, object]:
    if done.returncode != 0:
        logger.error("an estimate ended with %s", done.returncode)
        raise _broken_off()
    kind, *answer_parts = pickle.loads(done.stdout)  # noqa: S301 (from our own process, through a pipe)
    if kind is BadInput:
        raise BadInput(*answer_parts)
    if kind is Refused:
        raise Refused(*answer_parts)
    content: dict[str, object] = answer_parts[0]
    return content


def _too_long() -> Refused:
    return Refused(say("The estimate took too long and was stopped. Ask for fewer resamples."))


def _broken_off() -> Refused:
    return Refused(
        say("The estimate broke off, nothing was saved. Try again; else tell your administrator.")
    )


@own_errors()
def work_out(table: Lists, choices: Choices, method: str) -> dict[str, object]:
    """The answer, the figures and the page in each language, as a snapshot keeps them.

    Raises BadInput and Refused.
    """
    findings = unseen.report_findings(table, choices, method)
    return {
        "answer": str(findings.answer),
        "figures": findings.to_dict(),
        "pages": {
            code: unseen.report_page(findings, language=code, part=True) for code in LANGUAGES
        },
    }


@own_errors()
def work_out_table(table: ChosenTable, given: Mapping[str, object]) -> dict[str, object]:
    """Return groups, or two lists with covariates, as a snapshot keeps them. Raises BadInput,
    Refused."""
    from fanal.figures.table_work import of_covariates, of_groups

    own = {name: value for name, value in given.items() if name not in ("method", "learner")}
    if table.covariates:
        return of_covariates(table, own, str(given["learner"]))
    return of_groups(table, own, str(given["method"]))


def answer(request: bytes) -> bytes:
    """What the process gives back: the content, or why there is none."""
    kind, *asked = pickle.loads(request)  # noqa: S301 (from the worker that started it)
    try:
        answer_parts = dict, _work(kind, *asked)
    except BadInput as problem:
        return pickle.dumps((BadInput, problem.where, problem.why))
    except Refused as refusal:
        return pickle.dumps((Refused, *refusal.reasons))
    return pickle.dumps(answer_parts)


def _work(kind: str, what: Any, *more: Any) -> dict[str, object]:
    if kind == "lists":
        return work_out(unseen.Lists(*what), *more)
    return work_out_table(ChosenTable.from_json(what), *more)


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
