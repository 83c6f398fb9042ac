"""The stored functions of the messenger: one file each, whose header says what it takes, gives and locks.

They are the hot path (the gateway may call these and read no table) and the only writers of the streams.
"""

from pathlib import Path

FOLDER = Path(__file__).parent


def install() -> str:
    """SQL that makes every function, or replaces it by what its file says now.

    A migration runs it; whoever changes a file adds a migration that runs it again. Bodies are not checked while they
    are made, so that neither the order of the files nor tables of later migrations matter; tests call every function.
    """
    bodies = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.sql")))
    return f"SET LOCAL check_function_bodies = off;\n{bodies}"
