"""The list of a person's browsers, and ending them."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from fanal.accounts import clock, ended_sessions, known_browsers, notices
from fanal.accounts.models import SignIn, User
from fanal.accounts.sessions import SIGNED_IN_AT, hashed
from fanal.audit import actions as audit

# The first that is named counts: Edge calls itself Chrome as well, and Chrome calls itself Safari;
# Android calls itself Linux, an iPhone Mac OS.
BROWSERS = ("Firefox", "Edg", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def noted(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
    """Keep at each sign-in since when she is signed in, and in which kind of browser."""
    request.session[SIGNED_IN_AT] = int(clock.seconds())
    kind = _kind(request.headers.get("User-Agent", ""))
    notices.signed_in(request, user, kind)
    if request.session.session_key:
        SignIn.objects.update_or_create(
            session=hashed(request.session.session_key), defaults={"user": user, "device": kind}
        )


def without_hours(sender: object, instance: Authenticator, **rest: object) -> None:
    """Round the times of a second factor down to days: hours tell when somebody works."""
    for name in ("created_at", "last_used_at"):
        if moment := getattr(instance, name):
            day = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
            setattr(instance, name, day)


def factor_added(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
    _changed(request, user, "account.factor_added")


def factor_gone(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
    _changed(request, user, "account.factor_gone")


@transaction.atomic
def _changed(request: HttpRequest, user: User, act: str) -> None:
    """End her other sessions at a change of factors: who is signed in elsewhere signs in again."""
    end_sessions(user, but=request.session.session_key)
    audit.record(act=act, by=user, about=user.pk)


def end_sessions(user: User, but: str | None = None) -> int:
    """End the person's sessions, at once and everywhere, except the one named. How many."""
    exempt = hashed(but) if but else None
    ended_sessions.note_all_of(user.pk, exempt)
    ended = list(SignIn.objects.filter(user=user).exclude(session=exempt).values_list("session"))
    keys = [key for (key,) in ended]
    # Both rows: the one is the session, the other only lists it for its owner (ASVS 5.0, 7.4.3).
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session__in=keys).delete()
    return len(keys)


def sign_out_everywhere(user: User) -> None:
    """End all her sessions and forget her browsers: any of them may be in other hands."""
    end_sessions(user)
    known_browsers.forget(user)


def drop_factors(user: User) -> None:
    """End what she signed in with beside the pass-phrase: the next sign-in sets up another."""
    Authenticator.objects.filter(user=user).delete()
    sign_out_everywhere(user)


@transaction.atomic
def forget_ended() -> int:
    """Delete the sessions that ran out: each says when somebody last worked. How many."""
    ended_sessions.forget_old()
    ended = Session.objects.filter(expire_date__lte=timezone.now())
    SignIn.objects.filter(session__in=list(ended.values_list("session_key", flat=True))).delete()
    return ended.delete()[1].get("sessions.Session", 0)


def end_one(sign_in: SignIn) -> None:
    Session.objects.filter(session_key=sign_in.session).delete()
    sign_in.delete()


def running(user: User) -> list[SignIn]:
    """The person's browsers whose session is still there; the rest is forgotten."""
    rows = list(SignIn.objects.filter(user=user).order_by("day", "id"))
    alive = set(
        Session.objects.filter(session_key__in=[row.session for row in rows]).values_list(
            "session_key", flat=True
        )
    )
    SignIn.objects.filter(user=user).exclude(session__in=alive).delete()
    return [row for row in rows if row.session in alive]


def _kind(agent: str) -> str:
    browser = next((name for name in BROWSERS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return " · ".join(part for part in (browser.replace("Edg", "Edge"), system) if part)
