from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fanal.audit"
    label = "audit"
