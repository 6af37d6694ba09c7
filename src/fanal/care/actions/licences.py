"""The licence of a scale: recorded by a health worker, confirmed by a director, ended by either."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.second_person import must_still_ask
from fanal.audit import actions as audit
from fanal.care.models import Licence
from fanal.core.care.licences import LicenceFact, LicenceUse, check_new
from fanal.core.care.scales import ScaleShell
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.words import say


@transaction.atomic
def record_licence(
    *,
    shell: ScaleShell,
    use: LicenceUse,
    holder: str,
    reference: str,
    languages: Sequence[str],
    checked: str,
    since: date,
    until: date | None,
    by: User,
) -> Licence:
    """Record a licence. It holds once a director has confirmed it. Raises BadInput naming the
    question."""
    holder, reference = short_text("holder", holder), short_text("reference", reference)
    checked = short_text("checked", checked)
    new = LicenceFact(use, tuple(languages), checked, since, until, agreed=False)
    check_new(shell, new, holder, reference)
    licence = Licence.objects.create(
        scale=shell.code,
        since=since,
        until=until,
        made_by=by,
        made_on=timezone.localdate(),
        told={
            "use": str(use),
            "holder": holder,
            "reference": reference,
            "languages": list(languages),
            "checked": checked,
        },
    )
    audit.record(act="care.licence_recorded", by=by, about=licence.id)
    return licence


@transaction.atomic
def agree_licence(*, licence: Licence, by: User) -> None:
    """Agree, as a director who read the document. Raises Refused where it was answered meanwhile,
    and for whoever recorded it."""
    locked = Licence.objects.select_for_update().get(pk=licence.pk)
    if locked.agreed_by_id or locked.ended_on:
        raise Refused(say("This was answered meanwhile: look at it again."))
    if locked.made_by_id == by.pk:
        raise Refused(say("a second person confirms it, not whoever recorded it"))
    # A licence is a document that two have read: who recorded it may have left since.
    must_still_ask(locked.made_by_id, Permission.WORK_HEALTH)
    locked.agreed_by, locked.agreed_on = by, timezone.localdate()
    locked.save(update_fields=["agreed_by", "agreed_on"])
    audit.record(act="care.licence_confirmed", by=by, about=locked.id)


@transaction.atomic
def end_licence(*, licence: Licence, by: User) -> None:
    """End a licence: it was refused, or it holds no longer; what was written under it stays."""
    locked = Licence.objects.select_for_update().get(pk=licence.pk)
    if locked.ended_on:
        return
    locked.ended_by, locked.ended_on = by, timezone.localdate()
    locked.save(update_fields=["ended_by", "ended_on"])
    audit.record(act="care.licence_ended", by=by, about=locked.id)
