"""A browser that speaks to a server behind a proxy: cookies, forms, and nothing else."""

import http.client
import re
import socket
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
OURS = {"Host": "localhost", "X-Forwarded-Proto": "https", "Accept-Language": "en"}


class BySocket(http.client.HTTPConnection):
    """HTTP through a socket in a folder, as the proxy reaches the server."""

    def __init__(self, path, timeout=60):
        super().__init__("localhost", timeout=timeout)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Browser:
    def __init__(self, path):
        self.path, self.cookies = path, {}

    def get(self, address):
        return self._ask("GET", address)

    def post(self, address, form_of=None, **fields):
        """Fill in the form of a page and send it: status, text."""
        token = TOKEN.search(self.get(form_of or address)[1])
        fields |= {"csrfmiddlewaretoken": token[1]}
        return self._ask("POST", address, urlencode(fields))

    def _ask(self, method, address, body=None):
        connection = BySocket(self.path)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = OURS | {"Cookie": cookies, "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = "https://localhost"
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        connection.close()
        if answer.status == 303:  # no form is answered by a page
            return self._ask("GET", answer.headers["Location"])
        return answer.status, text
