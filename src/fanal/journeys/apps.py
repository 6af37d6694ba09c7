from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "fanal.journeys"
    label = "journeys"

    def ready(self) -> None:
        from fanal.journeys.access import folders_closed_to
        from fanal.keys import near

        near.CLOSED_TO.append(folders_closed_to)
