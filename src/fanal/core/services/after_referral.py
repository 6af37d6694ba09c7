"""What a referral says of the service that it asks for. Accepted is not served: only a first visit
makes a service begin, whatever the partner wrote."""

from collections.abc import Sequence
from datetime import date

from fanal.core.services.history import ServiceStep, state_of
from fanal.core.services.states import EXPECTED, MOVES, Barrier, Refuser, ServiceState
from fanal.core.trust.referrals import ReferralState

S, R = ServiceState, ReferralState


def step_after(
    referral: ReferralState, steps: Sequence[ServiceStep], on: date
) -> ServiceStep | None:
    """The step that the new state of its referral brings; None where it says nothing new."""
    now = state_of(steps)
    found = _step(referral, on)
    # What the referral cannot bring is left alone: a service that began is not set back by a late
    # answer of the partner.
    if found is None or found.state is now or found.state not in MOVES[now]:
        return None
    # A recall takes back what was told; a service that has begun goes on all the same.
    if referral is R.RECALLED and now not in EXPECTED:
        return None
    return found


def follows_from(referral: ReferralState, step: ServiceStep) -> bool:
    """Whether the referral, as it stands, says the same: a mistake is then put right there."""
    found = _step(referral, step.on)
    return found is not None and found.state is step.state


def _step(referral: ReferralState, on: date) -> ServiceStep | None:
    match referral:
        case R.SENT:
            return ServiceStep(S.ASKED, on)
        # "Done" too is the partner's word: no visit was seen by us or told by her.
        case R.ACCEPTED | R.IN_PROGRESS | R.DONE:
            return ServiceStep(S.OFFERED, on)
        case R.DECLINED:
            return ServiceStep(
                S.REFUSED, on, refused_by=Refuser.GIVER, barrier=Barrier.GIVER_REFUSED
            )
        case R.RECALLED:
            return ServiceStep(S.REFUSED, on, refused_by=Refuser.US, barrier=Barrier.RECALLED)
    return None
