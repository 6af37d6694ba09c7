"""How many examples a property is tried with: ten times as many in `make test-all`."""

import os

from hypothesis import settings

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
MORE = 10 if LONG else 1


def examples(number: int) -> settings:
    """How long one example takes says how busy the machine is, not whether the rule holds."""
    return settings(max_examples=number * MORE, deadline=None)
