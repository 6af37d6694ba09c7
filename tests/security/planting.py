"""Somebody with the client of the database, and nothing else: no action, no model, no key file."""

from uuid import UUID, uuid4

from django.db import connection


def sql(text, *values):
    """What the client is given; ids as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(text, [_held(one) for one in values])
        return cursor.fetchall() if cursor.description else cursor.rowcount


def row_of(model, **where):
    """A row as the client shows it: every column of it."""
    columns = [field.column for field in model._meta.concrete_fields]
    (found,) = sql(
        f"SELECT {_names(columns)} FROM {_table(model)} WHERE {_all(where)}", *where.values()
    )
    return dict(zip(columns, found, strict=True))


def insert(model, **columns):
    """A row of the thief's own. What she does not say is as of a row of before."""
    columns = _filled(model, columns)
    places = ", ".join(["%s"] * len(columns))
    sql(f"INSERT INTO {_table(model)} ({_names(columns)}) VALUES ({places})", *columns.values())
    return columns


def update(model, change, **where):
    sets = ", ".join(f"{_name(one)} = %s" for one in change)
    sql(f"UPDATE {_table(model)} SET {sets} WHERE {_all(where)}", *change.values(), *where.values())


def delete(model, **where):
    sql(f"DELETE FROM {_table(model)} WHERE {_all(where)}", *where.values())


def count(model, **where):
    ((n,),) = sql(f"SELECT count(*) FROM {_table(model)} WHERE {_all(where)}", *where.values())
    return n


def put_back(model, row):
    """An earlier state of a row, with its attestation, over what stands there now."""
    key = model._meta.pk.column
    delete(model, **{key: row[key]})
    insert(model, **row)


def swap(model, column, one, other):
    """The same column of two rows, by their ids."""
    here, there = row_of(model, id=one)[column], row_of(model, id=other)[column]
    update(model, {column: there}, id=one)
    update(model, {column: here}, id=other)


def _filled(model, columns):
    given = dict(columns)
    for field in model._meta.concrete_fields:
        if field.column not in given and field.has_default():
            value = uuid4() if field.primary_key else field.get_default()
            given[field.column] = field.get_db_prep_save(value, connection)
    return given


def _held(value):
    native = connection.features.has_native_uuid_field
    return value.hex if isinstance(value, UUID) and not native else value


def _all(where):
    return " AND ".join(f"{_name(one)} = %s" for one in where) or "1 = 1"


def _names(columns):
    return ", ".join(map(_name, columns))


def _name(column):
    return connection.ops.quote_name(column)


def _table(model):
    return _name(model._meta.db_table)
