"""Shapes of `protocol` in the HTTP API: `Wire[MessageView]` is a field or an answer with the socket's own shape.

So that nothing is written twice: what a frame carries and what HTTP answers is one type, encoded in one way.
"""

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

MARK = "x-struct"
"""In a schema: the name of the shape, which `parta.contract` turns into a reference."""

T = TypeVar("T")

if TYPE_CHECKING:
    Wire = Annotated[T, "wire"]
else:

    class Wire:
        def __class_getitem__(cls, struct: type) -> Any:
            return Annotated[struct, _AsOnTheWire(struct)]


class _AsOnTheWire:
    def __init__(self, struct: type[msgspec.Struct]) -> None:
        self.struct = struct

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(msgspec.to_builtins)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "object", MARK: self.struct.__name__}

    def read(self, value: Any) -> Any:
        if isinstance(value, self.struct):
            return value
        try:
            return msgspec.convert(value, self.struct)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from error


def with_references(schema: Any, *, template: str) -> Any:
    """The document with a reference wherever a shape is marked."""
    if isinstance(schema, dict):
        if MARK in schema:
            return {"$ref": template.format(name=schema[MARK])}
        return {key: with_references(value, template=template) for key, value in schema.items()}
    if isinstance(schema, list):
        return [with_references(value, template=template) for value in schema]
    return schema
