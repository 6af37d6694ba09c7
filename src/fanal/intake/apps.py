from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "fanal.intake"

    def ready(self) -> None:
        from fanal.cases.queries import known
        from fanal.intake.queries import known_of

        known.PROVIDERS.append(known_of)
