"""A rate counted from waves themselves, beside the one from what is kept of them."""

from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.reintegration.contact_waves import WaveState

W = WaveState


def rate_of(some):
    """Of the same wave of many people, one each."""
    found = list(some)
    count = {state: sum(one.state is state for one in found) for state in W}
    said = [one.safe for one in found if one.state is W.REACHED]
    return FiveCounts(
        sum(one is True for one in said),
        sum(one is False for one in said),
        count[W.REFUSED],
        count[W.LOST],
        count[W.DIED],
        count[W.NOT_DUE],
        unsaid=sum(one is None for one in said),
    )
