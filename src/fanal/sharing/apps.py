from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "fanal.sharing"
    label = "sharing"

    def ready(self) -> None:
        from fanal.cases.queries.doubts import DOUBTS
        from fanal.sharing.queries.voices import doubts

        DOUBTS.append(doubts)
