"""Data that somebody wrote into a file: JSON and TOML, refused with line, place and reason."""
