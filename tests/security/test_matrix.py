"""Every address, every role, own and other team's, and another case's: closed unless it is open.

A new address appears here by itself, and fails until `world.py` has something that it names. What
one may not see answers, to the byte and in every header, as what does not exist. `make test` asks for
every address, as some of the roles; `make test-all` as every role (tests/shares.py).
"""

from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from django.urls import get_resolver, resolve, reverse

from fanal.keys.demo import PEOPLE
from tests.security.headers import lacking
from tests.security.of_apps import let_in_to_apps, opens_of_apps
from tests.security.rubbish import forms_of, name_of, sheets_of, type_into
from tests.security.typist import ASKS, TEXT
from tests.security.world import undone
from tests.shares import in_turn, share, tried, turn
from tests.web.test_budgets import BYTES

pytestmark = pytest.mark.django_db

THIRD_TEAM = {"huong", "linh"}  # as the second team, once more
ROLES = [person[0] for person in PEOPLE if person[0] not in THIRD_TEAM]
BANGKOK, LEAD = {"noi", "sokha"}, {"noi"}
ASKED = {"somchit"}  # leads the team to which a case is offered, and confirms whom it found
WORKERS = {"noi", "sokha", "somchit", "kham"}
KNOW_ALL = {"noi", "somchit", "claire"}  # of closed findings
AGREE = {"noi", "claire"}  # to an exchange with a partner
METHODS = ("get", "post")

# Who opens what an address names: said for the address, or for its app.
OPENS = {
    "accounts": {"anan"},
    "accounts:end_session": {"sokha"},
    "accounts:refused": {"sokha"},
    **{f"accounts:{one}": {"claire"} for one in ("invitations", "agree", "say_no")},
    "organisation": {"anan"},
    # No team of this world can be closed; its lead opens it in `test_closing_is_told`.
    "organisation:asked_to_close": set(),
    "rotation": {"anan"},
    "rotation:suspect_team": {"noi"},
    "organisation:agree": {"claire"},
    **{f"retention:{one}": {"noi"} for one in ("erase_person", "erase_case", "hold_person", "hold_case", "take_back", "lift")},
    **{f"retention:{one}": {"claire", "somchit"} for one in ("agree", "agree_hold")},
    "organisation:let_back": {"claire"},
    **{f"organisation:{one}_stand_in": BANGKOK for one in ("name", "end")},
    "organisation:agree_stand_in": LEAD,
    "keys:draft": {"sokha"},
    "keys:admit": {"noi"},
    "keys:leave": {"anan"},
    "keys:agree_leaving": {"noi", "somchit", "claire"},
    "partners": WORKERS | {"mai", "claire"},
    "organisation:reform": WORKERS | {"mai", "claire"},
    "partners:areas": WORKERS | {"mai", "claire", "vera"},
    **dict.fromkeys(("partners:merge", "partners:allow"), KNOW_ALL),
    # as second person: not who asked
    "partners:allow_too": KNOW_ALL - {"noi"},
    "sharing:override_too": LEAD | {"claire"},
    "figures": {"claire", "duc"},
    "figures:decide_estimate": {"claire"},  # not who asked
    "figures:table": {"duc"},  # of whoever uploaded it
    **dict.fromkeys(
        ("people", "intake", "cases", "sharing", "matching", "identification", "journeys",
         "papers", "protection", "services"), BANGKOK
    ),
    **{f"services:{one}offer": WORKERS | {"mai", "claire"} for one in ("", "change_", "confirm_", "end_")},
    "protection:decide": LEAD,  # not who proposed it
    **dict.fromkeys(
        ("cases:hand_over_all", "cases:decide", "cases:who", "cases:give", "cases:take_back", "cases:keep_out", "cases:let_in",
         "sharing:give", "sharing:offer", "sharing:recall",
         "sharing:pass_on", "sharing:propose", "matching:ask_other"), LEAD
    ),
    **dict.fromkeys(("sharing:shared", "sharing:put"), BANGKOK | ASKED | {"kham"}),
    **dict.fromkeys(("sharing:shared_fields", "sharing:shared_end"), LEAD | ASKED),
    "sharing:agree": ASKED,
    **dict.fromkeys(
        (f"matching:{name}" for name in (
            "our_list", "our_answer", "our_matched", "their_matched", "ask_partner", "count",
            "pass_on",
        )), LEAD
    ),
    **dict.fromkeys(("matching:exchange", "matching:agree", "matching:end_exchange"), AGREE),
    "sharing:transfer": BANGKOK | ASKED,
    **dict.fromkeys(("matching:confirm", "matching:unconfirm"), ASKED),
    "matching:take_back": {"sokha"},  # an answer is of who gave it
    **{f"matching:{one}": {"sokha"} for one in ("follow_up", "answer_partner", "leave")},
    "sharing:accept": ASKED,
    "sharing:decline": ASKED,
    "cases:review": {"noi", "claire"},
    "cases:forget_list": {"sokha"},  # of whoever saved it
    "journeys:list": WORKERS | {"claire"},
    "journeys:not_called": KNOW_ALL,  # who lead, and the direction
    "journeys:notice": ASKED,  # whose team was told
    "journeys:agree_to_look": AGREE,
    "identification:accept": LEAD,  # not of who asked
    # A sitting is of whoever asks.
    **{f"identification:{one}": {"sokha"} for one in ("page", "ask", "question", "no_answer", "stop")},
} | opens_of_apps()  # fmt: skip
# Whom the rules let in besides: the lawyer, to whom the legal part of the case is granted, and
# the director, who sees the overview.
LET_IN = {
    "mai": {
        "cases:case", "cases:section", "cases:state", "cases:timeline", "cases:print",
        "protection:case", "services:case", "sharing:case", "sharing:never_tell", "sharing:override",
        "sharing:receipt", "sharing:recall_answered",
        *(f"papers:{name}" for name in ("new", "paper", "change", "print", "for_her", "printed")),
        *(f"identification:{name}" for name in (
            "case", "matrix", "text", "print_text", "printed_text", "print_matrix",
            "printed_matrix", "said", "circumstances", "statement", "finding", "indicators",
            "before", "start", "stopped", "review", "printed", "again", "victim_statement",
        )),
    },
    "claire": {
        "identification:operation", "journeys:journey", "journeys:map", "journeys:count",
        "journeys:give_lead", "journeys:receive", "journeys:decision", "journeys:end_decision",
        "journeys:missing_sheet",
    },
}  # fmt: skip
for _who, _names in let_in_to_apps().items():
    LET_IN[_who] = LET_IN.get(_who, set()) | _names
# What names nothing that belongs to anybody: links by a secret, the cast, one's own passkeys.
NO_ONES = {"cases:feed", "keys:invitation", "keys:demo", "mfa_remove_webauthn"}
ENDS = {"account_logout", "web:hide", "keys:lock"}  # the session
# A colleague, a helper, a team and a partner are no part of a case.
NO_PART = {
    "colleagues:decide_helper",
    "cases:hand_over_all",
    "cases:take_back",
    "sharing:offer",
    "sharing:refer_send",
}


def addresses():
    """(name, parameters) of every address of the house."""

    def walk(patterns, space):
        for pattern in patterns:
            inner = [*space, pattern.namespace] if getattr(pattern, "namespace", None) else space
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, inner)
            else:
                yield ":".join([*space, pattern.name]), dict(pattern.pattern.converters)

    found = walk(get_resolver().url_patterns, [])
    return [(name, keys) for name, keys in found if not name.startswith("web:gallery")]


NAMING = [(name, list(keys)) for name, keys in addresses() if keys and name not in NO_ONES]


UNNAMED = [(name, []) for name, keys in addresses() if not keys]


def may_open(who, name):
    app = name.split(":")[0]
    return who in OPENS.get(name, OPENS.get(app, ())) or name in LET_IN.get(who, ())


def named(world, name, key):
    """What stands for a parameter: (of the first case, of the second or None)."""
    for place in (name, name.split(":")[0], ""):
        if (place, key) in world.ids:
            return world.ids[place, key]
    raise AssertionError(f"tests/security/world.py has nothing that {name} names by {key}")


def there(world, name, keys):
    return {key: named(world, name, key)[0] for key in keys}


def nowhere(world, name, keys):
    """As `there`, with an id of nothing in place of each id."""
    return {
        key: uuid4() if isinstance(one, UUID) else one
        for key, one in there(world, name, keys).items()
    }


def crossed(world, name, keys):
    """Each way to ask for a part of the first case under the second, or the other way round."""
    ids = {key: named(world, name, key) for key in keys}
    parts = [key for key in keys if isinstance(ids[key][0], UUID)]
    second = [key for key in parts if ids[key][1] is not None]
    first = {key: two[0] for key, two in ids.items()}
    inner = len(parts) > 1 and name not in NO_PART
    return [first | {key: ids[key][1]} for key in second if inner]


def ask(client, name, parameters):
    """{method: answer} of an address, undone again; GET or POST is left out where it is no way."""
    answers = {}
    for method in METHODS:
        with undone(client):
            answer = getattr(client, method)(reverse(name, kwargs=parameters))
        assert lacking(answer) == [], name
        if answer.status_code != 405:
            answers[method] = answer
    assert answers, f"{name} answers neither GET nor POST"
    return answers


def told(answer):
    """All that an answer tells: status, headers, cookies, body."""
    return answer.status_code, dict(answer.headers), answer.cookies.output(), answer.content


def nothing(client):
    """What an address answers that names nothing at all: {method: what is told}."""
    return {method: told(getattr(client, method)("/no/such/page/")) for method in METHODS}


def differ(none, name, answers):
    return [
        (name, method, answer.status_code)
        for method, answer in answers.items()
        if told(answer) != none[method]
    ]


def asked_by_strangers(who, name):
    """In the short form an address is asked by one of those to whom it is shut."""
    shut = [role for role in ROLES if not may_open(role, name)]
    return who in shut and tried(who in in_turn(shut, name))


def opened_by(who, name):
    """In the short form an address is opened by the first who may, and by whom the rules let in
    besides.
    """
    may = [one for one in (*TYPISTS, *ROLES) if may_open(one, name)]
    return who in may and tried(who == may[0] or name in LET_IN.get(who, ()))


@pytest.mark.asvs("V8.2.1", "V8.2.2", "V8.3.1")
@pytest.mark.parametrize("who", ROLES)
def test_what_one_may_not_see_answers_like_what_does_not_exist(world, browser, who):
    client, wrong = browser(who), []
    none = nothing(client)
    for name, keys in NAMING:
        if asked_by_strangers(who, name):
            wrong += differ(none, name, ask(client, name, there(world, name, keys)))
    assert wrong == []


@pytest.mark.asvs("V3.4.3", "V3.4.4", "V3.4.5", "V3.4.6", "V14.3.2")
@pytest.mark.parametrize("who", ROLES)
def test_what_one_may_open_opens(world, browser, sheets, who):
    client, wrong = browser(who), []
    for name, keys in NAMING:
        if opened_by(who, name):
            parameters = there(world, name, keys)
            answers = ask(client, name, parameters)
            codes = {method: answer.status_code for method, answer in answers.items()}
            if not set(codes.values()) <= {200, 302, 409, 422}:
                wrong.append((name, codes))
            wrong += [(name, "weighs", n) for n in too_heavy(answers.get("get"))]
            address = reverse(name, kwargs=parameters)
            sheets[who, address] = sheets_of(answers["get"]) if "get" in answers else []
            wrong += [(name, "does it twice", to) for to in not_held(address, sheets[who, address])]
    assert wrong == []


def too_heavy(page):
    """What a page weighs that weighs too much: on a bad line it is fetched anew each time."""
    html = page is not None and page["Content-Type"].startswith("text/html")
    return [len(page.content)] if html and len(page.content) > BYTES else []


@pytest.mark.parametrize("who", ["sokha", "noi", "claire", "anan", "duc", "vera", "mai"])
def test_no_page_that_names_nothing_weighs_more_than_sixty_kilobytes(world, browser, who):
    client, names = browser(who), [name for name, _keys in UNNAMED if name not in ENDS]
    pages = {
        name: client.get(reverse(name)) for name in share(names, 12, lambda one: f"{who} {one}")
    }
    assert [(name, too_heavy(page)) for name, page in pages.items() if too_heavy(page)] == []


@pytest.fixture(scope="module")
def sheets():
    """{(who, address): its forms}, of the pages that were opened: one test leaves them to another."""
    return {}


def not_held(address, sheets):
    """Where a form with a key is sent to a view that does not look at it. Asking is no act."""
    keyed = [sheet for sheet in sheets if "once" in sheet.controls]
    targets = {urlsplit(one.action).path or address for one in keyed}
    acts = [to for to in targets if resolve(to).view_name not in ASKS]
    return [to for to in acts if not getattr(resolve(to).func, "holds_once", False)]


@pytest.mark.asvs("V8.2.2")
@pytest.mark.parametrize("who", sorted(BANGKOK))
def test_a_part_of_one_case_is_not_there_under_another_case(world, browser, who):
    client, wrong = browser(who), []
    none = nothing(client)
    for name, keys in NAMING:
        looks = who in in_turn(sorted(BANGKOK), name) and turn(name) % 4 == 0
        if may_open(who, name) and tried(looks):
            for parameters in crossed(world, name, keys):
                wrong += differ(none, name, ask(client, name, parameters))
    assert wrong == []


@pytest.mark.parametrize("who", ["noi", "anan"])
def test_ids_of_nothing_all_answer_alike(world, browser, who):
    client, wrong = browser(who), []
    none = nothing(client)
    named = [(name, keys) for name, keys in NAMING if may_open(who, name)]
    for name, keys in share(named, 12, lambda one: f"{who} {one[0]}"):
        parameters = nowhere(world, name, keys)
        if parameters != there(world, name, keys):
            wrong += differ(none, name, ask(client, name, parameters))
    assert wrong == []


def test_the_matrix_is_as_large_as_it_claims(world):
    across = sum(len(crossed(world, name, keys)) for name, keys in NAMING) * len(BANGKOK)
    assert len(NAMING) * len(ROLES) + across > 1000  # each by GET and by POST
    assert across > 60


# Who types: together they are offered every form.
TYPISTS = ("sokha", "noi", "claire", "anan", "duc", "thao")


def every_form(world, browser, sheets):
    """Each page is opened once, by the first who may: with who it is, its target and the form."""
    left = [*NAMING, *UNNAMED]
    for who in TYPISTS:
        opened = [(name, keys) for name, keys in left if may_open(who, name)]
        left = [one for one in left if one not in opened]
        pages = [reverse(name, kwargs=there(world, name, keys)) for name, keys in opened]
        known = {page: sheets[who, page] for page in pages if (who, page) in sheets}
        for target, sheet in forms_of(browser(who), pages, known):
            yield who, target, sheet


@pytest.mark.asvs("V1.1.2", "V1.2.4", "V1.3.3", "V1.3.7", "V2.2.1", "V15.3.5")
def test_rubbish_in_every_field_breaks_nothing_and_is_given_back(world, browser, sheets):
    seen, wrong = set(), []
    for who, target, sheet in every_form(world, browser, sheets):
        kind = (name_of(target), *sorted(sheet.controls))
        if kind not in seen:
            seen.add(kind)
            if tried(turn(kind) % 36 == 0):
                wrong += [(who, kind, *what) for what in type_into(browser(who), target, sheet)]
    assert wrong == []
    assert len(seen) > 110


# Free text that is never kept as a draft, and why.
NO_DRAFT = {
    "people:search": "asks, and saves nothing",
    **dict.fromkeys(
        ("people:find", "cases:list", "cases:tasks", "partners:list", "services:catalogue"),
        "asks, and saves nothing",
    ),
    "journeys:check_certificate": "asks, and saves nothing",
    "accounts:invite": "a name and an address; answers with a link that is shown once",
}


def test_every_form_with_free_text_carries_a_draft(world, browser, sheets):
    """The mechanism is of the frame: a new form has it by itself, or is named above."""
    with_draft, without = set(), set()
    for _who, target, sheet in every_form(world, browser, sheets):
        if any(one.type in TEXT for one in sheet.controls.values()):
            carries = {"draft", "draft_page", "draft_title"} <= set(sheet.controls)
            (with_draft if carries else without).add(name_of(target))
    assert without == set(NO_DRAFT)
    assert len(with_draft) > 60
