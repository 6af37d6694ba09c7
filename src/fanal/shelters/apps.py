from django.apps import AppConfig


class SheltersConfig(AppConfig):
    name = "fanal.shelters"
    label = "shelters"
