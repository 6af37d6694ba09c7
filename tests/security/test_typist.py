"""What the walks read of a page is what stands on it: its links and its forms, and nothing twice."""

from tests.security.typist import Page

TEXT = """<main><p>3 &lt; 4 <a class="chip" href="/cases/?at=1&amp;by=2#top">Cases</a>
<a href="https://elsewhere.example/">Elsewhere</a> <a
  href="/help/">Help</a></p>
<form method="get" action="/find/"><input name="q"></form>
<form method="post" action="/cases/new/"><input name="name" maxlength="40" value="Ma &amp; Pa">
  <textarea name="words">&lt;/form&gt; she said</textarea>
  <select name="kind"><option value="a">A</option><option value="b">B</option></select></form>
<form method="post"><input type="checkbox" name="yes" value="1"><button name="go">Go</button></form>
</main>"""


def test_its_links_are_those_to_our_own_pages():
    assert Page(TEXT).links == ["/cases/?at=1&by=2", "/help/"]


def test_its_forms_are_those_that_are_sent_with_what_each_field_holds():
    first, second = Page(TEXT).sheets
    assert first.action == "/cases/new/"
    assert {name: one.type for name, one in first.controls.items()} == {
        "name": "text",
        "words": "textarea",
        "kind": "select",
    }
    assert first.controls["name"].values == ["Ma & Pa"]
    assert first.controls["name"].longest == 40
    assert first.controls["kind"].values == ["a", "b"]
    assert second.action == ""
    assert second.controls["yes"].values == ["1"]
