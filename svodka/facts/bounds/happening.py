"""What happens to what a figure counts: words of Russian and English for it, and which of them contradict each other.

``*`` stands for any ending, ``_`` for a space, ``^`` for by how much. A word of one kind is compared with those of its
opposite only, so a kind may be wide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.facts.types import Lang
from svodka.regexes import regex

_EVENTS = r"""
died | погиб* умер* умир* скончал* убит* убил* жертв* гиб*л* смерт* задохну* утону* расстрел* летальн* |
    die died dies dying dead death* kill* fatal* casualt* perish* drown* slain execut* lost_their_li*
injured | ранен* ранил* пострада* травм* госпитализ* контуж* увеч* больниц* |
    injur* wound* hurt hospital* maimed suffer*
missing | пропа[лвс]* без_вести разыскива* ищут | missing unaccounted disappear* searching
rescued | спас* эвакуир* уцеле* выжи* | rescu* saved evacuat* surviv*
arrested | задерж* арестов* | detain* arrest* custody
released | освобо* отпущ* отпустил* | releas* freed set_free
rose | рос росл* раст[её]т растут растущ* расти вырос* вырас* возрос* возраст[аеу]* подрос* увелич* повыс* повыш*
    подорожа* дорожа* прибав* подня[лтв]* подним* прирос* взлет* подскоч* нараст* рост рост[аеу] ростом удорожа*
    нарасти* наращ* вверх выше укреп* ускор* пополн* расшир* превы[сш]* больше |
    rise rises rising risen rose increas* grow grows growing growth grew grown climb* gain gains gained gaining jump*
    surge surged surges surging soar* up^ (?<=%_)up (?<=cent_)up higher hike* rais* boost* rally
    rallied rallies strengthen* accelerat* expan* added exceed* above
fell | упа[лдв]* пад[аие]* сни[зж]* сократ* сокращ* уменьш* подешев* дешеве* потерял* спад спад[аеу] спадом рухн* обвал*
    просе[лд]* убав* убыл* ослаб* опуст* опуск* вниз ниже урез* пониз* пониж* замедл* недотя* меньше |
    fall falls falling fallen fell drop* declin* decreas* reduc* cut cuts cutting down^
    (?<=%_)down (?<=cent_)down lower* slump* plung* plummet*
    shr[aiu]nk* loses losing lost lose dip dips dipped weaken* slow* slid* sank sink* shed cheaper tumbl* below less
    fewer
profit | прибыл[ьи]* профицит* доход* | profit* surplus* earn* income
loss | убыт* дефицит* потер[ьия]* расход* | loss losses deficit* shortfall* expens* spend*
for | за в_поддержку | for in_favo* yes aye* support* voted_for
against | против | against oppos* no nay*
abstained | воздержа* | abstain*
won | выигр* побед* побежд* | win wins won winning victor* beat beats
lost | проигр* пораж* уступ* | lose loses lost losing defeat*
export | экспорт* вывоз* выв[её]з* | export*
import | импорт* ввоз* вв[её]з* | import*
bought | купи* покуп* приобр* закуп* | buy* bought purchas* acqui*
sold | прода* реализов* сбыт* | sell* sold sale*
born | родил* рожд* новорожд* | born birth*
"""
OPPOSITES = frozenset(
    frozenset(pair.split())
    for pair in "died injured; died missing; died rescued; injured missing; died born; rose fell; profit loss; "
    "for against; for abstained; against abstained; won lost; export import; bought sold; arrested released".split("; ")
)
"""Kinds that one figure cannot be of at once."""
_AGAINST = {kind: frozenset().union(*(pair - {kind} for pair in OPPOSITES if kind in pair))
            for kind in frozenset().union(*OPPOSITES)}  # fmt: skip
_VOTES = frozenset({"for", "against", "abstained"})
_VOTING = regex(
    r"(?<!\w)(?:против|голос|проголос|воздерж|against|vote|voting|ballot|in favou?r|abstain)", re.IGNORECASE
)


_BY = r"(?=\s(?:by|from|about|nearly|almost|over|more|\W?\d))"


def _table() -> dict[Lang, re.Pattern[str]]:
    rows: dict[Lang, list[str]] = {"ru": [], "en": []}
    text = re.sub(r"\n\s+", " ", _EVENTS.strip())
    for line in text.splitlines():
        kind, russian, english = (part.strip() for part in line.split("|"))
        for lang, words in (("ru", russian), ("en", english)):
            forms = "|".join(word.replace("*", r"\w*").replace("_", r"\s").replace("^", _BY) for word in words.split())
            rows[lang].append(f"(?P<{kind}>{forms})")  # type: ignore[index]
    return {lang: regex(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])", re.IGNORECASE) for lang, found in rows.items()}


_PATTERNS = _table()
_WORD = regex(r"(?<![\w-])\w+")


@lru_cache(maxsize=2)
def _openings(lang: Lang) -> tuple[str, ...]:
    """The letters with which the words begin, as far as each is spelled out."""
    column = 1 if lang == "ru" else 2
    words = (re.sub(r"\(\?<=[^)]*\)", "", w) for line in _EVENTS.replace("\n    ", " ").strip().splitlines()
             for w in line.split("|")[column].split())  # fmt: skip
    return tuple({re.match(r"[^\W_]+", word)[0] for word in words})  # type: ignore[index]


@lru_cache(maxsize=8192)
def _may_open(word: str, lang: Lang) -> bool:
    return word.lower().startswith(_openings(lang))


@lru_cache(maxsize=256)  # a text is asked about by its figures and by what they are held against
def events(text: str, lang: Lang) -> tuple[tuple[str, int, int], ...]:
    """The kinds of event that the words of a text name, with their places, in order."""
    pattern = _PATTERNS[lang]
    found: list[tuple[str, int, int]] = []
    done = 0
    # The pattern is long and most words begin none of its words, so it is tried where one may begin.
    for word in _WORD.finditer(text):
        at = word.start()
        if at >= done and _may_open(word[0], lang) and (match := pattern.match(text, at)):
            found.append((match.lastgroup or "", *match.span()))
            done = match.end()
    if any(kind in _VOTES for kind, _, _ in found) and not _VOTING.search(text):
        found = [each for each in found if each[0] not in _VOTES]
    return tuple(found)


def contradict(ours: str, theirs: str) -> bool:
    """Whether a figure cannot be of both kinds."""
    return theirs in _AGAINST.get(ours, ())
