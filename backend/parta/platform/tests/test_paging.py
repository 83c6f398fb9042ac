import pytest

from parta.platform.paging import CursorInvalid, make_cursor, read_cursor


def test_a_cursor_gives_back_what_it_was_made_of() -> None:
    assert read_cursor(make_cursor("елкина алена", 7), str, int) == ["елкина алена", 7]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "!!!",
        make_cursor(7),
        make_cursor(7, "а"),
        make_cursor("а", 7, 7),
        make_cursor("а\0", 7),
        make_cursor("а", 2**60),
        make_cursor("а", True),
        "W1tbW1tbW1tb" * 50,
    ],
)
def test_anything_else_is_refused(cursor: str) -> None:
    with pytest.raises(CursorInvalid):
        read_cursor(cursor, str, int)
