"""No page asks twice what it is for: its heading says what is done, its first question what is asked."""

import re
from html import unescape

from tests.security.rubbish import name_of
from tests.security.test_matrix import TYPISTS
from tests.security.test_short_forms import pages_of
from tests.security.world import undone
from tests.shares import at_least, share

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
ASKED = re.compile(r"<(label|legend)(?P<more>[^>]*)>(?P<words>.*?)</\1>", re.S)


def words(html):
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return " ".join(text.split()).strip(" :.?").lower()


def said_twice(page):
    """The heading, where the first question that is in sight says the same."""
    main = page.partition("<main")[2]
    heading, first = HEADING.search(main), ASKED.search(main)
    if not heading or not first or "visually-hidden" in first["more"]:
        return ""
    return words(heading[1]) if words(heading[1]) == words(first["words"]) else ""


def test_no_heading_says_what_the_first_question_below_it_says(world, browser):
    clients, found, seen = {who: browser(who) for who in TYPISTS}, {}, 0
    for who, address in share(pages_of(world), 12, lambda one: name_of(one[1])):
        with undone(clients[who]):
            answer = clients[who].get(address)
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and html and not answer.streaming:
            seen += 1
            if twice := said_twice(answer.text):
                found[name_of(address)] = twice
    assert found == {}
    assert seen > at_least(200, 12)


def test_the_test_sees_what_is_said_twice():
    page = '<main><h1>Their answer</h1><label for="a">Their answer:</label></main>'
    assert said_twice(page) == "their answer"
    assert not said_twice(page.replace("<label", '<label class="visually-hidden"'))
    assert not said_twice(page.replace("<h1>Their", "<h1>Write down their"))
