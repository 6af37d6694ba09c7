from django.apps import AppConfig


class AbsencesConfig(AppConfig):
    name = "fanal.absences"
    label = "absences"

    def ready(self) -> None:
        from fanal.absences.queries import away_today
        from fanal.absences.reachable import with_absences
        from fanal.accounts.deciders import AWAY, NAMED

        NAMED.append(with_absences)
        AWAY.append(away_today)
