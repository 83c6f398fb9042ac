"""The order of one chat on its way out, without sockets."""

import itertools

from gateway.livechat import LiveChat, Member, Need, Step, is_hidden

Chat = LiveChat[str, str]


def a_chat(*, head: int = 0, mv: int = 1) -> Chat:
    chat = Chat(org=1, chat=2)
    chat.starts_at(pts=head, mv=mv)
    return chat


def a_step(pts: int, *, mv: int = 1, seq: int = 0, poster: str | None = None) -> Step[str]:
    return Step(pts=pts, mv=mv, kind="message", seq=seq, wired=b"", poster=poster)


def test_in_whatever_order_steps_come_they_leave_in_theirs_and_once() -> None:
    for order in itertools.permutations([1, 2, 3, 4, 2, 3]):
        chat = a_chat()
        left = []
        for pts in order:
            chat.offer(a_step(pts))
            left += [step.pts for step in chat.release()]
        assert left == [1, 2, 3, 4]


def test_a_hole_asks_for_events_and_a_newer_list_for_members() -> None:
    chat = a_chat()

    chat.offer(a_step(2))
    assert (chat.release(), chat.need()) == ([], Need.EVENTS)

    chat.offer(a_step(1, mv=2))
    assert (chat.release(), chat.need()) == ([], Need.MEMBERS)

    chat.has_members({"anna": Member(1, may_type=True)}, mv=2)
    assert [step.pts for step in chat.release()] == [1, 2]
    assert chat.need() is Need.NOTHING


def test_an_older_list_changes_nothing() -> None:
    chat = a_chat(mv=3)
    chat.members["anna"] = Member(1, may_type=True)

    chat.has_members({}, mv=2)

    assert set(chat.members) == {"anna"}


def test_before_the_first_digest_everything_waits() -> None:
    chat = Chat(org=1, chat=2)
    for pts in (4, 5, 6):
        assert chat.offer(a_step(pts))
    assert (chat.release(), chat.need()) == ([], Need.NOTHING)

    chat.starts_at(pts=5, mv=1)

    assert [step.pts for step in chat.release()] == [6]


def test_the_step_that_owes_an_ack_wins_over_its_echo() -> None:
    chat = a_chat()
    chat.offer(a_step(2))
    chat.offer(a_step(2, poster="phone"))
    chat.offer(a_step(2))
    chat.offer(a_step(1))

    assert [step.poster for step in chat.release()] == [None, "phone"]


def test_what_left_is_not_taken_again() -> None:
    assert not a_chat(head=7).offer(a_step(7))


def test_giving_up_leaves_no_hole_behind() -> None:
    chat = a_chat()
    for pts in (3, 5, 6):
        chat.offer(a_step(pts))

    assert [step.pts for step in chat.give_up_to(5)] == [3, 5]
    assert [step.pts for step in chat.release()] == [6]


def test_only_steps_about_earlier_messages_are_hidden() -> None:
    newcomer = Member(visible_from=5, may_type=False)

    assert is_hidden(a_step(9, seq=4), newcomer)
    assert not is_hidden(a_step(9, seq=5), newcomer)
    assert not is_hidden(a_step(9, seq=0), newcomer)
