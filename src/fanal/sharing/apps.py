from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "fanal.sharing"
    label = "sharing"

    def ready(self) -> None:
        from fanal.cases.queries.still_open import OPEN
        from fanal.sharing.queries.still_open import referrals_still_open

        OPEN.append(referrals_still_open)
