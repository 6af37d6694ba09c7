"""What a table and an estimate cannot bear, in words: warnings, and reasons to refuse."""

import math
from dataclasses import replace

from unseen.data.lists import Lists, bits
from unseen.errors import BadInput
from unseen.loglinear.bootstrap import Bootstrap
from unseen.messages import Sentence, say
from unseen.results.methods import Result

# These limits are ours. Published tables show what they have to catch: Western has 23 people
# on several lists, New Orleans 12. On the Dutch lists the best model by BIC reaches 226 times the
# people seen, and on the British ones two methods in use give 11,313 and 25,311.
FEWEST_ON_SEVERAL, FEW_ON_SEVERAL = 5, 50
SHORT_LIST = 10
MOST_TIMES_SEEN = 50
STEADY = 0.5
SMALLEST_DIFFERENCE = 0.01  # of two limits, of which a reader must know
UNDETERMINED = 1.5
FEWEST_RESAMPLES = 40  # of fewer, none lies beyond a limit of 95 %
NO_WIDTH = say(
    "the interval has no width: one list lies within the other, or nearly, and the formula knows no"
    " uncertainty there"
)
NO_WIDTH_OF_RESAMPLES = say(
    "the interval has no width: there are too few resamples, or all gave the same number"
)


def reasons_before(table: Lists) -> list[Sentence]:
    """Return why no method should be tried at all."""
    check_lists(table)
    reasons = []
    if table.on_several == 0:
        reasons.append(say("no two lists share a single person: there is no finite estimate"))
    elif table.on_several == 1:
        reasons.append(
            say(
                "only one person is on two lists or more; at least {least} are needed",
                least=FEWEST_ON_SEVERAL,
            )
        )
    elif table.on_several < FEWEST_ON_SEVERAL:
        reasons.append(
            say(
                "only {n} people are on two lists or more; at least {least} are needed",
                n=table.on_several,
                least=FEWEST_ON_SEVERAL,
            )
        )
    # Methods with a prior would answer that hardly anybody was missed.
    reasons += [
        say(
            "everybody is on the list {name}: nobody is known from the other lists alone, and the"
            " overlap says nothing of how many are on none",
            name=name,
        )
        for name in lists_of_everybody(table)
    ]
    return reasons


def lists_of_everybody(table: Lists) -> list[str]:
    """Lists of which every other is a part."""
    return [name for j, name in enumerate(table.names) if table.people_on(j) == table.n]


def check_lists(table: object) -> None:
    """Refuse a data frame, which is what most people have when they first call a function."""
    if not isinstance(table, Lists):
        raise BadInput(
            "lists",
            say(
                "{kind} is no Lists; Lists.from_dataframe, from_csv, from_excel, from_files or"
                " from_people make one, and so does all_lists() of People",
                kind=type(table).__name__,
            ),
        )


def reasons_after(table: Lists, result: Result) -> list[Sentence]:
    """Return why the number that came out must not be given."""
    reasons = []
    if not math.isfinite(result.estimate):
        return [say("there is no finite estimate")]
    highest = max((high for _, high in result.limits.values()), default=result.estimate)
    if highest > MOST_TIMES_SEEN * table.n:
        reasons.append(
            say(
                "the upper limit is more than {times} times the {n:,} people seen",
                times=MOST_TIMES_SEEN,
                n=table.n,
            )
        )
    if has_no_width(result):
        reasons.append(NO_WIDTH_OF_RESAMPLES if result.bootstrap else NO_WIDTH)
    if result.estimate > MOST_TIMES_SEEN * table.n:
        reasons.append(say("nearly the whole estimate lies outside what was seen"))
    return reasons


def has_no_width(result: Result) -> bool:
    low, high = result.limits.get(0.95, (0.0, math.inf))
    return low == high


def has_few(result: Result) -> bool:
    """Whether its interval rests on too few resamples to be quoted."""
    return result.bootstrap is not None and result.bootstrap.resampled.size < FEWEST_RESAMPLES


def warnings(table: Lists, result: Result | None = None) -> list[Sentence]:
    found = warnings_of_table(table)
    return found + warnings_of_result(table, result) if result else found


def warnings_of_table(table: Lists) -> list[Sentence]:
    found = []
    if table.on_several == 1:
        found.append(say("Only one person is on two lists or more: nothing can rest on that."))
    elif 0 < table.on_several < FEW_ON_SEVERAL:
        found.append(
            say(
                "Only {n} people are on two lists or more; they carry the whole estimate.",
                n=table.on_several,
            )
        )
    if empty := table.empty_pairs():
        found.append(
            say(
                "{k} of {all} pairs of lists share nobody: {pairs}.",
                k=len(empty),
                all=len(table.pairs()),
                pairs=", ".join(table.label(q) for q in empty),
            )
        )
    short = [
        f"{name} ({table.people_on(j)})"
        for j, name in enumerate(table.names)
        if table.people_on(j) < SHORT_LIST
    ]
    if short:
        found.append(
            say("Lists with fewer than {k} people: {lists}.", k=SHORT_LIST, lists=", ".join(short))
        )
    if apart := disconnected(table):
        found.append(
            say("These lists share nobody with any other: {lists}.", lists=", ".join(apart))
        )
    return found


def disconnected(table: Lists) -> list[str]:
    """Lists that share nobody with any other list."""
    linked = {j for q in table.pairs() if table.margins[q] for j in bits(q)}
    return [name for j, name in enumerate(table.names) if j not in linked]


def warnings_of_result(table: Lists, result: Result) -> list[Sentence]:
    found = list(result.notes)
    if result.estimate > 2 * table.n:
        found.append(
            say(
                "{share:.0%} of the estimate are people nobody saw: an extrapolation.",
                share=1 - table.n / result.estimate,
            )
        )
    bootstrap = result.bootstrap
    if bootstrap is None:
        return found
    if has_few(result):
        found.append(
            say(
                "Only {k} resamples: the limits are rough; {least} and more are needed.",
                k=bootstrap.resampled.size,
                least=FEWEST_RESAMPLES,
            )
        )
    # Left out, they would make the upper limit look known; counted as infinite, they push it up.
    if bootstrap.infinite:
        found.append(
            say(
                "{share:.1%} of the resamples have no finite estimate; they count as"
                " infinitely large.",
                share=bootstrap.infinite,
            )
        )
    if bootstrap.tied and (ties := of_ties(bootstrap)):
        found.append(ties)
    steady = result.models[result.model] / bootstrap.resampled.size if result.model else 1.0
    if steady < STEADY:
        found.append(say("Only {share:.0%} of the resamples choose the same model.", share=steady))
    if len(result.limits) and math.isinf(bootstrap.bias):
        found.append(
            say("All resamples lie on one side of the estimate: the interval is not reliable.")
        )
    return found


def of_ties(bootstrap: Bootstrap) -> Sentence | None:
    """Return the caution on ties; None where the limits are the same either way: a thousand
    resamples know no more digits."""
    counted = replace(bootstrap, ties_below=not bootstrap.exact, exact=False)
    low, high = counted.bca(0.95)
    if alike(low, bootstrap.bca(0.95)[0]) and alike(high, bootstrap.bca(0.95)[1]):
        return None
    if bootstrap.exact:
        return say(
            "{share:.1%} of the resamples give exactly the estimate of the data (to 1e-9). Rounding"
            " decides which of them count as below it, as it does in R; with none counted so, the"
            " 95 % limits would be {low:,.0f} and {high:,.0f}.",
            share=bootstrap.tied,
            low=low,
            high=high,
        )
    return say(
        "{share:.1%} of the resamples give exactly the estimate of the data (to 1e-9). They are not"
        " counted as below it; counted so, the 95 % limits would be {low:,.0f} and {high:,.0f}."
        " Software that leaves this to rounding gives either.",
        share=bootstrap.tied,
        low=low,
        high=high,
    )


def alike(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=SMALLEST_DIFFERENCE)
