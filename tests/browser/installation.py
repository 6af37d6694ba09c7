"""An installation as the documents describe it: `fanal setup`, `fanal serve`, TLS in front of it."""

from __future__ import annotations

import http.client
import os
import re
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests import tables

FANAL = Path(sys.executable).with_name("fanal")
SOURCE = Path(__file__).resolve().parents[2] / "src"
HOST = (
    "localhost"  # the only name on which a browser takes a security key in spite of our certificate
)
PATIENCE = 120  # seconds
KEPT_BACK = {"connection", "transfer-encoding"}  # between two servers only


class Installation:
    """One organisation of its own, with its own database and keys, and no colleague yet."""

    def __init__(self, var: Path) -> None:
        self.var, self.socket = var, var / "fanal.socket"
        self.env = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(SOURCE),
            "FANAL_VAR": str(var),
            "FANAL_HOST": HOST,
        }

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [FANAL, *words], env=self.env, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def set_up(self) -> str:
        """The path of the link of its first administrator."""
        tables.copy_if_kept(self.var / "fanal.sqlite3")
        said = self.run(
            "setup",
            "--email",
            "anan@example.org",
            "--name",
            "Anan",
            "--office",
            "Bangkok",
            "--country",
            "TH",
        )
        return re.search(rf"https://{HOST}(/\S+)", said)[1]

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address under which a browser finds it."""
        command = [FANAL, "serve", "--workers", "2", "--bind", f"unix:{self.socket}"]
        with (self.var / "serve.log").open("w") as log:
            server = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)
        front = self._front()
        try:
            self._answers(server)
            yield f"https://{HOST}:{front.server_port}"
        finally:
            front.shutdown()
            front.server_close()
            server.terminate()
            server.wait(PATIENCE)

    def _answers(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while not self.socket.exists():
            assert server.poll() is None, (self.var / "serve.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.1)

    def _front(self) -> ThreadingHTTPServer:
        """What Caddy or nginx does: TLS, and a word to the application that it was there."""
        front = ThreadingHTTPServer((HOST, 0), _forwarder(str(self.socket)))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certificate(self.var / "tls.pem"))
        front.socket = context.wrap_socket(front.socket, server_side=True)
        threading.Thread(target=front.serve_forever, daemon=True).start()
        return front


class _OverSocket(http.client.HTTPConnection):
    def connect(self) -> None:
        import socket

        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.host)


def _forwarder(socket: str) -> type[BaseHTTPRequestHandler]:
    class Forwarder(BaseHTTPRequestHandler):
        def forward(self) -> None:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in KEPT_BACK}
            headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            behind = _OverSocket(socket, timeout=PATIENCE)
            behind.request(self.command, self.path, body or None, headers)
            self.answer(behind.getresponse())
            behind.close()

        do_GET = do_POST = do_HEAD = forward  # noqa: N815

        def answer(self, response: http.client.HTTPResponse) -> None:
            content = response.read()
            self.send_response_only(response.status)
            for name, value in response.getheaders():
                if name.lower() not in KEPT_BACK | {"content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            pass

    return Forwarder


def _certificate(path: Path) -> Path:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path
