"""An estimate as plain data, for JSON."""

import math
from collections.abc import Iterable

from unseen.data.lists import Lists
from unseen.loglinear.fit import fit
from unseen.loglinear.models import interactions, written
from unseen.messages import Sentence
from unseen.results import caution
from unseen.results.methods import Result, suitable

type Record = dict[str, object]


def record(table: Lists, result: Result, refused: Iterable[Sentence] = ()) -> Record:
    """Numbers of people; models as the literature writes them, lists numbered from 1."""
    found: Record = {
        "method": result.method,
        "n": table.n,
        "estimate": plain(result.estimate),
        "interval95": limits(result, 0.95),
        # Two levels: 95 % alone is read as certainty.
        "interval80": limits(result, 0.80),
        "interval_by": str(result.interval_by),
    }
    if result.model is not None:
        found |= of_model(table, result)
    if result.bootstrap is not None:
        found |= {
            "replicates": int(result.bootstrap.resampled.size),
            "percentile95": plain_pair(result.bootstrap.percentile(0.95)),
            "resamples_same_model": result.models[result.model or ()]
            # The share of resamples that chose the same model says how sure the choice is.
            / result.bootstrap.resampled.size,
            # Never dropped in silence: an interval of the finite ones alone would be too short.
            "resamples_infinite": result.bootstrap.infinite,
            # Ties with the estimate decide the bias correction of BCa (see `bootstrap`).
            "resamples_tied": result.bootstrap.tied,
        }
    if result.considered:
        found |= dict(
            zip(("models_tried", "models_without_estimate"), result.considered, strict=True)
        )
    found["warnings"] = [str(w) for w in caution.warnings(table, result)]
    if reasons := [str(r) for r in refused]:
        found["refused"] = reasons
    return found


def of_model(table: Lists, result: Result) -> Record:
    assert result.model is not None
    fitted = fit(table, result.model)
    terms = interactions(result.model)
    return {
        "model": [written(q) for q in terms],
        "model_lists": [table.label(q) for q in terms],
        # Terms that no person carries: their estimate is at the edge (Fienberg & Rinaldo 2012).
        "minus_infinity": [written(q) for q in fitted.minus_infinity],
        "aic": fitted.aic,
        "bic": fitted.bic,
        "deviance": fitted.deviance,
        # Beside the bootstrap, for comparison with papers that give it.
        "wald95": plain_pair(fitted.wald(0.95)),
    }


def limits(result: Result, level: float) -> list[float | None] | None:
    return plain_pair(result.limits[level]) if level in result.limits else None


def plain_pair(pair: tuple[float, float]) -> list[float | None]:
    return [plain(pair[0]), plain(pair[1])]


def plain(value: float) -> float | None:
    """JSON knows no infinity."""
    return value if math.isfinite(value) else None


def table_record(table: Lists) -> Record:
    """Return what the table holds and what it can and cannot bear."""
    return {
        "n": table.n,
        "lists": {name: table.people_on(j) for j, name in enumerate(table.names)},
        "on_several": table.on_several,
        "histories": sum(1 for count in table.counts.values() if count),
        "empty_pairs": [table.label(q) for q in table.empty_pairs()],
        # Nothing is suitable where the lists themselves are refused.
        "suitable": [] if (reasons := caution.reasons_before(table)) else suitable(table),
        "warnings": [str(w) for w in caution.warnings_of_table(table)],
        "refused": [str(r) for r in reasons],
    }
