"""What follows when a referral is drafted or moves, in the same transaction: its coded facts, and
what an app above does: it adds its hook to `DRAFTED` or `MOVED` when the server starts."""

from collections.abc import Callable

from fanal.accounts.models import User
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.services import PartnerService
from fanal.keys.ring import Ring
from fanal.sharing.coding import code_referral_again
from fanal.sharing.models import Referral

DRAFTED: list[Callable[[Referral, PartnerService | None, User, Ring], None]] = []
MOVED: list[Callable[[Referral, ReferralState, User | None], None]] = []


def drafted(referral: Referral, service: PartnerService | None, by: User, ring: Ring) -> None:
    code_referral_again(referral.pk)
    for follow in DRAFTED:
        follow(referral, service, by, ring)


def moved(referral: Referral, to: ReferralState, by: User | None) -> None:
    """Code a referral that moved, and tell the apps above. `by` None: the sweep."""
    code_referral_again(referral.pk)
    for follow in MOVED:
        follow(referral, to, by)
