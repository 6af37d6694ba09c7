"""How long one example takes says how busy the machine is, not whether the rule holds."""

from hypothesis import settings

settings.register_profile("library", deadline=None)
settings.load_profile("library")
