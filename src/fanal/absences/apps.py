from django.apps import AppConfig


class AbsencesConfig(AppConfig):
    name = "fanal.absences"
    label = "absences"

    def ready(self) -> None:
        from fanal.absences.reachable import with_absences
        from fanal.accounts.deciders import NAMED

        NAMED.append(with_absences)
