"""What of a case can be printed, and what for. What goes to others goes by the gate alone."""

from collections.abc import Collection

from fanal.core.casework.sections import Tab
from fanal.core.sealing.compartments import NARRATIVE, Compartment
from fanal.core.words import LabelledEnum, say


class PrintKind(LabelledEnum):
    """A paper about a case."""

    SUMMARY = "summary", say("Summary of the case")
    PLAN = "plan", say("Plan")
    SAFETY = "safety", say("Safety plan")
    CHRONOLOGY = "chronology", say("Chronology")

    @property
    def needs(self) -> Compartment | None:
        """The part of the file without which there is nothing to print."""
        return NEEDS.get(self)

    @property
    def tab(self) -> Tab:
        """The part of the case that it is printed from."""
        return TABS_OF.get(self, Tab.NOW)


NEEDS = {PrintKind.PLAN: NARRATIVE, PrintKind.SAFETY: NARRATIVE}
TABS_OF = {
    PrintKind.PLAN: Tab.PLAN,
    PrintKind.SAFETY: Tab.SAFETY,
    PrintKind.CHRONOLOGY: Tab.TIMELINE,
}


def prints_open_to(opens: Collection[Compartment]) -> list[PrintKind]:
    """Return the prints for which the reader opens what they need."""
    return [kind for kind in PrintKind if kind.needs is None or kind.needs in opens]


class PrintPurpose(LabelledEnum):
    """Why a paper is made that stays with us, or with her."""

    TEAM = "team", say("a meeting of our team")
    ON_THE_WAY = "on_the_way", say("a visit or a journey without network")
    HERSELF = "herself", say("she asks for it herself")
