from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "fanal.cases"

    def ready(self) -> None:
        from fanal.cases.queries.codes import codes_of
        from fanal.people.states import CODES

        CODES.append(codes_of)
