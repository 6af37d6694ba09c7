from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "fanal.retention"
    label = "retention"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.retention import actions

        account_ended.connect(actions.account_ended)
