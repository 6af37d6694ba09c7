from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "fanal.keys"
    label = "keys"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.keys import drafts

        account_ended.connect(drafts.account_ended)
