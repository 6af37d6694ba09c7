from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "fanal.keys"
    label = "keys"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from fanal.accounts.actions import account_ended
        from fanal.keys import drafts, half_sign_in

        account_ended.connect(drafts.account_ended)
        user_logged_in.connect(half_sign_in.finish)
