"""DATABASE_URL: what libpq knows is passed on, what nobody knows is refused in one line."""

import pytest

from fanal.core.errors import BadInput
from fanal.settings.database import NO_JIT, POOL, connection_options, from_url

SAFE = "postgresql://fanal:p%40ss@db.example/fanal?sslmode=verify-full&sslrootcert=/etc/ca.pem&port=5433"


@pytest.mark.asvs("V12.3.1")
def test_what_libpq_knows_is_passed_on():
    database = from_url(SAFE)
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"] == {
        "pool": POOL,
        "options": NO_JIT,
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem",
    }
    assert connection_options(database) == {
        "dbname": "fanal",
        "user": "fanal",
        "password": "p@ss",
        "host": "db.example",
        "port": "5433",
        "options": NO_JIT,
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem",
    }


def test_options_of_the_server_keep_ours():
    database = from_url("postgresql://localhost/fanal?options=-c%20statement_timeout%3D9s")
    assert database["OPTIONS"]["options"] == f"-c statement_timeout=9s {NO_JIT}"


def test_a_socket_is_named_by_its_folder():
    database = from_url("postgresql://fanal@/fanal?host=/run/postgresql")
    assert (database["HOST"], database["PORT"]) == ("/run/postgresql", "")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://db/fanal?sslmod=require", "“sslmod” is no option"),
        ("postgresql://db/fanal?pool=1", "“pool” is no option"),
        ("postgresql://db/fanal?password=x", "“password” is no option"),
        ("postgresql://db/fanal?sslmode=verify_full", "verify-ca, verify-full"),
        ("postgresql://db/fanal?sslmode=require&sslmode=disable", "stands there twice"),
        ("postgresql://db/fanal?sslmode", "after the ? stand options"),
        ("postgresql://db:x/fanal", "its port is a number"),
        ("postgresql://db:70000/fanal", "its port is a number"),
        ("postgresql://db/fanal?port=x", "its port is a number"),
        ("sqlite:///file?mode=ro", "sqlite:///FILE, and nothing more"),
        ("sqlite://host/file", "sqlite:///FILE, and nothing more"),
        ("mysql://db/fanal", "begins with sqlite:// or postgresql://"),
    ],
)
def test_what_nobody_knows_is_refused(url, says):
    with pytest.raises(BadInput) as problem:
        from_url(url)
    assert problem.value.where == "DATABASE_URL"
    assert says in str(problem.value.why)


ELSEWHERE = (
    "postgresql://db.example/fanal", "postgresql://fanal@/fanal?host=db.example",
    "postgresql://fanal@/fanal?hostaddr=192.0.2.7", "postgresql://localhost,db.example/fanal",
    "postgresql://fanal@/fanal?host=%2Frun%2Fpostgresql,db.example",
)  # fmt: skip


@pytest.mark.asvs("V12.3.1")
@pytest.mark.parametrize("url", ELSEWHERE)
@pytest.mark.parametrize("mode", ["", "disable", "allow", "prefer"])
def test_a_database_on_another_machine_is_reached_by_tls_alone(url, mode):
    sign = "&" if "?" in url else "?"
    with pytest.raises(BadInput, match="by TLS alone"):
        from_url(f"{url}{sign}sslmode={mode}" if mode else url)
    for sure in ("require", "verify-ca", "verify-full"):
        assert from_url(f"{url}{sign}sslmode={sure}")["OPTIONS"]["sslmode"] == sure


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "[::1]"])
def test_one_on_this_machine_needs_none(host):
    assert "sslmode" not in from_url(f"postgresql://fanal@{host}/fanal")["OPTIONS"]


def test_a_database_that_is_away_is_said_in_one_line_with_its_reason():
    from fanal.commands import database_errors
    from fanal.database.failures import must_answer

    with pytest.raises(Exception) as problem:
        must_answer(from_url("postgresql://fanal@127.0.0.1:9/fanal?connect_timeout=2"))
    said = str(database_errors.printable(problem.value).why)
    assert database_errors.code_of(problem.value) == database_errors.UNREACHABLE
    assert "refused" in said
    assert "\n" not in said


def test_sqlite_keeps_more_prepared_than_a_walk_through_five_pages_asks():
    assert from_url("sqlite:////srv/fanal.sqlite3")["OPTIONS"]["cached_statements"] >= 2 * 120
