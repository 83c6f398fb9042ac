import pytest

from protocol.text import BadText, check_text
from protocol.views import Entity


@pytest.mark.parametrize(
    ("body", "entities", "code"),
    [
        ("", (), "text.empty"),
        (" \n\t ", (), "text.empty"),
        ("a" * 4097, (), "text.too_long"),
        ("😀" * 2049, (), "text.too_long"),
        ("a\x00b", (), "text.characters"),
        ("a\rb", (), "text.characters"),
        ("\ud83d", (), "text.characters"),
        ("слово", (Entity("bold", 0, 6),), "text.entities"),
        ("слово", (Entity("bold", -1, 2),), "text.entities"),
        ("слово", (Entity("bold", 0, 0),), "text.entities"),
        ("слово", (Entity("bold", 0, 1),) * 101, "text.entities"),
        ("слово", (Entity("link", 0, 5, href="javascript:alert(1)"),), "text.entities"),
        ("слово", (Entity("link", 0, 5, href="https://a b"),), "text.entities"),
        ("слово", (Entity("link", 0, 5, href="https://\ud83d"),), "text.entities"),
        ("слово", (Entity("link", 0, 5),), "text.entities"),
        ("слово", (Entity("bold", 0, 5, href="https://example.org"),), "text.entities"),
        ("слово", (Entity("mention", 0, 5),), "text.entities"),
        ("слово", (Entity("mention", 0, 5, user=2**53),), "text.entities"),
        ("слово", (Entity("everyone", 0, 5),), "text.entities"),
    ],
)
def test_what_cannot_be_stored_or_shown_is_refused(body: str, entities: tuple[Entity, ...], code: str) -> None:
    with pytest.raises(BadText) as refusal:
        check_text(body, entities)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("body", "entities"),
    [
        ("a" * 4096, ()),
        ("Завтра\tв 9:00\nв актовом зале 😀", (Entity("bold", 0, 6), Entity("italic", 0, 30))),
        ("сайт", (Entity("link", 0, 4, href="https://example.org/a?b=в"),)),
        ("почта", (Entity("link", 0, 5, href="mailto:school@example.org"),)),
        ("@Анна", (Entity("mention", 0, 5, user=7),)),
    ],
)
def test_what_people_write_is_taken_as_it_is(body: str, entities: tuple[Entity, ...]) -> None:
    check_text(body, entities)
