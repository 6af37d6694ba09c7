"""How long one example takes says how busy the machine is, not whether the rule holds."""

import os

from hypothesis import settings

if "HYPOTHESIS_PROFILE" not in os.environ:  # else whoever runs these tests says how many examples
    settings.register_profile("library", deadline=None)
    settings.load_profile("library")
