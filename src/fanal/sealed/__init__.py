"""Columns under the server's own key, and what a page shows where one does not open."""
