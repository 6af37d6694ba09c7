"""The pages of the frame itself: hide, calendar, help, language; and the gallery of components."""
