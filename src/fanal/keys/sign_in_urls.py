"""Sign-in and second factor, by allauth: only the doors that we want."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import Http404, HttpRequest
from django.urls import path

from fanal.keys.views.coming_in import SignIn


def closed(request: HttpRequest) -> None:
    """allauth names these addresses; nobody signs up or resets a pass-phrase by himself."""
    raise Http404


urlpatterns = [
    path("", SignIn.as_view(), name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("factor/", mfa.authenticate, name="mfa_authenticate"),
    path("factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("factors/", mfa.index, name="mfa_index"),
    path("factors/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("factors/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/keys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("factors/keys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("factors/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "factors/keys/again/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("up/", closed, name="account_signup"),
    path("inactive/", closed, name="account_inactive"),
    path("reset/", closed, name="account_reset_password"),
    path("email/", closed, name="account_email"),
]
