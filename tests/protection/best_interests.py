"""What two decided on the best interests of a child."""

from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.deciding import decide, propose
from fanal.protection.actions.recording import record


def decided(cast, case, person, *, by=None, second=None, **more):
    by, second = by or cast.sokha, second or cast.noi
    assessed = record(
        case=case,
        kind=RecordKind.BEST_INTERESTS,
        person=person,
        **cast.acting(by),
        answers={"own_view": "home, to her mother", "guardian": "disputed"},
    )
    proposed = propose(
        assessment=assessed,
        decision="She goes home.",
        reasons="She wants it, and her mother was visited twice.",
        **cast.acting(by),
        **more,
    )
    decide(row=proposed, agreed=True, words="", **cast.acting(second))
    return assessed
