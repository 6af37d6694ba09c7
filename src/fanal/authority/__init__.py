"""Rows that decide who may read what: attested under the server's key, and checked."""
