"""What the journal calls the codes of the pages of numbers."""

from fanal.core.number_pages.dictionary import PAGES

JOURNAL_CODES = {"numbers_of": {page.code: page.name for page in PAGES}}
