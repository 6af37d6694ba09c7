from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "fanal.health"
    label = "health"
