"""Who has her after a step of a stay, by kind: what lists and boards say of her tonight.

Where another side is to take her over, nobody has her until that side says that she came: two pages
would each believe her to be with the other (as with a hand-over on a journey, which two confirm).
"""

from fanal.core.casework.statements import Custody
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import LOOKS, StayAct

WITH_US = frozenset({StayAct.ADMIT, StayAct.GO_AWAY, StayAct.GO_TO_HOSPITAL, StayAct.RETURN})
LEFT_WITH = {
    LeftTo.OWN_FLAT: Custody.HERSELF,
    LeftTo.FAMILY: Custody.FAMILY,
    LeftTo.DORMITORY: Custody.HERSELF,
    # Until they confirm that she came: see above.
    LeftTo.PARTNER: Custody.NOBODY,
    LeftTo.OTHER_SHELTER: Custody.NOBODY,
    LeftTo.OTHER_COUNTRY: Custody.NOBODY,
    LeftTo.MARRIAGE: Custody.HERSELF,
    LeftTo.WITHOUT_TELLING: Custody.NOBODY,
    LeftTo.NOT_KNOWN: Custody.NOBODY,
    LeftTo.EXPLOITER: Custody.HOLDER,
    LeftTo.ARRESTED: Custody.HOLDER,
    LeftTo.HOSPITAL: Custody.PARTNER,
    LeftTo.SENT_AWAY: Custody.NOBODY,
    LeftTo.DIED: Custody.NOBODY,
}
# Nobody knows where she is: of a child that is danger, as where she is not seen at a count.
GONE = frozenset({LeftTo.WITHOUT_TELLING, LeftTo.NOT_KNOWN})


def custody_after(act: StayAct, to: LeftTo | None) -> Custody | None:
    """Return the custody after a step; None where the step says nothing of it."""
    if to is not None:
        return LEFT_WITH[to]
    if act is StayAct.NOT_SEEN:
        return Custody.NOBODY
    return Custody.OURS if act in WITH_US else None


def means_danger(act: StayAct, to: LeftTo | None, *, child: bool) -> bool:
    """Whether the step alone says that she is in danger, until somebody says otherwise."""
    gone = act is StayAct.NOT_SEEN or to in GONE
    # A woman of age who left without telling may just have left: that is no failure and no danger
    # by itself.
    return to is LeftTo.EXPLOITER or (child and gone)


def was_seen(act: StayAct, to: LeftTo | None) -> bool:
    """Whether one of us saw her at this step."""
    return act not in {StayAct.NOT_SEEN, StayAct.CALL_OFF, *LOOKS} and to not in GONE
