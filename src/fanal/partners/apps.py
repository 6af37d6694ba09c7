from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "fanal.partners"
    label = "partners"
