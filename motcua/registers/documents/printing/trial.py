"""A program of its own: a template from standard input is set once, within bounds of time and memory. See `bounds`.

Started by its path, so it imports nothing of the house. Ends with 0 or 1, whether it could be set or not; whatever else
it ends with, it went beyond the bounds.
"""

from __future__ import annotations

import json
import resource
import sys

MOST_MEMORY = 2048 * 1024 * 1024


def main() -> int:
    """Set one template."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    import typst

    told = json.load(sys.stdin)
    try:
        typst.compile(told["source"].encode(), root=told["root"], sys_inputs={"facts": told["facts"]})
    except typst.TypstError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
