"""The form of prevention: with what has to be on file before it can be filled in."""

from functools import partial

from fanal.web import asking

ask = partial(asking.ask, template="prevention/form.html")
