"""The timer, and the mails that it sends."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import mailers
from django.utils import timezone

from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check
from fanal.journeys.models import MailDue
from fanal.web.sweeps import sweep_status

OWED = timedelta(days=1)
# What the system says of these is English and a number.
UNREACHED = {
    "gaierror": say("no machine of this name is known"),
    "ConnectionRefusedError": say("nothing listens there"),
    "TimeoutError": say("it does not answer in time"),
}


@check(
    "mail",
    FAILURE,
    say("The timer ran within a quarter of an hour"),
    say(
        "`systemctl enable --now fanal-tick.timer` (`fanal install-service`): no alarm is called "
        "without it."
    ),
)
def timer_runs() -> Sentence | None:
    status = sweep_status(timezone.localtime())
    if not status.late:
        return None
    if status.ended_at is None:
        return say("it has never run")
    return say("last at {hour}", hour=f"{status.ended_at:%Y-%m-%d %H:%M}")


@check(
    "mail",
    WARNING,
    say("A mail server is set"),
    say("[mail] in the settings file; until then people learn of an alarm only when they look."),
)
def mail_server() -> Sentence | None:
    dummy = str(settings.MAILERS["default"]["BACKEND"]).endswith("dummy.EmailBackend")
    return say("none is") if dummy else None


@check(
    "mail",
    FAILURE,
    say("The mail server lets us in"),
    say(
        "Correct mail.host, mail.port, mail.user or mail.password in the settings file, or start "
        "the mail server: until then people learn of an alarm only when they look."
    ),
    slow=True,
)
def mail_server_reached() -> Sentence | None:
    """An alarm of the night must not be what finds it out. No mail is sent for it."""
    try:
        with mailers["default"]:
            return None
    except OSError as problem:  # of smtplib, too
        return _why(problem)


@check(
    "mail",
    WARNING,
    say("Mails come from an address that takes answers"),
    say("Set mail.from to an address of yours that says nothing about the work."),
)
def mail_from() -> Sentence | None:
    address = settings.DEFAULT_FROM_EMAIL
    return say("it is {address}", address=address) if address.endswith("@localhost") else None


@check(
    "mail",
    WARNING,
    say("No mail waits longer than a day"),
    say("Try the mail server’s name, port and password: what waits goes as soon as it takes mail."),
)
def mails_owed() -> Sentence | None:
    before = timezone.localdate() - OWED
    n = MailDue.objects.filter(since__lt=before, to__is_active=True).count()
    return say("these do: {n}", n=n) if n else None


def _why(problem: OSError) -> Sentence:
    said = UNREACHED.get(type(problem).__name__)
    return said or say("it says: {why}", why=" ".join(str(problem).split()))
