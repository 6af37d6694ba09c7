"""What the law says of what is recorded in a case, and what authorities have found."""
