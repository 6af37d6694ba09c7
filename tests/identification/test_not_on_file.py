"""What the lawyer meets: how sure a text is, and that no unread text says "absent" of her."""

import re
from datetime import date
from html import unescape

import pytest

from fanal.core.law.vocabulary import vocabulary
from fanal.identification.actions.recording import save_circumstances
from fanal.identification.actions.statements import add_statement


@pytest.fixture
def in_cambodia(cast, concern):
    """A woman sold between two compounds in 2023; every means is denied."""

    def recorded(*, age=(25, 25), certainty="sure"):
        who = cast.acting(cast.sokha)
        places = {"recruited": ["KH"], "moved_through": [], "exploited": ["KH"]}
        days = (date(2023, 1, 1), date(2023, 6, 1))
        save_circumstances(
            concern=concern, sex="female", age=age, when=days, places=places, version=0, **who
        )
        denied = (one.name for one in vocabulary().values() if one.kind == "means")
        answers = dict.fromkeys(denied, "no") | dict.fromkeys(("sold", "forced_labour"), "yes")
        add_statement(
            concern=concern,
            answers=answers,
            source="partner",
            said_by="embassy",
            said_on=date(2023, 7, 1),
            certainty=certainty,
            **who,
        )

    return recorded


def row(page, short):
    return unescape(page).split(short)[1].split("</tr>")[0]


def test_a_sale_without_means_is_not_on_file_in_cambodia_and_never_absent(sokha, go, in_cambodia):
    in_cambodia()
    khmer = row(sokha.get(go()).content.decode(), "Cambodia, Law of 2008")
    assert "not on what is on file" in khmer
    assert "an element is absent" not in khmer


def test_each_row_says_how_far_it_can_be_trusted(sokha, go, in_cambodia):
    in_cambodia()
    khmer = row(sokha.get(go()).content.decode(), "Cambodia, Law of 2008")
    assert "not wholly read: act, means, purpose" in khmer
    assert "not yet checked by a lawyer" in khmer


def test_on_paper_each_row_has_the_number_of_what_is_said_below(sokha, go, in_cambodia):
    in_cambodia()
    paper = sokha.get(go("print_matrix")).content.decode()
    number = re.search(r"<sup>(\d+)</sup>", row(paper, "Cambodia, Law of 2008"))[1]
    note = unescape(paper).split(f"<sup>{number}</sup>")[-1].split("</p>")[0]
    assert "not wholly read: act, means, purpose" in note
    assert "not yet checked by a lawyer" in note


def test_a_text_that_was_not_read_says_so_where_one_asks_what_would_settle_it(
    sokha, go, in_cambodia
):
    in_cambodia()
    page = sokha.get(go("text", text="kh-2008")).content.decode()
    assert "Parts of this text were not read" in page
    assert "Nothing is open." not in page


def test_a_doubtful_word_is_marked_and_does_not_add_up(sokha, go, in_cambodia):
    in_cambodia(certainty="doubtful")
    page = sokha.get(go("text", text="palermo-2000")).content.decode()
    assert "present, doubtful" in page
    assert "all elements recorded" not in page


def test_her_age_is_asked_first_where_it_decides(sokha, go, in_cambodia):
    in_cambodia(age=(16, 19))
    page = sokha.get(go()).content.decode().split("What to ask next")[1]
    assert "Her age at that time decides" in page
    assert "Palermo" in page.split("</p>")[0]
    assert go("circumstances") in page


def test_a_definition_for_children_is_no_row_of_a_woman(sokha, go, in_cambodia):
    in_cambodia()
    page = sokha.get(go()).content.decode()
    assert "French child-protection" not in page.split("Other texts, for comparison")[0]


def test_a_text_kept_for_contrast_stands_among_the_others(sokha, go, in_cambodia):
    in_cambodia()
    apply, others = sokha.get(go()).text.split("Other texts, for comparison")
    assert "Smuggling Protocol" not in apply
    assert "Smuggling Protocol" in others
