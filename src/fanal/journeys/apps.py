from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "fanal.journeys"
    label = "journeys"
