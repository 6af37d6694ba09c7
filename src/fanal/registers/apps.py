from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "fanal.registers"
    label = "registers"
