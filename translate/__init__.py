"""Russian texts in, English texts out, segment by segment, with every defect named.

    from translate import Translator
    for translation in Translator("best").translate(["Москва не ответила на предложение."]):
        print(translation.hypothesis, translation.flags)

Knows nothing of news items or files. Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

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

__getattr__ = names_from(__name__, _HOME)
