"""Mails without content: that something waits, and nothing more. One that fails is tried again.

Who is to be told is written down with the alarm, in one transaction. A row is taken before its mail
is sent and goes when it was sent: two sweeps at once send it once, and one that is killed between
the two leaves the row to be taken again.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override

from fanal.accounts.models import User
from fanal.journeys.models import MailDue
from fanal.web.proofs import SetUpProof, proved

TAKEN_FOR = timedelta(minutes=10)  # longer than any server makes us wait


def can_send() -> bool:
    """Whether a mail server is set: Django's dummy says of every mail that it was sent."""
    return not str(settings.MAILERS["default"]["BACKEND"]).endswith("dummy.EmailBackend")


def owed_mails() -> int:
    """Return how many are still to be sent."""
    return MailDue.objects.filter(to__is_active=True).count()


def send_owed(now: datetime) -> int:
    """Try every mail that is owed; return how many went. Without a server none does,
    and all are kept."""
    if not can_send():
        return 0
    # Kept until it went: whoever is owed one from before is owed none anew, so that giving one up
    # after days would give up the alarm of tonight.
    MailDue.objects.filter(to__is_active=False).delete()
    taken = now - TAKEN_FOR, now + TAKEN_FOR  # no further ahead: another sweep began a bit later
    free = Q(taken_at=None) | ~Q(taken_at__range=taken)
    owed = MailDue.objects.filter(free, to__is_active=True).select_related("to")
    return sum(_sent(row, free, now) for row in owed.order_by("to__email"))


def _sent(row: MailDue, free: Q, now: datetime) -> bool:
    mine = MailDue.objects.filter(id=row.id)
    if not mine.filter(free).update(taken_at=now):
        return False  # another sweep has it
    if not went(row.to):
        mine.update(taken_at=None)
        return False
    mine.delete()
    return True


def went(person: User) -> bool:
    """Whether the mail that something waits went. One that cannot be sent stops nobody: it is on
    the screen already."""
    with override(person.language):
        return mailed(person, gettext("Please sign in"), gettext("Something waits for you."))


def mailed(person: User, subject: str, body: str) -> bool:
    """Whether the mail went. It says nothing about anybody."""
    if not can_send():
        return False
    try:
        sent = bool(EmailMessage(subject, body, to=[person.email]).send())
    except (OSError, ValueError):  # no server, or an address that is none: the next one's goes
        return False
    if sent:  # a server that is set need not take any: the administrator reads that this one did
        proved(SetUpProof.MAIL, timezone.localdate())
    return sent
