"""Names in the letters of a neighbour, and characters that are read in several ways."""

import pytest
from made_indexes import build

from scriptnames import Level, compare, normalise, romanise
from scriptnames.fold import fold
from scriptnames.index import Entry
from scriptnames.tables import rows


def why(a, b):
    return [str(reason) for reason in compare(a, b).why]


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("เหงียน", "nguyen"),
        ("เจิ่น", "tran"),
        ("หวู", "vu"),
        ("ฝ่าม", "pham"),
        ("เล", "le"),
        ("ฮว่าง", "hoang"),
        ("ดั่ง", "dang"),
        ("บุย", "bui"),
        ("โด", "do"),
        ("ຫງວຽນ", "nguyen"),
        ("ເຈິ່ນ", "tran"),
        ("ຟ່າມ", "pham"),
        ("ເລ", "le"),
        ("ង្វៀន", "nguyen"),
    ],
)
def test_a_vietnamese_family_name_is_read_in_the_letters_of_a_neighbour(written, latin):
    assert normalise(written).keys == (fold(latin),)


def test_tone_marks_in_the_letters_of_a_neighbour_change_nothing():
    assert romanise("เจิ่น") == romanise("เจิน") == "tran"


@pytest.mark.parametrize(
    ("characters", "at_home"),
    [
        ("阮氏梅", "Nguyễn Thị Mai"),
        ("陈文德", "Trần Văn Đức"),
        ("陳文德", "Trần Văn Đức"),
        ("黎氏蘭", "Lê Thị Lan"),
        ("黃氏紅", "Hoàng Thị Hồng"),
        ("黃氏紅", "Huỳnh Thị Hồng"),
        ("武文雄", "Võ Văn Hùng"),
        ("吳玉英", "Ngô Ngọc Anh"),
    ],
)
def test_characters_of_a_vietnamese_name_are_read_as_one(characters, at_home):
    assert compare(characters, at_home).level is Level.SOUND
    assert compare(at_home, characters) == compare(characters, at_home)
    assert "read as a Vietnamese name" in why(characters, at_home)


def test_a_vietnamese_reading_is_exact():
    assert compare("阮氏紅", "Nguyễn Thị Hùng").level is Level.LIKE


@pytest.mark.parametrize(
    ("characters", "dialect", "said"),
    [
        ("陈美玲", "Tan Bee Leng", "read as a Hokkien or Teochew name"),
        ("林秀英", "Lim Siew Eng", "read as a Hokkien or Teochew name"),
        ("黄志明", "Wong Chi Ming", "read as a Cantonese name"),
        ("王丽霞", "Wong Lixia", "read as a Cantonese name"),
        ("陈美玲", "Tan Meiling", "read as a Hokkien or Teochew name"),
    ],
)
def test_a_chinese_name_may_be_spelt_as_the_family_says_it(characters, dialect, said):
    assert compare(characters, dialect).level is Level.SOUND
    assert said in why(characters, dialect)


def test_mandarin_comes_first_where_it_fits():
    assert compare("王丽霞", "Wang Lixia").level is Level.SAME
    assert "read as a Cantonese name" not in why("王丽霞", "Wang Lixia")


def test_two_names_in_characters_are_compared_as_they_are_written():
    assert compare("王丽霞", "王丽华").level < Level.CLOSE
    assert compare("陈美玲", "陈美玲").why[0] == Level.SAME.sentence()


def test_a_name_in_characters_is_found_by_each_of_its_readings():
    index = build([Entry("A", ("阮氏梅",)), Entry("B", ("陈美玲",)), Entry("C", ("Tun Kyaw",))])
    assert index.search("Nguyen Thi Mai")[0].key == "A"
    assert index.search("Tan Bee Leng")[0].key == "B"


def test_characters_find_a_vietnamese_name_and_say_how_they_were_read():
    index = build([Entry("A", ("Nguyễn Thị Mai",)), Entry("B", ("Ruan Fang",))])
    hit = index.search("阮氏梅")[0]
    assert hit.key == "A"
    assert "read as a Vietnamese name" in [str(reason) for reason in hit.why]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nang Kham Hla", "Kham Hla"),
        ("Sai Kham Hla", "စိုင်းခမ်းလှ"),
        ("စိုင်းခမ်းလှ", "ခမ်းလှ"),
        ("နန်းခမ်းအောင်", "Nang Kham Aung"),
    ],
)
def test_what_stands_before_every_shan_name_is_a_title(one, other):
    assert compare(one, other).level is Level.SAME


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("ၸၢႆးၶမ်းလႅင်း", "khamlaeng"),
        ("ၼၢင်းၶမ်းၼွႆႉ", "khamnoi"),
        ("နၢင်းသႅင်ၶမ်း", "saengkham"),
        ("ဝၼ်းၼႃႇ", "wanna"),
    ],
)
def test_shan_letters_are_read_without_the_title_before_the_name(written, latin):
    assert romanise(written) == latin


def test_a_shan_name_is_found_in_latin_letters():
    assert compare("ၸၢႆးၶမ်းလႅင်း", "Sai Kham Laeng").level >= Level.SOUND
    assert compare("ၼၢင်းၶမ်းၼွႆႉ", "Nang Kham Noi").level >= Level.SOUND


def test_a_title_said_twice_is_a_name():
    assert compare("ကိုကိုအောင်", "Ko Ko Aung").level is Level.SAME
    assert compare("စိုင်းစိုင်းခမ်းလှ", "Sai Sai Kham Hla").level is Level.SAME


def test_aye_is_spelt_as_people_spell_it():
    assert compare("အေးအေးမော်", "Aye Aye Maw").level >= Level.SOUND


@pytest.mark.parametrize("table", ["hanzi-readings", "words-abroad"])
def test_no_word_stands_twice_in_a_table(table):
    written = [sign for row in rows(table) for sign in ([*row[0]] if table[0] == "h" else [row[0]])]
    assert sorted(set(written)) == sorted(written)
