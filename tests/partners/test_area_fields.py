"""Fields that ask for an area propose it by what it is called in the language of the page."""

import pytest
from django import forms
from django.utils.translation import override

from fanal.partners.forms.areas import AreaByName, AreaChoice, AreaChoices
from fanal.partners.models import Area
from fanal.urls import urlpatterns

pytestmark = pytest.mark.django_db
BY_LIST = {AreaChoice, AreaChoices}


@pytest.fixture
def country():
    made = Area.objects.create(code="TH", name="Thailand", kind="country")
    for code, within in (("TH-1", made), ("LA-1", None)):
        Area.objects.create(code=code, name="Samakkhi", kind="district", within=within)
    return made


def field(**more):
    return AreaByName(required=False, **more)


def test_an_area_is_proposed_in_the_language_of_the_page_and_taken_as_it_stands_on_file(country):
    with override("fr"):
        asked = field()
        assert {"Thaïlande", "Samakkhi (Thaïlande)", "Samakkhi (LA-1)"} <= set(asked.areas)
        assert [asked.clean(typed) for typed in ("thaïlande", "Thailand")] == [country, country]
        assert asked.prepare_value("Thailand") == "Thaïlande"
        assert [asked.prepare_value(typed) for typed in ("Thail", "", None)] == ["Thail", "", None]
        with pytest.raises(forms.ValidationError):
            asked.clean("Samakkhi")  # of two: which, she says
        shown = dict(AreaChoice(Area.objects.all()).choices)
        assert "Thaïlande" in shown.values()
    with override("en"):
        assert field().prepare_value("Thailand") == "Thailand"


def test_an_area_is_understood_without_its_accents_where_one_alone_is_meant():
    made = Area.objects.create(code="LA-SV", name="Savannakhét", kind="province")
    assert [field().clean(typed) for typed in ("savannakhet", " Savannakhét ")] == [made, made]
    assert field().clean("") is None
    for code, name in (("VN-1", "Quảng"), ("VN-2", "Quang")):
        Area.objects.create(code=code, name=name, kind="district")
    Area.objects.create(code="VN-3", name="Quáng", kind="district")
    assert field().clean("quang").code == "VN-2"
    with pytest.raises(forms.ValidationError):
        field().clean("Quâng")


def test_a_province_and_its_border_crossing_of_one_name_are_told_apart_and_none_is_lost(country):
    for code, kind in (("TH-43", "province"), ("TH-LA-NONG-KHAI", "crossing")):
        Area.objects.create(code=code, name="Nong Khai", kind=kind, within=country)
    both = {"Nong Khai (Thailand, province)", "Nong Khai (Thailand, crossing)"}
    with override("en"):
        areas = field().areas
        assert both <= set(areas)
        assert areas["Nong Khai (Thailand, crossing)"].kind == "crossing"
        shown = {str(words) for _id, words in AreaChoice(Area.objects.all()).choices}
        assert both | {"Samakkhi (Thailand)", "Samakkhi (LA-1)", "Thailand"} <= shown
        several = {str(words) for _id, words in AreaChoices(Area.objects.all()).choices}
        assert both <= several


def test_no_form_proposes_areas_by_the_name_on_file():
    assert urlpatterns  # so that every form is read
    plain = [
        f"{form.__qualname__}.{name}"
        for form in _all(forms.Form)
        for name, one in form.base_fields.items()
        if getattr(getattr(one, "queryset", None), "model", None) is Area
        and type(one) not in BY_LIST
    ]
    assert plain == []


def _all(form):
    for subclass in form.__subclasses__():
        yield subclass
        yield from _all(subclass)
