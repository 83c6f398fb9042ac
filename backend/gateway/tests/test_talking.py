"""Two people talk through a real gateway."""

from gateway.tests.conftest import LineOpener
from gateway.tests.make import School


async def test_what_one_writes_the_other_reads_at_once(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)

    ack = await of_anna.posted(chat, "Здравствуйте!")

    event = await of_boris.message(chat, "Здравствуйте!")
    assert (ack.seq, ack.pts) == (1, 1)
    assert (event.pts, event.seq) == (1, 1)
    assert event.message is not None
    assert event.message.sender == anna.user
