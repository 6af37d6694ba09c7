from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "fanal.matching"
    label = "registers"  # of its tables and migrations: as it was called up to 0.2.0
