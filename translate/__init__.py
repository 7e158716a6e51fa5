"""Russian texts in, English texts out, segment by segment, with every defect named.

    from translate import Translator
    for translation in Translator("best").translate(["Москва не ответила на предложение."]):
        print(translation.hypothesis, translation.flags)

Knows nothing of news items or files. Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from translate.estimation.estimate import Quality, quality
    from translate.options import TranslateOptions
    from translate.translator import Translator
    from translate.types import Flag, Segment, Translation

__all__, __getattr__, __dir__ = exported(__name__)
