from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "fanal.keys"
    label = "keys"
