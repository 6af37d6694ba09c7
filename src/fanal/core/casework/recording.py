"""The recording, in sound or picture, of what she tells an authority: with her yes alone.

A recording of its own is asked for apart from the statement (domain page on the programmes, 0.5).
Where somebody recorded her all the same, that is written down as what it was: her lawyer has to
know.
"""

from datetime import date

from fanal.core.casework.consent import ConsentState
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, labels, say


class StatementRecorded(LabelledEnum):
    NO = "no", say("it was not recorded")
    AGREED = "agreed", say("it was recorded, with her yes")
    NOT_AGREED = "not_agreed", say("it was recorded, without her yes")


RECORDED = tuple(labels(StatementRecorded).items())
NO_YES = say(
    "on {day} her yes to being recorded is not on file: it stands “{state}”. Write her answer down "
    "under Consent first, or choose “{without}”"
)


def check_recorded(code: str, consent: ConsentState, on: date) -> None:
    """Check a recording. `consent`: where it stood on that day. Raises BadInput at `recorded`."""
    check_code("recorded", code, ("", *StatementRecorded))
    if code == StatementRecorded.AGREED and not consent.allows:
        without = StatementRecorded.NOT_AGREED.sentence()
        raise BadInput(
            "recorded", say(NO_YES.template, day=on, state=consent.sentence(), without=without)
        )
