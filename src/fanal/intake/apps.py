from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "fanal.intake"

    def ready(self) -> None:
        from fanal.cases.queries.statements import TOLD
        from fanal.intake.statements import said_in_calls

        TOLD.append(said_in_calls)
