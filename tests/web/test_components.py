"""Components with a body, as a page uses them."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import reverse
from django.utils import translation


def draw(source, **context):
    """The HTML, with its white space between elements left out."""
    page = Template("{% load components %}" + source).render(Context(context))
    return re.sub(r">\s+|\s+<", lambda found: found[0].strip(), " ".join(page.split()))


def test_a_banner_has_a_tone_a_title_and_a_body():
    page = draw('{% banner tone="care" title=_("Still open") %}<p>One task.</p>{% endbanner %}')
    assert page == (
        '<div class="banner banner--care"><div class="banner__body">'
        '<p class="banner__title">Still open</p><p>One task.</p></div></div>'
    )


def test_a_slot_holds_what_an_argument_cannot_and_may_stand_in_a_condition():
    source = (
        '{% banner %}{% if on %}{% slot title %}<a href="/x/">{{ name }}</a>{% endslot %}'
        "{% endif %}{% endbanner %}"
    )
    assert '<p class="banner__title"><a href="/x/">A &amp; B</a></p>' in draw(
        source, on=True, name="A & B"
    )
    assert "banner__title" not in draw(source, on=False, name="")


@pytest.mark.asvs("V1.2.1")
def test_what_a_text_holds_is_escaped_in_arguments_and_in_the_body():
    said = "<script>"
    page = draw(
        "{% banner title=said class=said %}{{ said }}{% endbanner %}"
        "{% button said value=said name=said %}{{ said }}{% endbutton %}"
        "{% button value=said name=said %}{{ said }}{% endbutton %}"
        "{% table said caption=said %}{{ said }}{% endtable %}"
        "{% summary_list %}{% summary_row said %}{{ said }}{% endsummary_row %}{% endsummary_list %}",
        said=said,
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 10


def test_a_title_is_escaped_although_a_slot_may_take_its_place():
    source = "{% banner title=said %}{% if on %}{% slot title %}<i>x</i>{% endslot %}{% endif %}{% endbanner %}"
    assert "&lt;b&gt;" in draw(source, said="<b>", on=False)
    assert "<i>x</i>" in draw(source, said="<b>", on=True)


def test_a_word_written_out_is_translated_at_each_drawing():
    page = Template('{% load components %}{% banner title=_("Cancel") %}x{% endbanner %}')
    with translation.override("fr"):
        french = page.render(Context())
    with translation.override("en"):
        english = page.render(Context())
    assert ("Annuler" in french, "Cancel" in english) == (True, True)


def test_a_word_written_out_goes_through_its_filter():
    page = draw('{% banner title="still open"|upper class=""|default:"section" %}x{% endbanner %}')
    assert ("STILL OPEN" in page, 'class="banner section"' in page) == (True, True)


def test_a_component_in_a_component_keeps_its_own_slots():
    page = draw(
        "{% task_list %}{% task_row %}outer{% slot state %}"
        "{% banner %}{% slot title %}inner{% endslot %}{% endbanner %}{% endslot %}{% endtask_row %}"
        "{% endtask_list %}"
    )
    assert '<p class="banner__title">inner</p>' in page.split("task-list__state")[1]


def test_what_a_page_calls_by_the_same_name_does_not_come_into_the_component():
    page = draw("{% banner %}x{% endbanner %}", tone="danger", title="Of the page", id="mine")
    assert page == '<div class="banner"><div class="banner__body">x</div></div>'


def test_a_button_is_a_link_with_an_address_and_sends_its_form_without_one():
    home = reverse("web:help")
    assert draw('{% button "web:help" style="second" %}Help{% endbutton %}') == (
        f'<a class="button button--second" href="{home}">Help</a>'
    )
    assert draw("{% button there query=more %}Go{% endbutton %}", there="/x/", more="a=1&b=2") == (
        '<a class="button" href="/x/?a=1&amp;b=2">Go</a>'
    )
    assert draw('{% button name="stop" value="1" small=True %}Stop{% endbutton %}') == (
        '<button class="button button--small" name="stop" value="1">Stop</button>'
    )


def test_a_form_that_is_sent_carries_its_token_and_its_key_unless_it_says_otherwise():
    source = '{% post_form "web:language" class="form" KEY %}x{% endpost_form %}'
    page = draw(source.replace("KEY", ""), csrf_token="t")
    assert page.startswith(
        f'<form class="form" method="post" autocomplete="off" action="{reverse("web:language")}"'
    )
    assert 'name="csrfmiddlewaretoken" value="t"' in page
    assert 'name="once"' in page
    assert 'name="once"' not in draw(source.replace("KEY", "once=False"), csrf_token="t")


def test_a_table_names_its_columns_and_what_it_shows():
    page = draw('{% table "Name" "Office" caption="People" %}<tr><td>Noi</td></tr>{% endtable %}')
    assert '<th scope="col">Name</th><th scope="col">Office</th>' in page
    assert 'tabindex="0" role="region" aria-label="People"' in page
    assert "<caption>People</caption>" in page
    assert "<tbody><tr><td>Noi</td></tr></tbody>" in page


def test_a_slip_in_a_name_is_said_when_the_template_is_read():
    with pytest.raises(TemplateSyntaxError, match=r"banner takes tone title .*, not colour"):
        Template('{% load components %}{% banner colour="red" %}x{% endbanner %}')
    with pytest.raises(TemplateSyntaxError, match="no slot head"):
        draw("{% banner %}{% slot head %}x{% endslot %}{% endbanner %}")


def test_a_row_says_who_what_when_and_what_can_be_done():
    page = draw(
        '{% rows %}{% row "/x/" tone="danger" %}Maroon Owl 643{% slot more %}Locked in{% endslot %}'
        "{% slot when %}14 h ago{% endslot %}{% slot do %}<a>Heard</a>{% endslot %}{% endrow %}"
        '{% row icon="call" %}No link{% endrow %}{% endrows %}'
    )
    assert page.startswith('<ul class="rows"><li class="row row--danger"><span class="row__sign">')
    assert '<p class="row__title"><a href="/x/">Maroon Owl 643</a></p>' in page
    assert '<p class="row__more">Locked in</p></div><div class="row__when">14 h ago</div>' in page
    assert page.count("row__do") == page.count("row__when") == 1
    assert '<p class="row__title">No link</p>' in page


def test_the_signs_of_the_states_differ_in_shape_and_stand_beside_a_word():
    marks = [
        draw('{% mark "' + one + '" %}Word{% endmark %}')
        for one in ("danger", "care", "ok", "unknown", "no")
    ]
    shapes = {re.sub(r"mark--\w+", "", mark) for mark in marks}
    assert len(shapes) == len(marks)
    assert all("<span>Word</span></span>" in mark for mark in marks)


def test_the_parts_of_a_case_page_are_drawn():
    page = draw(
        '{% tabs label="Parts" %}{% tab "/x/" current=True %}Now{% endtab %}{% endtabs %}'
        '{% story %}{% story_line "Contact" icon="call" tone="red" %}Never{% endstory_line %}{% endstory %}'
        '{% quick label="Add" %}{% quick_action "/n/" icon="note" %}Note{% endquick_action %}{% endquick %}'
        '{% line %}{% line_item icon="note" tone="blue" title="A" %}<p>B</p>{% endline_item %}{% endline %}'
        '{% chips label="Show" %}{% chip "/c/" query="show=mine" %}Mine{% endchip %}{% endchips %}'
        '{% empty_state icon="case" title="No case" %}Take a call.{% endempty_state %}'
    )
    for part in (
        '<li><a href="/x/" aria-current="page">Now</a></li>',
        "<dt>Contact</dt><dd>Never</dd>",
        '<a href="/n/"><svg class="icon"',
        '<span class="line__dot line__dot--blue"><svg class="icon"',
        "<p><strong>A</strong></p><p>B</p>",
        '<a class="chip" href="/c/?show=mine">Mine</a>',
        "<h2>No case</h2><p>Take a call.</p></div>",
    ):
        assert part in page
