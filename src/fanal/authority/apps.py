from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "fanal.authority"
    label = "authority"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_delete, pre_delete

        from fanal.authority import attested
        from fanal.authority.tables import attested_models
        from fanal.database.postgres_dates import read_every_moment

        connection_created.connect(read_every_moment)

        for model in attested_models():
            # With a receiver Django deletes row by row, also what goes with another row (CASCADE):
            # each end is entered in the ledger.
            pre_delete.connect(attested.before_deletion, model)
            post_delete.connect(attested.after_deletion, model)
