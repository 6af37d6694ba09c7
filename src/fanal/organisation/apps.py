from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "fanal.organisation"
    label = "organisation"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.organisation import actions
        from fanal.organisation.actions import stand_ins, travel

        for module in (actions, stand_ins, travel):
            account_ended.connect(module.account_ended)
