"""A case: from the alert to the closed file, section by section."""
