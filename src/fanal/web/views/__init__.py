"""The pages of the frame itself: hide, calendar, help, language; and the gallery of components."""

from fanal.web.conflicts import conflict_page as conflict_page
