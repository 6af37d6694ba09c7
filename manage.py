#!/usr/bin/env python
"""The same as `fanal manage`."""

import sys

from fanal.cli import main

if __name__ == "__main__":
    sys.exit(main(["manage", *sys.argv[1:]]))
