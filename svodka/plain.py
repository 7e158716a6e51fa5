"""Dataclasses as plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Self, cast, get_type_hints

from svodka.errors import InputError


class Plain:
    """A dataclass that is written as plain JSON field by field, and read back with every value's type looked at."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(cast(Any, self))}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_dict`: a key that is missing has its default, one that is unknown is passed over.

        Raises InputError for anything that `to_dict` does not give.
        """
        import msgspec

        try:
            if not isinstance(data, Mapping):
                raise msgspec.ValidationError(f"Expected `object`, got `{type(data).__name__}`")
            ready = cls._from_plain(dict(data))
            for name, kind in _parts(cast(Any, cls)):
                if name in ready:
                    ready[name] = kind.from_dict(ready[name])
            return msgspec.convert(ready, cls)
        except msgspec.ValidationError as error:
            raise InputError(f"is not what {cls.__name__}.to_dict() gives: {error}") from error

    @classmethod
    def _from_plain(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The values in the form that the fields have, where `to_dict` writes another."""
        return data


@cache
def _parts(kind: type[Plain]) -> tuple[tuple[str, type[Plain]], ...]:
    """The fields that are such dataclasses themselves."""
    return tuple(
        (name, hint)
        for name, hint in get_type_hints(kind).items()
        if isinstance(hint, type) and issubclass(hint, Plain)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Plain):
        return value.to_dict()
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, dict) else value
