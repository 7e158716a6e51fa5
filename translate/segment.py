"""Cut a text into segments: what the decoder is given one by one, and what passes through unchanged.

The cut is lossless: segments are spans of the text in order, and between them lies nothing but white space. Lines are
never joined, so n lines in are n lines out. Sentences are found by razdel (github.com/natasha/razdel), the reference
for Russian news; its limits are mended here: "г." or "руб." at the end of a sentence, sentences with no space between
them, a few abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translate.protect import protected

# What str.splitlines takes for the end of a line.
_LINE = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_CYRILLIC = re.compile("[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
# A dash of direct speech or a bullet, before its sentence.
_BULLET = re.compile(r"(?:[-–—―•·∙▪▫◦●○■□‣⁃*>|]+(?=\s)|[•∙▪▫◦●○■□‣⁃*>|]+)\s*")
# razdel joins whatever follows "г.", "руб.", "им."; a capitalised function word can only open a new sentence.
_AFTER_SHORT = re.compile(
    r"(?<=[а-яё]\.)\s+(?=(?:А|Без|Более|Бы|В|Во|Вот|Все|Всего|Всё|Вы|Где|Для|До|Его|Ее|Её|Если|Еще|Ещё|Же|За|Здесь|"
    r"И|Из|Или|Их|К|Как|Когда|Которые|Кроме|Кто|Мы|На|Над|Напомним|Не|Него|Но|О|Об|Обо|Однако|Он|Она|Они|Оно|От|Перед|"
    r"По|Под|Позже|Поэтому|После|Потом|При|Про|Ранее|С|Сейчас|Согласно|Со|Так|Также|Такие|Такой|Там|Теперь|То|Тогда|Только|"
    r"Тот|Ту|У|Уже|Хотя|Чем|Через|Что|Чтобы|Эта|Эти|Это|Этот|Я)\s+[^\W\d_])"
)
_SPEED = re.compile(r"(?<=м/[чс]\.)\s+(?=[«\"]?[А-ЯЁ])")
# What razdel takes for the end of a sentence and is not: a degree before its holder's name, a table's number.
_OPEN = re.compile(r"(?:\b[дк]\. ?[а-я]{1,4}\. ?н|\bтабл|\bрис|\bприм|\bнапр|\bт\. ?наз)\.$")
# "сказал он.Далее": a full stop, no space, a capital; but not "ул.Ленина".
_GLUED = re.compile(r"(?<=[а-яё][а-яё»)][.!?…])(?=[«\"(]?[А-ЯЁ][а-яё])")
_SHORT = re.compile(
    r"(?:\b(?:ул|им|ст|св|пл|пр|просп|пер|обл|кв|корп|стр|пос|дер|гор|тов|проф|акад|доц|ред|зам|зав|нач|ген|полк|кап|"
    r"бул|наб|респ|мкр|пом|тел|гр|ок|см|ср|рис|табл|гл|изд|авт|сост|пер|вып|т\.д|т\.п|т\.е|т\.к|т\.н|и\.о|др|пр|вв|гг|"
    r"руб|коп|тыс|млн|млрд|трлн|долл|чел|мин|сек|час|км|кг|мм|га|Дж|Вс|Ст))\.$"
)
# razdel's time grows with the square of a stretch of joined sentences: hand it no more than this.
_BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A half-open span of the text; ``translate`` is false for what passes through unchanged."""

    start: int
    end: int
    translate: bool


def segment(text: str) -> list[Piece]:
    """The segments of a text in order; text outside every segment is white space.

    A segment is translated when it has a Cyrillic letter; addresses, emoji, code, Latin sentences and bullets are
    segments of their own and pass through.
    """
    pieces: list[Piece] = []
    for line in _LINE.finditer(text):
        start, end = _strip(text, line.start(), line.end())
        if start == end:
            continue
        if not _CYRILLIC.search(text, start, end):
            pieces.append(Piece(start, end, False))
            continue
        for left, right in _sentences(text, start, end):
            pieces += _parts(text, left, right)
    return pieces


def _parts(text: str, start: int, end: int) -> Iterator[Piece]:
    """A sentence without its bullet, cut around what is protected in it."""
    if bullet := _BULLET.match(text, start, end):
        mark = bullet.start() + len(bullet.group().rstrip())
        yield Piece(start, mark, False)
        start = bullet.end()
    position = start
    for left, right in [*protected(text, start, end), (end, end)]:
        low, high = _strip(text, position, left)
        if low < high:
            yield Piece(low, high, bool(_CYRILLIC.search(text, low, high)))
        if left < right:
            yield Piece(left, right, False)
        position = right


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of one line, without the white space between them."""
    for left, right in _joined(text, _razdel(text, start, end)):
        cuts = [m.span() for rule in (_AFTER_SHORT, _SPEED) for m in rule.finditer(text, left, right)]
        cuts += [
            m.span()
            for m in _GLUED.finditer(text, left, right)
            if not _SHORT.search(text, max(left, m.start() - 8), m.start())
        ]
        position = left
        for low, high in [*sorted(cuts), (right, right)]:
            span = _strip(text, position, low)
            if span[0] < span[1]:
                yield span
            position = high


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those put together again that razdel cut after an abbreviation."""
    held: tuple[int, int] | None = None
    for left, right in spans:
        left = held[0] if held else left
        held = (left, right)
        if not _OPEN.search(text, max(left, right - 20), right):
            yield held
            held = None
    if held:
        yield held


def _razdel(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    from razdel import sentenize

    while start < end:
        stop = min(start + _BLOCK, end)
        if stop < end and (space := text.rfind(" ", start + _BLOCK // 2, stop)) > 0:
            stop = space
        found = [(start + s.start, start + s.stop) for s in sentenize(text[start:stop]) if s.start < s.stop]
        if stop < end and len(found) > 1:
            found.pop()  # it may go on beyond the block
        yield from found
        start = found[-1][1] if found else stop


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
