"""Run as a program: every record of an installation is opened by the people who may, and counted.

python -m tests.upgrading.opened_records      {"opened": {table: n}, "closed": [...], "wrong": [...]}
"""

import json

from fanal.commands import django_setup


def main():
    django_setup.ready()
    from django.apps import apps

    from fanal.authority import ledger, queries
    from fanal.keys import demo
    from fanal.keys.sealed import SealedRecord

    cast = demo.Cast()
    rings = [cast.ring(user) for user in demo.there().values()]
    opened, closed = {}, []
    for model in apps.get_models(include_auto_created=True):
        rows = list(model._base_manager.all())
        for row in rows:  # a value under the server's key that did not open would end it here
            for column in model._meta.concrete_fields:
                getattr(row, column.attname)
        if issubclass(model, SealedRecord):
            n, shut = opened_of(rows, rings)
            opened[model._meta.db_table], closed = n, closed + shut
    ledger.read()
    wrong = [
        fault.template for fault in queries.current_faults() if fault != queries.NO_SECOND_PLACE
    ]
    print(json.dumps({"opened": opened, "closed": closed, "wrong": wrong}))


def opened_of(rows, rings):
    """How many somebody opens, and which nobody does."""
    from fanal.core.sealing.failures import NotGranted

    folders, shut = {row.folder for row in rows}, []
    for ring in rings:
        ring.prepare(folders)
    for row in rows:
        for ring in rings:
            try:
                row.unseal_bytes(ring)
                break
            except NotGranted:
                continue
        else:
            shut.append(f"{row._meta.db_table} {row.pk}")
    return len(rows) - len(shut), shut


if __name__ == "__main__":
    main()
