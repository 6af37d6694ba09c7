from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "fanal.organisation"
    label = "organisation"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.organisation import actions

        account_ended.connect(actions.account_ended)
