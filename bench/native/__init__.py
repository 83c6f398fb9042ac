"""The load generator: sockets are opened and greeted in Python (`lines`), the load runs in C (`load.c`, by `load`)."""

from bench.native.compiled import CannotCompile
from bench.native.lines import NoSocket, open_sockets, shut
from bench.native.load import Load, NotWhole, Protocol, Report, Saturated, run_load

__all__ = [
    "CannotCompile",
    "Load",
    "NoSocket",
    "NotWhole",
    "Protocol",
    "Report",
    "Saturated",
    "open_sockets",
    "run_load",
    "shut",
]
