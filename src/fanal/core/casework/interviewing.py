"""May she be interviewed now, and how: her age, what was agreed, what she was asked before.

No small child is interviewed, nobody without recorded consent, nobody twice for the same without a
reason that a lead accepted: each telling costs her (WHO Ethical and Safety Recommendations 2003, 6
and 8; UNICEF Guidelines on the Protection of Child Victims of Trafficking 2006, 3.4).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.calendars import AgeInterval
from fanal.core.casework.consent import ConsentState
from fanal.core.casework.whose_consent import ASKED_TOO_FROM
from fanal.core.words import LabelledEnum, say

GOES_ON_FOR = timedelta(days=30)  # one that was stopped is gone on with; later it is another one
ACCEPTED_FOR = timedelta(days=30)  # so long a reason that a lead accepted stands


class AgainstInterview(LabelledEnum):
    """Why she is not interviewed now."""

    AGE_NOT_KNOWN = (
        "age_not_known",
        say(
            "Record how old she is first, if only as she looks: nobody knows whether she is a small"
            " child, and the questions follow her age."
        ),
    )
    SMALL_CHILD = (
        "small_child",
        say(
            "A child who may be under {age} is not interviewed. Ask those around the child, and"
            " record what the child says of its own accord.",
            age=ASKED_TOO_FROM,
        ),
    )
    CONSENT = (
        "consent",
        say(
            "There is no consent to an interview that counts. Record it first; for a child, "
            "together with whoever may consent for the child."
        ),
    )
    REPEATED = (
        "repeated",
        say(
            "She was interviewed before. Read what she said; to ask her again takes a reason that a"
            " lead accepts."
        ),
    )


@dataclass(frozen=True, slots=True)
class EarlierTelling:
    """One time she told it already. `open_to_go_on`: stopped, by whoever would go on with it."""

    on: date
    open_to_go_on: bool = False


def against_interview(
    *,
    age: AgeInterval | None,
    consent: ConsentState,
    earlier: tuple[EarlierTelling, ...],
    accepted_on: date | None,
    today: date,
) -> list[AgainstInterview]:
    """Return all that stands against it; nothing where she may be asked."""
    reasons = []
    if age is None:
        reasons.append(AgainstInterview.AGE_NOT_KNOWN)
    # By the youngest age that is possible: in doubt she is the small child.
    elif age.youngest < ASKED_TOO_FROM:
        reasons.append(AgainstInterview.SMALL_CHILD)
    if not consent.allows:
        reasons.append(AgainstInterview.CONSENT)
    accepted = accepted_on is not None and today <= accepted_on + ACCEPTED_FOR
    if any(_repeats(earlier_telling, today) for earlier_telling in earlier) and not accepted:
        reasons.append(AgainstInterview.REPEATED)
    return reasons


def _repeats(telling: EarlierTelling, today: date) -> bool:
    return not (telling.open_to_go_on and today <= telling.on + GOES_ON_FOR)
