"""Nothing that somebody sends stands in the log of the server, however broken it is."""

import logging
import subprocess

import pytest

from fanal.commands import server_log
from tests.serving.house import (
    FANAL,
    connect,
    environment,
    free_port,
    get,
    line,
    status,
    wait_for,
    whole,
)

SECRET = "zuyquexvajtoken"
BROKEN = [
    f"GET /cases/calendar/{SECRET}.ics\r\nHost: localhost\r\n\r\n",
    f"GET /{SECRET} x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET /help/ {SECRET}/1.1\r\nHost: localhost\r\n\r\n",
    f"{SECRET}\x01 /help/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET /help/ HTTP/1.1\r\nHost: localhost\r\n{SECRET} a: b\r\n\r\n",
    f"GET /help/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {SECRET}\r\n\r\n",
    f"GET /{SECRET}/ HTTP/1.1\r\nHost: {SECRET}\r\n\r\n",
    f"GET /{SECRET}%0aERROR/ HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n\r\n",
]


@pytest.fixture(scope="module")
def told(house, tmp_path_factory):
    """What a server of its own says while it is sent all of these."""
    port, log = free_port(), tmp_path_factory.mktemp("log") / "log"
    with log.open("wb") as file:
        served = subprocess.Popen(
            [FANAL, "serve", "--workers", "1", "--bind", f"127.0.0.1:{port}"],
            env=environment(house.var), stderr=file,
        )  # fmt: skip
        try:
            wait_for(lambda: status(get(port, "/help/")) == 200)
            for sent in BROKEN:
                with connect(port) as sock:
                    sock.sendall(sent.encode())
                    assert status(whole(sock)) >= 400
        finally:
            served.terminate()
            served.wait()
    return log.read_text()


def test_no_broken_request_is_quoted_in_the_log(told):
    assert SECRET not in told
    assert told.count("a request could not be read") >= 5


def test_the_log_of_a_failure_outside_of_the_pages_says_its_kind_alone(caplog):
    server_log.quote_nothing()
    logger = logging.getLogger(server_log.LOGGER)
    with caplog.at_level(logging.ERROR, server_log.LOGGER):
        try:
            raise OSError(SECRET)
        except OSError:
            logger.exception("Error handling request %s %s", "GET", f"/{SECRET}/")
    assert SECRET not in caplog.text
    assert "OSError" in caplog.text


def test_no_browser_says_where_we_are_mounted(house):
    with connect(house.port) as sock:
        sent = line("GET", "/help/", Connection="close")
        sock.sendall(sent + b"SCRIPT_NAME: /help\r\nPATH_INFO: /sign-in/\r\n\r\n")
        answer = whole(sock)
    assert status(answer) == 200
    assert b'"/help/sign-in' not in answer
