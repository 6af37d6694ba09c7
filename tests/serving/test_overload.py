"""Against a real `fanal serve`: a flood of sign-ins, which are dear, keeps nobody from a page. How a
page that would wait in vain is turned away: `tests/keys/test_overload.py`."""

import re

import pytest

from tests.serving.house import HOST, connect, get, line, status, wait_for, whole

pytestmark = pytest.mark.xdist_group("serving")  # one house for them all
AT_ONCE = 100


def wrong_sign_in(number, cookie, key):
    """Dear to look at; each of another person, from another address."""
    body = f"csrfmiddlewaretoken={key}&login=n{number}%40b.example&password=wrong+wrong".encode()
    head = line(
        "POST",
        "/sign-in/",
        Content_Type="application/x-www-form-urlencoded",
        Content_Length=len(body),
        Cookie=cookie,
        Origin=f"https://{HOST}",
        Connection="close",
    )
    return head.replace(b"203.0.113.7", f"198.51.100.{number}".encode()) + b"\r\n" + body


@pytest.mark.asvs("V2.4.1", "V15.2.2", "V16.5.2")
def test_a_flood_of_sign_ins_keeps_nobody_from_a_page(house):
    page = get(house.port, "/sign-in/").decode()
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    cookie = re.search(r"Set-Cookie: ([^;]+)", page, re.I)[1]
    flood = [connect(house.port, timeout=120) for _ in range(AT_ONCE)]
    for number, one in enumerate(flood):
        one.sendall(wrong_sign_in(number, cookie, key))
    page = get(house.port, "/help/", timeout=120)
    answers = [status(whole(one)) for one in flood]
    for one in flood:
        one.close()
    assert status(page) == 200
    # Sent on to a page: looked at, or no place to stretch. Never in silence.
    assert set(answers) <= {303, 503}
    wait_for(lambda: status(get(house.port, "/help/")) == 200, 20)
