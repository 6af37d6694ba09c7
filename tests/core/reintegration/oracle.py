"""A rate counted from waves themselves, beside the one from what is kept of them."""

from fanal.core.reintegration.rates import WaveRate
from fanal.core.reintegration.waves import WaveState

W = WaveState


def rate_of(some):
    """Of the same wave of many people, one each."""
    found = list(some)
    count = {state: sum(one.state is state for one in found) for state in W}
    said = [one.safe for one in found if one.state is W.REACHED]
    return WaveRate(
        count[W.REACHED],
        count[W.REFUSED],
        count[W.LOST],
        count[W.DIED],
        count[W.NOT_DUE],
        safe=sum(one is True for one in said),
        not_safe=sum(one is False for one in said),
    )
