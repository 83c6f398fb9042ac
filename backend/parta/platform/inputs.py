"""Types of what comes in from outside: what passes them can be stored, compared and shown."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

LARGEST_ID = 2**53 - 1
"""The largest integer that JavaScript reads exactly."""

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


def _one_line(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError("control character")
    return text


def _lines(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t\r" for letter in text):
        raise ValueError("control character")
    return text


# `StringConstraints` also refuses lone surrogates, which PostgreSQL cannot store.
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_one_line)]
"""One line of text; narrow it with `Field(max_length=…)`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_lines)]
"""Several lines of text."""

Search = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(_one_line)]

Cursor = Annotated[str, StringConstraints(max_length=1000)]
"""`next` of the page before, as it was given (`paging`); empty for the first page."""
