"""A form as a browser without a script sees and sends it."""

from html.parser import HTMLParser

UNTICKED = {"checkbox", "radio", "file"}  # sent only when ticked, or not at all


class Fields(HTMLParser):
    """What each form of a page would send: {path it is sent to: {name: value}}."""

    def __init__(self, text, here):
        super().__init__()
        self.here, self.forms = here, {}
        self.form = self.area = self.select = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name, value = told.get("name"), told.get("value") or ""
        if tag == "form":
            self.form = self.forms.setdefault(told.get("action") or self.here, {})
        elif self.form is None:
            return
        elif tag == "textarea" and name:
            self.area = name
            self.form[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in told:
            self.form[self.select] = value
        elif tag == "input" and name and (told.get("type") not in UNTICKED or "checked" in told):
            self.form[name] = value

    def handle_data(self, data):
        if self.area:
            self.form[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.form[self.area] = self.form[self.area].removeprefix("\n")
            self.area = None
        elif tag == "form":
            self.form = None


def filled_in(client, page):
    """The fields of the form of a page with what stands in them."""
    return Fields(client.get(page).text, page).forms[page]


def kept_while_typing(client, form, **typed):
    """What the script of the page sends: the form as it stands."""
    return client.post("/keys/drafts/", form | typed).json()["kept"]
