"""`python -m parta` is `parta`."""

from parta.ops.cli import main

main()
