"""`python -m motcua.console`, which `.venv/bin/motcua` runs."""

from __future__ import annotations

import sys

from motcua.console.program import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
