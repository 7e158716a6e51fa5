"""Russian texts in, English texts out, segment by segment, with every defect named.

    from translate import Translator
    for translation in Translator("best").translate(["Москва не ответила на предложение."]):
        print(translation.hypothesis, translation.flags)

Knows nothing of news items or files. Names load when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translate.translator import TranslateOptions, Translator
    from translate.types import Flag, Segment, Translation

_HOME = {
    "Flag": "translate.types",
    "Segment": "translate.types",
    "TranslateOptions": "translate.translator",
    "Translation": "translate.types",
    "Translator": "translate.translator",
}
__all__ = ["Flag", "Segment", "TranslateOptions", "Translation", "Translator"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
