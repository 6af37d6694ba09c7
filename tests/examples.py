"""How many examples a property is tried with: half as many in `make test`, ten times as many in
`make test-all`.
"""

import os

from hypothesis import settings

TIMES = {"short": 0.5, "long": 10}
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "")


def examples(number: int) -> settings:
    """How long one example takes says how busy the machine is, not whether the rule holds."""
    return settings(max_examples=int(number * TIMES.get(PROFILE, 1)), deadline=None)
