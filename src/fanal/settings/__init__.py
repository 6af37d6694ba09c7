"""Settings: `main` for work and demonstration, `test` for the tests."""
