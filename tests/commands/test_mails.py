"""A mail that fails is tried again; one that could only go in the clear does not go."""

import os
import socketserver
import subprocess
import sys
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.commands.mails import mailed, send_owed
from fanal.commands.sweep import sweep
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import MailDue
from tests.journeys.scene import scene
from tests.security.planting import update

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Clear(socketserver.StreamRequestHandler):
    """A mail server that knows no TLS, and remembers what it was told."""

    heard: list[bytes] = []

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.heard.append(line)
            answer = b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 fine\r\n"
            self.wfile.write(answer)


@pytest.fixture
def clear_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clear) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def by(settings, **options):
    given = {"host": "127.0.0.1", "use_tls": True, "timeout": 60}
    settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": given | options}}


@pytest.mark.asvs("V16.5.2")
def test_a_mail_that_failed_is_tried_again_at_the_next_tick_and_sent_once(cast, settings):
    scene(cast)
    usual, now = settings.MAILERS, timezone.localtime() + timedelta(days=6)
    by(settings, port=1)  # nobody listens there
    assert sweep(now)["mails"] == 0
    assert MailDue.objects.count() == 3
    settings.MAILERS = usual
    later = now + timedelta(minutes=5)
    done = sweep(later)
    assert (done["alarms"], done["mails"]) == (0, 3)
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        [cast.sokha.email, cast.noi.email, cast.claire.email]
    )
    assert sweep(later)["mails"] == 0
    assert not MailDue.objects.exists()


@pytest.mark.asvs("V12.3.1", "V12.3.2")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Django leaves it
def test_what_goes_only_in_the_clear_does_not_go(cast, settings, clear_server):
    now = timezone.localtime()
    owe([cast.noi], now.date())
    by(settings, port=clear_server)
    assert send_owed(now) == 0
    assert MailDue.objects.filter(to=cast.noi).exists()
    assert b"EHLO" in Clear.heard[0].upper()
    assert not any(line.upper().startswith(b"MAIL") for line in Clear.heard)


def test_a_mail_that_another_sweep_has_taken_is_left_to_it_unless_that_one_died(cast):
    now = timezone.localtime()
    owe([cast.noi, cast.noi], now.date())
    MailDue.objects.update(taken_at=now)
    assert send_owed(now + timedelta(minutes=5)) == 0
    assert send_owed(now + timedelta(minutes=11)) == 1


def test_an_address_that_no_mail_can_go_to_keeps_no_mail_from_the_others(cast):
    """`fanal setup` took such; whoever writes to the database writes one."""
    now = timezone.localtime()
    owe([cast.noi, cast.claire], now.date())
    update(User, {"email": "a\nBcc: b@x.org@x"}, id=cast.claire.pk)
    assert mailed(User.objects.get(pk=cast.claire.pk), "Please sign in", "…") is False
    assert send_owed(now) == 1
    assert [one.to for one in mail.outbox] == [[cast.noi.email]]


def test_a_mail_that_never_went_is_kept_until_it_goes_or_the_account_ends(cast, settings):
    usual, now = settings.MAILERS, timezone.localtime()
    owe([cast.noi, cast.mai], now.date())
    by(settings, port=1)
    assert send_owed(now + timedelta(days=3)) == 0
    end_account(user=cast.mai, by=cast.anan)
    settings.MAILERS = usual
    assert send_owed(now + timedelta(days=4)) == 1
    assert not MailDue.objects.exists()


@pytest.mark.asvs("V12.3.1")
@pytest.mark.parametrize(
    ("port", "tls", "ssl"), [("", False, True), ("465", False, True), ("587", True, False)]
)
def test_the_port_says_which_tls_and_there_is_always_one(port, tls, ssl):
    code = "from fanal.settings.mail import MAILERS; o = MAILERS['default']['OPTIONS'];"
    code += "print(o['use_tls'], o['use_ssl'])"
    given = os.environ | {"FANAL_MAIL_HOST": "mail.example.org", "FANAL_MAIL_PORT": port}
    said = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True)
    assert said.stdout.split() == [str(tls), str(ssl)]


def test_without_a_mail_server_nothing_counts_as_sent_and_all_is_kept(cast, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    now = timezone.localtime()
    owe([cast.noi, cast.claire], now.date())
    for day in (now, now + timedelta(days=6)):
        done = sweep(day)
        assert (done["mails"], done["mails_waiting"]) == (0, 2)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    done = sweep(now + timedelta(days=1))
    assert (done["mails"], done["mails_waiting"]) == (2, 0)
