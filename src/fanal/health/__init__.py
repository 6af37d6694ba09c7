"""Whether the installation is well: checks for `fanal doctor` and for the administrator's page."""
