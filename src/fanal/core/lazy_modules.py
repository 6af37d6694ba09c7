"""Loads a large module when one of its names is first used.

numpy takes a tenth of a second and 20 MB, which a timer that compares no names spends each minute
in vain. The server loads it before it forks its workers (`fanal.commands.readiness`).
"""

from importlib import import_module


class WhenUsed:
    """Stands for the module of this name."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self._module), name)
