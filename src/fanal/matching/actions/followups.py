"""A partner asks by a pseudonym: the question goes to the colleague who works on the file.

Whoever types it in learns nothing from it: the same is read, written and answered for a pseudonym
of ours and for any other text.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority.attested import must_be_genuine
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.matching.actions.exchanges import needed
from fanal.matching.models import Exchange, FollowUp
from fanal.matching.queries.followups import decides_on, person_of
from fanal.sharing.models import Referral

MOST_A_DAY = 10  # more would be a way to try pseudonyms out


@transaction.atomic
def pass_on(
    *,
    exchange: Exchange,
    pseudonym: str,
    contact: str,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> None:
    """Write the question down and give it to who works on the file, if it is one of ours.

    Raises `BadInput` for what is empty, Refused once there are too many on one day or it is over.
    """
    day = on or timezone.localdate()
    asked, who = needed("pseudonym", pseudonym), needed("contact", contact)
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    must_be_genuine(row)
    if not row.runs_on(day):
        raise Refused(say("this exchange is not open"))
    # Else a partner could find out by many questions who is ours.
    if row.follow_ups.filter(asked_on=day).count() >= MOST_A_DAY:
        raise Refused(say("{n} questions a day are the most: ask again tomorrow", n=MOST_A_DAY))
    # Of a pseudonym that is none of ours a row is written as well: no list tells which was.
    link, to = decides_on(row, person_of(row, asked, ring))
    FollowUp.objects.create(
        exchange=row,
        contact=who,
        person_id=link.person_id if link else None,
        case_id=link.case_id if link else None,
        to=to,
        asked_by=by,
        asked_on=day,
    )
    audit.record(act="exchange.asked", by=by, about=row.id)


@transaction.atomic
def close(*, follow_up: FollowUp, by: User, referral: Referral | None = None) -> None:
    """Close a question: it is answered by `referral`, which the gate reads again, or stays without
    an answer."""
    waiting = FollowUp.objects.filter(id=follow_up.id, closed_on=None)
    if not waiting.update(closed_on=timezone.localdate(), referral=referral):
        return  # by a colleague at the same moment: the first answer holds
    audit.record(act="exchange.followed", by=by, about=UUID(str(follow_up.case_id)))
