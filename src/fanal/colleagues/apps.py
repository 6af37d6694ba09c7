from django.apps import AppConfig


class ColleaguesConfig(AppConfig):
    name = "fanal.colleagues"
    label = "colleagues"

    def ready(self) -> None:
        from fanal.cases.queries.today.rows import ASKED
        from fanal.colleagues.queries import complaints_today, incidents_today

        ASKED.extend([incidents_today, complaints_today])
