from django.apps import AppConfig


class CodedFactsConfig(AppConfig):
    name = "fanal.coded_facts"
    label = "coded_facts"
