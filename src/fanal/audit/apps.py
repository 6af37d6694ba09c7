from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fanal.audit"
    label = "audit"

    def ready(self) -> None:
        from fanal.audit.actions import not_genuine
        from fanal.authority.findings import found

        # By a signal: the journal imports `authority`, which therefore cannot import the journal.
        found.connect(not_genuine)
