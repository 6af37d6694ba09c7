"""The timer, and the mails that it sends."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check
from fanal.journeys.models import MailDue
from fanal.web.sweeps import sweep_status

OWED = timedelta(days=1)
REFUSES = 400  # and above: not now (4xx), or never (5xx)
# What the system says of these is English and a number. By their names: only what
# sends mail imports what reaches another machine. The first that fits counts.
WHY = {
    "gaierror": say("no machine of this name is known"),
    "ConnectionRefusedError": say("nothing listens there"),
    "TimeoutError": say("it does not answer in time"),
    "SSLCertVerificationError": say(
        "its certificate is not trusted here, or is for another name than mail.host"
    ),
    "SSLError": say(
        "it does not speak TLS from the first byte on this port: mail.port is often 587 then"
    ),
    "SMTPNotSupportedError": say("it offers no TLS on this port, or lets nobody sign in there"),
    "SMTPAuthenticationError": say("it does not take this user and password"),
    "SMTPServerDisconnected": say(
        "it closed the connection, or gave no answer: mail.port is often 465 or 587"
    ),
    "UnicodeError": say("mail.user and mail.password may only have letters without accents"),
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
        "Correct mail.host, mail.port, mail.user, mail.password or mail.from in the settings file, "
        "or start the mail server: until then people learn of an alarm only when they look."
    ),
    slow=True,
)
def mail_server_reached() -> Sentence | None:
    """An alarm of the night must not be what finds it out. No mail is sent for it."""
    try:
        with mailers["default"] as server:
            return _refuses_sender(server)
    except (OSError, UnicodeError) as problem:  # of smtplib, too
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


def _refuses_sender(server: BaseEmailBackend) -> Sentence | None:
    """Begin a mail and end it unsent: a server may let in whoever it takes no mail from."""
    connection = getattr(server, "connection", None)  # none of a backend that is not SMTP
    if connection is None:
        return None
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    connection.ehlo_or_helo_if_needed()  # what was said before STARTTLS counts no more
    code, answer = connection.mail(address)
    connection.rset()
    if code < REFUSES:
        return None
    says = f"{code} {answer.decode(errors='replace')}"
    return say("it takes no mail from {address}: {why}", address=address, why=says)


def _why(problem: Exception) -> Sentence:
    names = {kind.__name__ for kind in type(problem).__mro__}
    unknown = say("its answer: {why}", why=" ".join(str(problem).split()))
    return next((sentence for name, sentence in WHY.items() if name in names), unknown)
