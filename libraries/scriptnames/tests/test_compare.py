"""Two written names: how alike, and why. First what must not change anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptnames import BadInput, Level, compare, normalise, script_of

NAMES = (
    "Nguyễn Thị Thu",
    "ສົມສີ ວົງສາ",
    "สมศรี มีสุข",
    "ឡេង ពេជ្រហុង",
    "ခင်သန်းထက်",
    "王丽霞",
    "Somsy Vongsa",
    "Tun Kyaw",
)
ANY_NAME = st.sampled_from(NAMES) | st.text(max_size=30)


def why(a, b):
    return [str(reason) for reason in compare(a, b).why]


@settings(deadline=None)  # the first name loads the tables
@given(ANY_NAME, ANY_NAME)
def test_comparison_is_symmetric(a, b):
    assert compare(a, b) == compare(b, a)


@given(st.sampled_from(NAMES), st.randoms())
def test_a_name_compared_with_itself_in_any_order_is_the_top_level(name, random):
    words = name.split()
    random.shuffle(words)
    assert compare(name, " ".join(words)).level is Level.SAME


@given(
    st.sampled_from(NAMES), st.integers(0, 20), st.sampled_from("\u200b\u200d\u2060\ufeff\u200f")
)
def test_an_invisible_sign_changes_nothing(name, place, sign):
    assert normalise(name[:place] + sign + name[place:]).keys == normalise(name).keys


@pytest.mark.parametrize("mark", ["\u0301", "\u0303", "\u0323"])
def test_marks_change_nothing(mark):
    assert compare("Somsy Vongsa", f"So{mark}msy Vongsa").level is Level.SAME


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Daw ", "Khin Than"),
        ("ဒေါ်", "ခင်သန်း"),
        ("ဒေါ်", "လှ"),
        ("นางสาว", "สมศรี มีสุข"),
        ("นาง", "สมศรี มีสุข"),
        ("นาง", "สาวิตรี"),
        ("ນາງ", "ຄຳຫຼ້າ"),
        ("លោក", "សុខ សុភា"),
        ("Cô ", "Hương"),
        ("Mr. ", "Tun Kyaw"),
        ("Mrs ", "Nguyễn Thị Vân"),
        ("Anh ", "Huỳnh Thị Vân"),
        ("Mlle ", "Somsy Vongsa"),
        ("Madame ", "Sok Sophea"),
        ("Nang Sao ", "Somsy Vongsa"),
        ("Lok Srey ", "Sok Sophea"),
        ("maung ", "U Awng Maung"),
        ("น้อง", "สมศรี มีสุข"),
        ("พี่", "สมศรี มีสุข"),
        ("นส.", "สมศรี มีสุข"),
        ("ທ່ານ ", "ສົມສີ ວົງສາ"),
        ("ເອື້ອຍ", "ສົມສີ ວົງສາ"),
        ("ນ້ອງ ", "ສົມສີ ວົງສາ"),
        ("ប្អូន ", "សុខ សុភា"),
        ("មីង ", "សុខ សុភា"),
        ("ဆရာမ", "ခင်သန်းထက်"),
        ("Thím ", "Nguyễn Thị Mai"),
    ],
)
def test_a_title_changes_nothing(title, name):
    assert compare(name, title + name).level is Level.SAME


@pytest.mark.parametrize(
    ("name", "titled"),
    [
        ("Somsy Vongsa", "Vongsa, Ms Somsy"),
        ("Somsy Vongsa", "VONGSA SOMSY MRS"),
        ("ສົມສີ ວົງສາ", "ວົງສາ ນາງສົມສີ"),
        ("ສົມສີ ວົງສາ", "ວົງສາ ນາງ ສົມສີ"),
        ("สมศรี มีสุข", "มีสุข นางสาวสมศรี"),
        ("ນາງຄຳ ດວງມະນີ", "ດວງມະນີ ນາງຄຳ"),
        ("王丽霞", "王丽霞太太"),
    ],
)
def test_a_title_inside_a_name_turned_round_changes_nothing_either(name, titled):
    assert compare(name, titled).level is Level.SAME


@pytest.mark.parametrize("name", ["นาตาลี มีสุข", "นายาว มีสุข", "Ong Nguyen Thi", "ນ້ອງ", "Ms"])
def test_what_only_begins_like_a_title_or_stands_alone_is_the_name(name):
    assert len(normalise(name).words) == len(name.split())


def test_a_kin_word_that_is_her_name_elsewhere_is_her_name():
    assert compare("ນ້ອງ ວົງສາ", "Nong Vongsa").level is Level.SAME


@pytest.mark.parametrize("name", ["ป้าง นครินทร์", "ป้าย", "ปาน ป้านทอง", "ປ້າຍ", "นายก"])
def test_a_consonant_that_ends_the_syllable_is_no_name_behind_a_title(name):
    """Pang is no aunt Ng."""
    assert normalise(name).titles == ()


@pytest.mark.parametrize("name", ["ป้านิด", "ป้าแดง", "ป้าสมศรี", "ป้านอย", "ปาน ป้าแดง", "ປ້ານີ"])
def test_an_aunt_written_with_her_name_is_told_from_it(name):
    assert normalise(name).titles == ("pa",)


def test_a_title_alone_is_a_name():
    assert normalise("Ma").words == ("ma",)
    assert normalise("Ko Ko").words == ("ko", "ko")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Nguyễn Thị Anh", "Anh Nguyen Thi"),
        ("Nguyễn Anh", "Anh Nguyen"),
        ("Zaw Maung", "Maung Zaw"),
        ("Maung Ko", "Ko Maung"),
        ("马伟", "Ma Wei"),
    ],
)
def test_a_word_that_is_a_title_elsewhere_is_a_name_where_the_other_has_it(a, b):
    assert compare(a, b).level is Level.SAME


def test_a_title_on_both_sides_is_nothing_in_common():
    assert compare("Ma Wei", "Ma Lin").level is Level.DIFFERENT


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("ສົມສີ", "Somsy", Level.SOUND),
        ("สมศรี", "Somsi", Level.SOUND),
        ("Htunkyaw", "Tun Kyaw", Level.SOUND),
        ("王丽霞", "Lixia Wang", Level.SAME),
        ("Sophea Chan", "Sophia Chann", Level.SOUND),
        ("Rattana Chan", "Ratna Chann", Level.CLOSE),
        ("Tran Thi Hoa", "Tran Hoa", Level.PART),
        ("Somsy", "Somsy Vongsa", Level.PART),
        ("Nguyen Thi Mai", "Nguyen Thi Hoa", Level.WEAK),
        ("Nguyen Thi", "Nguyen Thi Hoa", Level.WEAK),
        ("Somsy Vongsa", "Tun Kyaw", Level.DIFFERENT),
        ("ထွန်းထွန်းနိုင်", "Tun Tun Naing", Level.CLOSE),
    ],
)
def test_levels(a, b, level):
    assert compare(a, b).level is level


def test_it_says_why_in_words():
    assert why("Nguyễn Thị Thu", "Thu Nguyen") == [
        "one name is part of the other",
        "one middle name missing",
        "order turned round",
    ]
    assert "written in two scripts" in why("ສົມສີ", "Somsy")
    assert "phoumsavanh beside phoumsavnah" in why("Phoumsavanh Keo", "Phoumsavnah Keo")
    assert "read as a Vietnamese name" in why("阮氏梅", "Nguyễn Thị Mai")
    assert "words written together or apart" in why("Tun Tun Naing", "ထွန်းထွန်းနိုင်")


@pytest.mark.parametrize("nothing", ["", " ", "🙂", "\u200b", "12 34", "=1+1"])
def test_what_has_no_letter_is_alike_to_nothing(nothing):
    assert compare(nothing, "Somsy").level is Level.DIFFERENT
    assert "there is no name on one side" in why(nothing, "Somsy")


def test_ten_thousand_letters_are_no_name():
    with pytest.raises(BadInput, match="10000 signs"):
        compare("a" * 10_000, "Somsy")


def test_one_letter_is_a_name():
    assert compare("O", "o").level is Level.SAME


def test_mixed_scripts_in_one_word_are_read_each_by_its_rules():
    assert normalise("ສົມsy").words == ("som", "sy")
    assert script_of("ສົມsy") == "Laoo"


OTHER_SCRIPTS = ["Иван Петров", "김 지은", "محمد علي", "हिन्दी राज", "はなこ", "ᏣᎳᎩ", "𝕊𝕠𝕞𝕤𝕪"]


@pytest.mark.parametrize("name", OTHER_SCRIPTS)
def test_a_name_in_a_script_without_a_table_of_ours_is_a_name_too(name):
    turned = " ".join(reversed(name.split()))
    assert compare(name, turned).level is Level.SAME
    assert compare(name, "Somsy Vongsa").level < Level.SAME or name == "𝕊𝕠𝕞𝕤𝕪"
    assert script_of(name) == "Zyyy"


def test_other_scripts_are_written_in_latin_letters_and_mixed_with_ours():
    assert compare("Иван Петров", "Petrov Ivan").level is Level.SAME
    assert normalise("김Somsy").words == ("gim", "somsy")
    assert normalise("7 °☂ Ⅷ").words == ()


def test_a_formula_for_a_spreadsheet_is_only_letters():
    assert normalise("=HYPERLINK(Somsy)").words == normalise("hyperlink somsy").words


def test_right_to_left_marks_are_left_out():
    assert normalise("\u202eSomsy\u202c").keys == normalise("Somsy").keys
