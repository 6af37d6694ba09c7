"""What stands on the pages of numbers: each line and measure is defined once, for the page, for the
file that can be taken from it and for the dictionary."""
