"""What made a result: model, revision, engine, quantization, options, prompt and version, as one comparable value.

Modelled on sacrebleu's signatures (Post 2018, "A Call for Clarity in Reporting BLEU Scores"): two results with the
same signature were made the same way; anything that may change the output is in it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from svodka.plain import Plain
from svodka.version import __version__


@dataclass(frozen=True, slots=True)
class Signature(Plain):
    """How a result was made; ``str()`` gives one short line such as ``model:…|rev:…|engine:ctranslate2|…``.

    ``options`` holds the settings that differ from their defaults, sorted, as (name, value) pairs of strings.
    """

    model: str
    revision: str | None = None
    engine: str | None = None
    quantization: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    prompt_hash: str | None = None
    version: str = __version__

    def __str__(self) -> str:
        parts = [("model", self.model), ("rev", self.revision and self.revision[:12]), ("engine", self.engine)]
        parts += [("quant", self.quantization), *self.options, ("prompt", self.prompt_hash), ("version", self.version)]
        return "|".join(f"{name}:{value}" for name, value in parts if value is not None)

    def digest(self) -> str:
        """64 bits of SHA-256 over every field, as 16 hex digits: the key under which results are stored."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON: the fields by name, options as an object."""
        return Plain.to_dict(self) | {"options": dict(self.options)}

    @classmethod
    def _from_plain(cls, data: dict[str, Any]) -> dict[str, Any]:
        given = data.get("options", {})
        return data | {"options": sorted(given.items()) if isinstance(given, dict) else given}


def changed_options(options: Any) -> tuple[tuple[str, str], ...]:
    """The fields of an options dataclass that differ from their defaults, sorted: the `Signature.options` of it."""
    assert is_dataclass(options) and not isinstance(options, type)
    default = type(options)()
    pairs = ((f.name, getattr(options, f.name), getattr(default, f.name)) for f in fields(options))
    return tuple(sorted((name, str(value)) for name, value, usual in pairs if value != usual))
