"""Each kind of change: what stands there, whether the new values can be, and making it so."""

from fanal.organisation.changes.areas import AREA, SHELTER
from fanal.organisation.changes.base import ChangeKind as ChangeKind
from fanal.organisation.changes.base import Values as Values
from fanal.organisation.changes.offices import OFFICE
from fanal.organisation.changes.people import PERSON
from fanal.organisation.changes.reach import REACH
from fanal.organisation.changes.successions import SUCCESSION
from fanal.organisation.changes.teams import CLOSING, TEAM

KINDS: dict[str, ChangeKind] = {
    one.code: one for one in (OFFICE, TEAM, CLOSING, REACH, PERSON, SHELTER, SUCCESSION, AREA)
}
