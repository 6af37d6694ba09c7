"""What was done: a journal that holds no content and cannot be mended after it was cut."""
