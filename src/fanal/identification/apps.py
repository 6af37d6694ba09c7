from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "fanal.identification"
