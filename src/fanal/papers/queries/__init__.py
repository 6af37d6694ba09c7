"""Reading papers: beside the documents of a case, in calendars, on the line, and for a print."""
