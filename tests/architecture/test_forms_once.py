"""Every form that is sent carries a key, so that sending it twice does its work once."""

import re
from pathlib import Path

import fanal

HOME = Path(fanal.__file__).parent
FORM = re.compile(
    r'<form\b[^>]*\bmethod="post".*?</form>|{% post_form\b.*?{% endpost_form %}', re.S
)
# What `post_form` draws has a key, unless the form says that it needs none.
KEY = re.compile(r"{% once %}|{% post_form(?![^%]*\bonce=False)")
# Forms without a key, by template, how many, and why sending one twice is no harm.
WITHOUT = {
    "audit/journal.html": (1, "a search changes nothing"),
    "partners/list.html": (1, "a search changes nothing"),
    "partners/add_list.html": (1, "a list is read and changes nothing"),
    "partners/check_list.html": (1, "who is in the directory is not added again"),
    "services/catalogue.html": (1, "a search changes nothing"),
    "account/login.html": (
        3,
        "a pass-phrase is stretched, outside any transaction; a challenge holds once",
    ),
    "account/reauthenticate.html": (1, "a pass-phrase"),
    "mfa/authenticate.html": (3, "a code holds once by itself; and the way out"),
    "mfa/reauthenticate.html": (1, "a code holds once by itself"),
    "mfa/totp/activate_form.html": (1, "a code holds once by itself"),
    "mfa/totp/deactivate_form.html": (1, "what is gone is gone"),
    "mfa/webauthn/add_form.html": (1, "a challenge holds once by itself"),
    "mfa/webauthn/reauthenticate.html": (1, "a challenge holds once by itself"),
    "mfa/webauthn/authenticator_confirm_delete.html": (1, "what is gone is gone"),
    "keys/invitation.html": (1, "a pass-phrase; the link holds once by itself"),
    "keys/new_code.html": (1, "a code that is shown once and kept nowhere"),
    "keys/passphrase.html": (1, "a pass-phrase"),
    "keys/unlock.html": (1, "a pass-phrase"),
    "keys/draft.html": (1, "what is thrown away is gone"),
    "keys/draft_back.html": (1, "what is thrown away is gone"),
    "keys/open_drafts.html": (2, "what is thrown away is gone; who is out is out"),
    "keys/team.html": (1, "who has the key has it"),
    "account/logout.html": (1, "who is out is out"),
    "accounts/sessions.html": (1, "what has ended has ended"),
    "accounts/person.html": (2, "a link that is shown once; what is gone is gone"),
    "web/header.html": (2, "a search finds and changes nothing; who is hidden is hidden"),
    "web/menu.html": (1, "a search finds and changes nothing"),
    "web/own.html": (2, "who is locked or out is locked or out"),
    "web/components/languages.html": (1, "the language is the language"),
    "web/errors/503.html": (1, "sends what was typed, with the key it had"),
    "people/name.html": (1, "shows a name, each time written down"),
    "cases/download.html": (1, "gives the file, each time written down"),
    "cases/print.html": (1, "answers with the paper, each one written down"),
    "sharing/send_buttons.html": (2, "answers with the paper or the bundle, each one written down"),
    "journeys/papers.html": (1, "answers with the paper, each one written down"),
    "journeys/missing_sheet.html": (1, "answers with the paper, each one written down"),
    "journeys/group.html": (1, "answers with the paper, each one written down"),
    "matching/exchange.html": (1, "answers with the file, each one counted or written down"),
    "matching/exchange_file.html": (1, "answers with the file, each one counted"),
    "people/emergency_group.html": (1, "a hundred at a time; what is open stays open"),
    "rotation/list.html": (1, "a while at a time; what has new keys has them"),
    "coded_facts/take_along.html": (1, "answers with the file, each one written down"),
    "figures/study.html": (2, "slow; the same counts lead to the same estimate"),
}


def forms_without_a_key():
    """{template: how many}"""
    found = {}
    for page in HOME.rglob("templates/**/*.html"):
        bare = [one for one in FORM.findall(page.read_text()) if not KEY.search(one)]
        if bare:
            found[str(page).split("/templates/")[-1]] = len(bare)
    return found


def test_every_form_that_is_sent_carries_a_key_or_says_why_not():
    assert forms_without_a_key() == {name: many for name, (many, _) in WITHOUT.items()}


def test_the_test_sees_the_forms():
    texts = [page.read_text() for page in HOME.rglob("templates/**/*.html")]
    assert sum(len(FORM.findall(text)) for text in texts) > 60
