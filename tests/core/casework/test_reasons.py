"""A reason that somebody else can judge, in any script; "x" is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.typed_text import says_something, why
from fanal.core.errors import BadInput

SAY_NOTHING = [
    "", " ", "x", "xxxxxxxxxxxxxxxxxxxxxxxx", "aaaa bbbb cccc dddd", "urgent", "urgence vitale",
    "because because because because", "abc abc abc abc abc abc", "1234 5678 9012 3456 7890",
    "........................", "test test test tests", "a b c d e f g h i j k l m n o p",
    "asdf", "กกกกกกกกกกกกกกกกกกกก", "急急急急急急急急",
]  # fmt: skip
SAY_WHY = [
    "Her worker is on a journey and the hospital asks for her allergies",
    "She called from the border, nobody of her team answers",
    "Elle appelle du poste-frontière et personne de son équipe ne répond",
    "Le serveur a brûlé",
    "Bệnh viện hỏi về dị ứng của cô ấy, đồng nghiệp không trả lời",
    "เธอโทรมาจากชายแดนและไม่มีใครในทีมรับสาย",
    "ນາງໂທມາຈາກຊາຍແດນ ແລະບໍ່ມີໃຜຮັບສາຍ",
    "នាងទូរស័ព្ទមកពីព្រំដែនហើយគ្មានអ្នកណាលើកទេ",
    "သူမ နယ်စပ်ကနေ ဖုန်းခေါ်တယ် ဘယ်သူမှ မဖြေဘူး",
    "她从边境打来电话，没有人接听",
]


@pytest.mark.parametrize("text", SAY_NOTHING)
def test_what_says_nothing_is_refused(text):
    with pytest.raises(BadInput, match="reason: say"):
        why("reason", text)


@pytest.mark.parametrize("text", SAY_WHY)
def test_a_sentence_in_any_script_is_kept_as_it_is(text):
    assert why("reason", text) == text


@given(st.characters(categories=["L"]), st.integers(1, 150))
def test_no_letter_repeated_is_a_reason(letter, times):
    assert not says_something(letter * times)


@given(st.sampled_from(["no", "urgent", "danger"]), st.integers(1, 30))
def test_no_word_repeated_is_a_reason(word, times):
    assert not says_something(" ".join([word] * times))


@given(st.text(max_size=14))
def test_nothing_shorter_than_eight_letters_is_a_reason(text):
    letters = [one for one in text if one.isalpha()]
    assert not (says_something(text) and len(letters) < 8)
