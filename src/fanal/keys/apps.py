"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "fanal.keys"
    label = "keys"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete

        from fanal.accounts.actions import OPENED_BY_NOBODY_ELSE, account_ended
        from fanal.keys import drafts, half_sign_in, session
        from fanal.keys.actions.offboarding import opened_by_nobody_else

        account_ended.connect(drafts.account_ended)
        OPENED_BY_NOBODY_ELSE.append(opened_by_nobody_else)
        user_logged_in.connect(half_sign_in.finish)
        post_delete.connect(session.locked, "keys.Unlock")
