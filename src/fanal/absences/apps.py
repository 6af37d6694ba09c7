from django.apps import AppConfig


class AbsencesConfig(AppConfig):
    name = "fanal.absences"
    label = "absences"
