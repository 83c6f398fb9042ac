"""The load generator is tested where there is a compiler for it."""

import shutil

collect_ignore = [] if shutil.which("cc") or shutil.which("gcc") else ["test_load.py"]
