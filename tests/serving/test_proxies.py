"""The samples of docs/deploying.md, as they are published, in front of a real `fanal serve`."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import textwrap
import time
from pathlib import Path

import pytest

from tests.serving.house import HOST, free_port, wait_for, whole

DEPLOYING = Path(__file__).resolve().parents[2] / "docs" / "deploying.md"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
pytestmark = pytest.mark.xdist_group("serving")  # one house for them all
MB = 1024**2
SEEN = """
from fanal.accounts import limits
print([limits.tried(f"address|{one}") for one in %r])
"""


def sample(after):
    """The block of the document that follows this line."""
    block = DEPLOYING.read_text("utf-8").split(f"\n{after}", 1)[1].split("\n\n    ", 1)[1]
    return textwrap.dedent("    " + re.split(r"\n\n(?! )", block, maxsplit=1)[0])


def replaced(text, **values):
    """With the ports and files of the test; each stands in the sample."""
    for old, new in values.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, pem = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={HOST}",
            "-keyout",
            key,
            "-out",
            pem,
        ],
        check=True,
        capture_output=True,
    )
    return key, pem


class Proxy:
    def __init__(self, name, port, bodies):
        self.name, self.port, self.bodies = name, port, bodies

    def connect(self, source="127.0.0.1", timeout=60):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout, (source, 0))
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return trusting.wrap_socket(plain, server_hostname=HOST)

    def ask(self, method, path, body=b"", source="127.0.0.1", **headers):
        """Status and page."""
        there = http.client.HTTPConnection(HOST, self.port, timeout=60)
        there.sock = self.connect(source)
        told = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        there.request(method, path, body, told)
        answer = there.getresponse()
        page = answer.read().decode(), answer
        there.close()
        return answer.status, page[0], answer


def nginx(folder, house, certificate):
    port, bodies = free_port(), folder / "bodies"
    server = replaced(
        sample("nginx, as"),
        **{
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "notes.example.org": HOST,
            "127.0.0.1:8000": f"127.0.0.1:{house.port}",
            "/etc/ssl/fanal/certificate.pem": str(certificate[1]),
            "/etc/ssl/fanal/key.pem": str(certificate[0]),
            "/var/log/nginx/error.log": str(folder / "error.log"),
        },
    )
    paths = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi")
    )
    written = folder / "nginx.conf"
    written.write_text(
        f"daemon off; pid {folder / 'pid'}; error_log {folder / 'start.log'};\n"
        f"events {{}}\nhttp {{\nclient_body_temp_path {bodies};\n{paths}{server}\n}}\n"
    )
    return port, bodies, [NGINX, "-c", str(written), "-e", str(folder / "start.log")]


def caddy(folder, house, certificate):
    port = free_port()
    key, pem = certificate
    text = replaced(
        sample("Caddy, as"),
        **{
            "notes.example.org {": f"https://{HOST}:{port} {{\n    tls {pem} {key}",
            "127.0.0.1:8000": f"127.0.0.1:{house.port}",
            "read_body 3m": "read_body 10s",  # the time of a slow line, which no test waits for
        },
    )
    written = folder / "Caddyfile"
    # Beside another Caddy of this machine: neither the port of http nor that of its API.
    written.write_text(
        text.replace("{\n", "{\n    admin off\n    auto_https disable_redirects\n", 1)
    )
    return port, None, ["caddy", "run", "--adapter", "caddyfile", "--config", str(written)]


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def proxy(request, house, certificate, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    folder.chmod(0o755)
    port, bodies, command = {"nginx": nginx, "caddy": caddy}[request.param](
        folder, house, certificate
    )
    env = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    log = (folder / "said").open("wb")
    process = subprocess.Popen(command, env=env, stderr=log, stdout=log)
    found = Proxy(request.param, port, bodies)
    try:
        wait_for(lambda: found.ask("GET", "/help/")[0] == 200, 30)
        yield found
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def sign_in(proxy, source, **headers):
    """A wrong pass-phrase, from a browser at that address."""
    _, page, answer = proxy.ask("GET", "/sign-in/", source=source)
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    cookie = "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie"))
    body = f"csrfmiddlewaretoken={key}&login=n%40b.example&password=wrong+wrong+wrong"
    sent_on, _, answer = proxy.ask(
        "POST",
        "/sign-in/",
        body.encode(),
        source=source,
        Cookie=cookie,
        Origin=f"https://{HOST}",
        Referer=f"https://{HOST}/",
        **headers,
    )
    assert sent_on == 303  # no form is answered by a page
    more = [one.split(";")[0] for one in answer.headers.get_all("Set-Cookie")]
    page = answer.headers["Location"]
    return proxy.ask("GET", page, source=source, Cookie="; ".join([cookie, *more]), **headers)[0]


@pytest.mark.asvs("V4.1.3", "V15.3.4")
def test_a_wrong_try_counts_against_the_address_it_came_from_whatever_the_browser_says(
    house, proxy
):
    forged = ["203.0.113.9", "198.51.100.3"]
    sources = {"nginx": ["127.0.0.5", "127.0.0.6"], "caddy": ["127.0.0.7", "127.0.0.8"]}[proxy.name]
    for source in sources:
        told = {
            "X_Forwarded_For": ", ".join(forged),
            "X_Real_IP": forged[0],
            "Forwarded": f"for={forged[0]}",
        }
        assert sign_in(proxy, source, **told) == 422
    seen = house.ask(SEEN % ([*sources, *forged, "127.0.0.1"],))
    assert seen == "[1, 1, 0, 0, 0]"


@pytest.mark.asvs("V4.1.3", "V12.2.1")
def test_who_asks_without_tls_in_its_own_words_is_not_believed(proxy):
    assert proxy.ask("GET", "/help/", X_Forwarded_Proto="http")[0] == 200


def test_a_body_of_more_than_30_mb_is_refused(proxy):
    with proxy.connect() as sock:
        sock.sendall(head(31 * MB))
        first = whole_or_cut(sock).split(b"\r\n")[0]
        assert b" 413 " in first or b" 303 " in first  # the proxy's refusal, or the way to ours


def head(length, path="/sign-in/"):
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def whole_or_cut(sock):
    """Where an answer comes before the body was sent, the end may come without a good-bye."""
    try:
        return whole(sock)
    except (ssl.SSLError, OSError):
        return b""


def test_slow_connections_stop_neither_the_proxy_nor_the_house(house, proxy):
    slow = [proxy.connect() for _ in range(64)]
    try:
        for one in slow:
            one.sendall(head(100_000) + b"a=")
        time.sleep(0.5)
        began = time.monotonic()
        assert [proxy.ask("GET", "/help/", source="127.0.0.9")[0] for _ in range(3)] == [200] * 3
        assert time.monotonic() - began < 9  # before the proxy ends the slow ones
    finally:
        for one in slow:
            one.close()


def test_a_body_that_stops_coming_is_ended(house, proxy):
    """By nginx after ten seconds, as its sample says; by Caddy when `read_body` is over."""
    with proxy.connect() as sock:
        sock.sendall(head(100_000) + b"a=")
        began = time.monotonic()
        whole_or_cut(sock)
        assert time.monotonic() - began < 60


@pytest.mark.parametrize("proxy", ["nginx"], indirect=True)  # Caddy keeps none
def test_an_upload_on_its_way_leaves_no_file_but_in_the_folder_that_is_kept_in_memory(proxy):
    with proxy.connect() as sock:
        sock.sendall(head(MB) + b"marker-of-an-upload" * 5000)
        time.sleep(0.5)
        files = [one for one in proxy.bodies.parent.rglob("*") if one.is_file()]
        holding = [file for file in files if b"marker-of-an-upload" in file.read_bytes()]
        assert all(proxy.bodies in one.parents for one in holding)
    line = re.search(
        r"^    tmpfs (\S+) tmpfs \S*size=\d+m\S*mode=0700", DEPLOYING.read_text(), re.M
    )
    assert line[1] == "/var/lib/nginx/body"  # where Debian's nginx has it


@pytest.mark.asvs("V16.2.3", "V16.2.5")
def test_nothing_is_logged_of_what_was_asked_for(proxy, tmp_path_factory):
    proxy.ask("GET", "/cases/a-case-that-nobody-has/")
    proxy.ask("POST", "/sign-in/", b"x" * 10)
    for name in ("said", "error.log", "start.log"):
        for log in tmp_path_factory.getbasetemp().rglob(name):
            assert b"a-case-that-nobody-has" not in log.read_bytes()
