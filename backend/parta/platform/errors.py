"""What can be refused, and how it is told: seven kinds, one body (RFC 9457, `application/problem+json`).

A domain raises the fact (`InvitationExpired`), a subclass of one of the kinds with a `code`; parameters are the
annotated fields. Each code lands in the contract by itself, so that the front end cannot forget its words.
"""

import inspect
from typing import Any, ClassVar, dataclass_transform

from msgspec import to_builtins


@dataclass_transform(kw_only_default=True)
class AppError(Exception):
    """A refusal with a code and parameters; words are the front end's."""

    code: ClassVar[str] = ""
    status: ClassVar[int] = 500
    params: dict[str, Any]

    def __init__(self, **params: Any) -> None:
        expected = self.parameter_types()
        if params.keys() != expected.keys():
            raise TypeError(f"{type(self).__name__} takes {sorted(expected)}, got {sorted(params)}")
        self.params = params
        super().__init__(self.code, params)

    @classmethod
    def parameter_types(cls) -> dict[str, Any]:
        """Annotated fields of the concrete error: its parameters in the contract."""
        own: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            if issubclass(base, AppError) and base is not AppError:
                own |= {
                    name: kind for name, kind in inspect.get_annotations(base).items() if "ClassVar" not in str(kind)
                }
        return own

    def as_problem(self) -> dict[str, Any]:
        return {
            "type": "about:blank",
            "title": self.code,
            "status": self.status,
            "code": self.code,
            "params": to_builtins(self.params),
        }


class Unauthenticated(AppError):
    code = "platform.unauthenticated"
    status = 401


class Forbidden(AppError):
    """The caller may know of the thing, but not do this with it."""

    code = "platform.forbidden"
    status = 403


class NotFound(AppError):
    """There is no such thing, or the caller may not know of it: the two look alike."""

    code = "platform.not_found"
    status = 404


class Conflict(AppError):
    code = "platform.conflict"
    status = 409


class Invalid(AppError):
    """Input that cannot be used; `fields` is what a form shows beside its fields."""

    code = "platform.invalid"
    status = 422


class InvalidFields(Invalid):
    """The body or query does not fit the schema."""

    code = "platform.invalid_fields"
    fields: list[dict[str, str]]
    """[{"field": "name", "rule": "missing"}]; rules are pydantic's type names."""


class TooMany(AppError):
    code = "platform.too_many"
    status = 429
    retry_after: int
    """Seconds."""


class Unavailable(AppError):
    code = "platform.unavailable"
    status = 503


class InternalError(AppError):
    """A bug of ours; the request id finds it in the log."""

    code = "platform.internal"
    status = 500
    request_id: str


def all_errors() -> dict[str, type[AppError]]:
    """Every error that is imported, by code; the contract is made from it."""
    found: dict[str, type[AppError]] = {}
    todo = [AppError]
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            if found.setdefault(kind.code, kind) is not kind:
                raise TypeError(f"{kind.__name__} and {found[kind.code].__name__} share the code {kind.code!r}")
    return found
