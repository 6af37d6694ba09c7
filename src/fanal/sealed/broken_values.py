"""Every value of the database that does not open in its place: for `fanal audit verify`."""

from collections.abc import Iterator

from django.apps import apps

from fanal.sealed.columns import opens, sealed_columns


def do_not_open() -> Iterator[tuple[str, str, str]]:
    """Table, column and row of every value of the database that does not open in its place."""
    for model in apps.get_models():
        columns = sealed_columns(model)
        for row in model._base_manager.order_by().iterator() if columns else ():
            for field in columns:
                if not opens(row, field.attname):
                    yield model._meta.db_table, str(field.column), str(row.pk)
