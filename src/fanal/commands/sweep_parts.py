"""The parts of a sweep, each run whatever became of those before it."""

from collections.abc import Callable

from fanal.core.sealing.failures import BrokenSeal


class SweepParts:
    """The parts of a sweep. Whoever writes to the database breaks one value: only the part that
    reads it fails then, and nobody else is left without the mail by which she is called."""

    def __init__(self) -> None:
        self.failed: list[Exception] = []

    def run[Done](self, part: Callable[[], Done], otherwise: Done) -> Done:
        """Return what the part gives; `otherwise` where it fails, which `must_be_done` raises."""
        try:
            return part()
        except Exception as failed:  # of whatever kind, the other parts run
            self.failed.append(failed)
            return otherwise

    @property
    def met_broken_values_alone(self) -> bool:
        """Whether nothing failed but on a value that does not open."""
        return all(isinstance(failed, BrokenSeal) for failed in self.failed)

    def must_be_done(self) -> None:
        """Raise what failed first; how many others did stands beside it."""
        if self.failed:
            first, *others = self.failed
            for other in others:
                first.add_note(f"and another part: {type(other).__name__}: {other}")
            raise first
