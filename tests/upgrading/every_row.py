"""Run as a program: every row of every table of a database, as text, so that two can be compared.

python -m tests.upgrading.every_row      {table: [row, …]}
"""

import json

from fanal.commands import django_setup


def main():
    django_setup.ready()
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        print(json.dumps({table: rows_of(cursor, table) for table in tables}))


def rows_of(cursor, table):
    cursor.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    order = sorted(range(len(names)), key=names.__getitem__)
    return sorted(
        " | ".join(f"{names[n]}={written(row[n])}" for n in order) for row in cursor.fetchall()
    )


def written(value):
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)


if __name__ == "__main__":
    main()
