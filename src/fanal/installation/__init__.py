"""Files that lie beside the database: keys, their marks, and notes about backups."""
