"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class RotationConfig(AppConfig):
    name = "fanal.rotation"
    label = "rotation"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.cases.queries.today.rows import ASKED
        from fanal.keys.actions import offers, sweeping
        from fanal.keys.actions.offboarding import left_team
        from fanal.keys.ring import BEFORE_SEALING
        from fanal.rotation import actions, batches, transferred_cases
        from fanal.rotation.queries import left_for_her

        ASKED[left_for_her] = "SELECT 1 FROM rotation_foldertoreseal"
        account_ended.connect(actions.account_ended)
        left_team.connect(actions.left_team)
        offers.handed_over.connect(transferred_cases.handed_over)
        sweeping.BACKGROUND_WORK.append(batches.in_the_background)
        BEFORE_SEALING.append(batches.before_sealing)
