"""What every app asks of the database beside its models: SQL, conditions, releases."""
