"""Two people of one surname: whether a Russian text calls the bearer of an English name otherwise.

"Thomas Ulyanov" is not «Николай Ульянов», and "Pyotr Ivanov" is not «Сергей Петрович Иванов»: a patronymic is no first
name. A surname without a first name contradicts nobody, and initials stand for what begins so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.facts.bilingual.index import begins_alike, likeness
from svodka.facts.lexicon import english_of, stem
from svodka.facts.names import SAME, TITLES, english_exonyms, russian_exonym, same_name
from svodka.regexes import regex
from svodka.text import Span
from svodka.text.morphology import is_first_name

_PATRONYMIC = regex(r"(?:ович|евич|[ьи]ич|овн|евн|иничн)(?:а|у|ем|ом|е|ой|ы)?$|(?:кузьм|ильи|лук|фом)ич\w{0,2}$")
_EN = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RU_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
_INITIALS = r"(?:[А-ЯЁ]\.[ \u00a0]?){1,2}"
_BEFORE = regex(rf"(?:(?P<initials>{_INITIALS})|(?P<words>(?:{_RU_WORD}[ \u00a0]){{1,2}}))\Z")
_AFTER = regex(rf"[ \u00a0](?:(?P<initials>(?:[А-ЯЁ]\.[ \u00a0]?){{2}})|(?P<words>{_RU_WORD}[ \u00a0]{_RU_WORD}))")
_SURNAME = regex(_RU_WORD)
_ADJECTIVE = regex(r"(?:ьн|чн|нн|ск|шн)(?:ой|ый|ий|ая|ого|ую|ом|ые|ых)$")
_LEAST = 3  # letters of a surname


def other_bearer(name: str, texts: Sequence[str]) -> str | None:
    """How the Russian texts call the bearers of an English person's surname, where none has the name's first name."""
    words = [word for word in _EN.findall(name) if len(word) == 1 or word.lower() not in TITLES]
    if len(words) < 2 or len(words[-1]) < _LEAST or any(len(word) > 1 and word.isupper() for word in words):
        return None
    firsts, surname = words[:-1], words[-1]
    found = [(first, text[slice(*span)]) for text in texts for first, span in people_named(text, surname)]
    if not found or any(same_first(first, mine) for first, _ in found for mine in firsts):
        return None
    return found[0][1]


def people_named(text: str, surname: str) -> Iterator[tuple[str, Span]]:
    """First name or initial of everybody in a Russian text who may have the surname, and where the whole stands."""
    key = surname.lower()
    for match in _SURNAME.finditer(text):
        word = match[0].lower().replace("ё", "е")
        if not begins_alike(word, key) or likeness(word, key) < SAME:
            continue
        before = _BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        after = _AFTER.match(text, match.end())
        if before and before["initials"]:
            yield before["initials"][0], (match.start() - len(before[0]), match.end())
        elif before:
            names = [w for w in before["words"].split() if not _PATRONYMIC.search(w.lower())]
            first = names[0] if len(names) == len(before["words"].split()) - 1 else names[-1] if names else ""
            if first and _is_first(first):
                yield first, (match.start() - len(before[0]), match.end())
        elif after and after["initials"]:
            yield after["initials"][0], (match.start(), after.end())
        elif after and _PATRONYMIC.search(after["words"].split()[1].lower()):
            yield after["words"].split()[0], (match.start(), after.end())


def _is_first(word: str) -> bool:
    if _ADJECTIVE.search(word):
        return False
    return not english_of(stem(word.lower())) or is_first_name(word)


def same_first(russian: str, english: str) -> bool:
    """Whether a first name or initial may be an English one."""
    if len(russian) == 1 or len(english) == 1:
        # Ю and Я are two letters of English: Igor begins with an I, and is no Ю. for that.
        spelled = russian not in ("Ю", "Я") or english[1:2] in ("", "u", "a")
        return spelled and same_name(russian[0], english[0]) > 0
    entry = russian_exonym(russian)
    if entry is not None and any(other.key == entry.key for other in english_exonyms(english)):
        return True
    if likeness(russian.lower().replace("ё", "е"), english.lower()) >= SAME / 2:
        return True
    return any(_stem_of(russian).startswith(ru) and english.lower().startswith(en) for ru, en in _VARIANTS)


def _stem_of(russian: str) -> str:
    return russian.lower().replace("ё", "е")


# First names that are put into English otherwise than by their letters, short forms of either language among them.
_VARIANTS = tuple(
    (ru, en)
    for row in """
александр саш: alexander alex sasha; алекс: alex alec; петр: peter pierre pete; павл павел: paul; михаил миш:
michael mikhail mike misha; николай коля: nicholas nikolai nick; иван: john ivan; евгени жен: eugene yevgeni evgeni
zhenya; андре: andrew andrei andre; георги юр: george yuri; екатерин кат: catherine katherine kate katya; елен:
helen yelena elena lena; дмитри дим: dmitry dmitri dima dimitri; серге: serge sergei; яков: jacob james yakov; лев
льв льв: leo lev; анастаси наст: anastasia nastya; натал наташ: natalia natasha nathalie; татьян тан: tatiana tanya;
мари маш: mary maria masha marie; анн ан: anna anne ann; юли: julia yulia julie; ксени: xenia kseniya; федор:
theodore fyodor; стефан степан: stephen stepan stefan; владимир волод: vladimir volodymyr; роберт боб: robert bob
rob; уиль вил: william bill will; ричард дик: richard dick; томас том: thomas tom; джеймс джим: james jim; джон джо:
john jon jean joe joseph; шон: shawn sean shaun; джефф: jeff geoff jeffrey geoffrey; стив: stephen steven steve;
филип: philip phillip felipe; марк: mark marc; эрик: eric erik; карл: carl karl charles; майкл: michael mike;
кристоф крис: christopher chris; илья ильи: ilya elijah; жак: jacques jack; пит: pete peter; уго гуго хуго: hugo;
джин: gene jean jin; хью: hugh; гай ги: guy; жан: jean; жозе хосе: jose joseph; хуан жоао: juan joao; хорхе: jorge;
жорж: georges george; люк: luc luke; хулио жулиу: julio; хавьер ксавье: javier xavier; юджин: eugene; йен иэн: ian
iain; шарль: charles; мишель: michel michelle; гийом: guillaume; бенуа: benoit; тьерри: thierry; эрве: herve; анри:
henri; жиль: gilles; жюль: jules; айзек исаак: isaac; шеймус: seamus; киран: ciaran; кит: keith kit; дуайт: dwight;
луи: louis lewis; хесус: jesus; жозеф: joseph; иосиф: joseph josef iosif; эдуард: edward eduard; чарл чарльз:
charles charlie
""".replace("\n", " ").split(";")
    for ru in row.split(":")[0].split()
    for en in row.split(":")[1].split()
)  # fmt: skip
