from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "fanal.figures"
    label = "figures"
