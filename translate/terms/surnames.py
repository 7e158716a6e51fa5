"""A Russian surname as it is spelled, where the hypothesis has it garbled.

Only the commonest kind is dared, -ов, -ев and -ин: its Latin spelling and its cases are regular. Names of other kinds
often are foreign, and spelled as where they come from. What it does to human translations: docs/measured/briefs.md.
"""

from __future__ import annotations

from svodka.regexes import regex
from svodka.text.morphology import is_known, is_surname

# Stem, suffix, ending: Куренков, Куренкова (his or her), Куренкову (to him or her), Куренковым, Куренкове; Куренковой.
_SURNAME = regex(r"([а-яё]{2,})([оеё]в|ин|ын)(а|у|ым|е|ой|)")
# A rendering that sounds like the name, and one that sounds enough like it to be let stand (`same_name`).
_FAINT, _SOUND = 0.3, 0.55
_OPEN = " аеёиоуыэюяьъ"
_LATIN = dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ь": "", "ъ": "",
}  # fmt: skip


def respell(written: str, rendering: str) -> str | None:
    """The surname as it is spelled in English, if ``rendering`` garbles it; None where it stands or is another kind.

    ``written`` is the name in the source, in any case. Whether it is his or hers is told by the ending, else by that of
    the rendering.
    """
    from svodka.facts.names import same_name

    match = _SURNAME.fullmatch(written.lower())
    if match is None or len(written) < 5:
        return None
    stem, suffix, ending = match.groups()
    if not is_surname(written) and (suffix in ("ин", "ын") or is_known(written)):
        return None
    his, hers = stem + suffix, stem + suffix + "а"
    forms = (hers,) if ending == "ой" else (his, hers) if ending in ("а", "у") else (his,)
    if not _FAINT <= max(same_name(form.title(), rendering) for form in forms) < _SOUND:
        return None
    return letters(hers if hers in forms and (len(forms) == 1 or rendering.endswith("a")) else his)


def letters(word: str) -> str:
    """A Russian word letter by letter, as news agencies do (BGN/PCGN without its apostrophes): Taisayev, Khrushchev."""
    name = word.lower()
    latin: list[str] = []
    if name.endswith(("ый", "ий")):
        name = f"{name[:-2]}ы"  # Chersky, Krasny
    for before, letter, after in zip(" " + name, name, name[1:] + " ", strict=False):
        if letter == "ё":
            latin.append("e" if before in "жчшщ" else "yo")
        elif letter == "й":
            latin.append("y" if after in _OPEN else "i")
        else:
            latin.append("ye" if letter == "е" and before in _OPEN else _LATIN[letter])
    return "".join(latin).capitalize()
