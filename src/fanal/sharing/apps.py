from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "fanal.sharing"
    label = "sharing"
