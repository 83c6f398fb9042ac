import pytest

from parta.platform import storage
from parta.platform.clock import now
from parta.platform.config import config
from protocol.tickets import BadToken, FileLink, Ticket, verify


def test_what_is_put_is_read_until_it_is_deleted() -> None:
    storage.put("schools/1/card.txt", "Гимназия".encode())
    assert storage.read("schools/1/card.txt").decode() == "Гимназия"

    storage.delete("schools/1/card.txt")
    storage.delete("schools/1/card.txt")

    with pytest.raises(FileNotFoundError):
        storage.read("schools/1/card.txt")


def test_a_link_names_one_object_for_a_while_and_is_no_other_token() -> None:
    token = storage.link("schools/1/card.txt", seconds=60).rpartition("/")[2]
    moment = now().timestamp()

    assert verify(token, FileLink, secret=config.secret, now=moment).key == "schools/1/card.txt"
    with pytest.raises(BadToken):
        verify(token, FileLink, secret=config.secret, now=moment + 61)
    with pytest.raises(BadToken):
        verify(token, Ticket, secret=config.secret, now=moment)
