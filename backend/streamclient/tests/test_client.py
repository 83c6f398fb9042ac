"""The client against a real gateway: whatever happens to its line, it ends where the tables are."""

import asyncio

import pytest

from gateway.server import Gateway
from gateway.tests.conftest import GatewayMaker
from gateway.tests.make import School
from streamclient.client import NotPosted
from streamclient.tests.conftest import Follower


async def test_what_one_posts_the_other_holds(gateway: Gateway, school: School, follow: Follower) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    writes, reads = await follow(gateway, anna), await follow(gateway, boris)

    posted = await writes.post(chat, "Здравствуйте")

    await reads.until(lambda: reads.replica.chats[chat].pts == posted.pts)
    assert reads.replica.chats[chat].messages == writes.replica.chats[chat].messages
    assert reads.replica.chats[chat].messages[posted.seq].body == "Здравствуйте"


async def test_who_comes_late_fetches_what_was_said(gateway: Gateway, school: School, follow: Follower) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, *[f"слово {number}" for number in range(250)])

    late = await follow(gateway, boris)
    await late.in_step()

    assert sorted(late.replica.chats[chat].messages) == list(range(1, 251))
    assert late.replica.unread(chat) == 100


async def test_posts_outlive_the_line_and_are_posted_once(gateway: Gateway, school: School, follow: Follower) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    writes = await follow(gateway, anna)

    async with asyncio.TaskGroup() as group:
        for number in range(30):
            group.create_task(writes.post(chat, f"слово {number}"))
            if number % 7 == 3:
                await asyncio.sleep(0)
                writes.lose_line()

    await writes.in_step()
    bodies = [message.body for _, message in sorted(writes.replica.chats[chat].messages.items())]
    assert bodies == [f"слово {number}" for number in range(30)]
    assert school.head(chat)[1] == 30


async def test_a_refusal_is_an_error_with_its_code(gateway: Gateway, school: School, follow: Follower) -> None:
    anna = school.someone()
    foreign = school.chat([school.someone()])
    client = await follow(gateway, anna)

    with pytest.raises(NotPosted) as refused:
        await client.post(foreign, "Пустите")

    assert refused.value.code == "chat.not_found"


async def test_who_is_removed_forgets_the_chat_and_who_returns_sees_it_anew(
    gateway: Gateway, school: School, follow: Follower
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "раз", "два")
    client = await follow(gateway, boris)
    await client.in_step()

    school.remove(chat, boris)
    await client.until(lambda: chat not in client.replica.chats)
    school.posts(chat, anna, "без него")
    school.add(chat, boris)
    school.posts(chat, anna, "снова с ним")

    await client.until(lambda: chat in client.replica.chats and 4 in client.replica.chats[chat].messages)
    assert sorted(client.replica.chats[chat].messages) == [4]


async def test_what_was_missed_behind_a_pause_is_fetched(
    a_gateway: GatewayMaker, school: School, follow: Follower
) -> None:
    gateway = await a_gateway()
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    client = await follow(gateway, boris)
    client.pause()
    await client.until(lambda: not client.replica.is_live)

    school.posts(chat, anna, "раз", "два")
    school.delete(chat, 1)
    client.go_on()

    await client.until(lambda: client.replica.is_live)
    await client.in_step()
    held = client.replica.chats[chat].messages
    assert (held[1].deleted, held[2].body) == (True, "два")


async def test_what_a_restored_backup_does_not_know_is_forgotten_here_too(
    gateway: Gateway, school: School, follow: Follower
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "раз", "два")
    client = await follow(gateway, boris)
    await client.in_step()
    client.pause()
    await client.until(lambda: not client.is_live)

    # The backup was made before «два»; since then as much was written as had been before.
    school.sql.execute("DELETE FROM message WHERE chat_id = %s AND seq = 2", [chat])
    school.sql.execute("DELETE FROM chat_event WHERE chat_id = %s AND pts = 2", [chat])
    school.sql.execute("UPDATE chat SET pts = 1, last_seq = 1 WHERE chat_id = %s", [chat])
    school.posts(chat, anna, "не два")
    school.sql.execute("UPDATE installation SET epoch = gen_random_uuid()")
    client.go_on()

    await client.until(lambda: client.is_live)
    await client.in_step()
    assert [message.body for message in client.replica.chats[chat].messages.values()] == ["раз", "не два"]
