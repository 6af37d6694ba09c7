from django.apps import AppConfig


class RotationConfig(AppConfig):
    name = "fanal.rotation"
    label = "rotation"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.keys.actions import sweeping
        from fanal.keys.actions.offboarding import left_team
        from fanal.rotation import actions, batches

        account_ended.connect(actions.account_ended)
        left_team.connect(actions.left_team)
        sweeping.ALSO.append(batches.in_the_background)
