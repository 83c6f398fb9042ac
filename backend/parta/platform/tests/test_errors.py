from parta.platform import errors


def test_an_error_carries_its_code_and_its_parameters() -> None:
    problem = errors.TooMany(retry_after=30).as_problem()

    assert problem == {
        "type": "about:blank",
        "title": "platform.too_many",
        "status": 429,
        "code": "platform.too_many",
        "params": {"retry_after": 30},
    }


def test_no_two_errors_share_a_code() -> None:
    assert errors.all_errors()["platform.not_found"] is errors.NotFound
