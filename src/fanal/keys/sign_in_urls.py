"""Sign-in and second factor, by allauth: only the doors that we want."""

from typing import NoReturn

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import Http404, HttpRequest
from django.urls import path

from fanal.keys.views.onboarding import SignInByKey, SignInView, mistakes_as_422


def closed(request: HttpRequest) -> NoReturn:
    """Raise Http404: allauth names these addresses; nobody signs up or resets a
    pass-phrase by himself."""
    raise Http404


VIEWS = [
    ("again/", account.reauthenticate, "account_reauthenticate"),
    ("factor/", mfa.authenticate, "mfa_authenticate"),
    ("factor/again/", mfa.reauthenticate, "mfa_reauthenticate"),
    ("factors/", mfa.index, "mfa_index"),
    ("factors/app/", totp.activate_totp, "mfa_activate_totp"),
    ("factors/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    ("factors/keys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    ("factors/keys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    ("factors/keys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    ("factors/keys/again/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
]

urlpatterns = [
    path("", SignInView.as_view(), name="account_login"),
    path("key/", SignInByKey.as_view(), name="mfa_login_webauthn"),
    path("out/", account.logout, name="account_logout"),
    *(path(to, mistakes_as_422(view), name=name) for to, view, name in VIEWS),
    # allauth links to these by name and would fail without them.
    path("up/", closed, name="account_signup"),
    path("inactive/", closed, name="account_inactive"),
    path("reset/", closed, name="account_reset_password"),
    path("email/", closed, name="account_email"),
]
