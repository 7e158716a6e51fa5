"""Does a sentence say "some" where its source in the other language says "all"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svodka.facts import Mismatch
from svodka.regexes import regex
from svodka.verify.across.case import Case
from svodka.verify.answer import Answer
from svodka.verify.mismatches import of_words

# A kind of quantity in four parts: English words that have to be borne out; Russian ones that bear them out; Russian
# ones that the sentence must keep, which bear out as well; English ones that keep them, beside the first. Kinds between
# two lines stand for each other. "*": any letters; "_": a blank. Made with a look at the end of the list of pairs in
# benchmarks/check/changed.py, whose beginning is reported.
_TABLE = r"""
all every each everyone everybody everything always : вс[её] все* всю весь всяк* цел* полн* люб* еже* сплошь
поголовно друг оба обе* по неизменно постоянно единогласно общ* сам* как*_бы кто_бы что_бы : все всех всем всеми
вся весь кажд* всегда : whole entire* full* any* total* throughout both constantly across complet* altogether
overall ever worldwide national nationwide fully quite sum right round end

none nobody nothing neither never no : не не\w{3,} ни* без* отсутств* вряд отказ* прекра* лиш* потеря* ис?чез*
запре* : никто никого никому ничего никогда нет никак* ни_одн* : not any* *n't without cannot lack* nor absen*
fail* few hardly free miss* ever less unable refus* little only *less empty rather far gone impossible un\w{4,}
does zero unlike barely instead doubt* deni* deny scarcely rarely anyway stop* dead out yet but

both neither : дв* пар* как обо* кажд* друг* и ни все* : об[ае] обоих обеих обоим* обеим* : two each either pair
mutual* bilateral* couple sides double all twin

most majority : больш* сам* наи* в_основном главн* преимущ* чаще более весьма очень почти *[еа]йш* максим* перв*
как_можно лучш* скорее_всего крайне высш* особен* *ее хуж* худш* подавл* основн* прежде_всего вероятн* :
большинств* наиболее больше_всего чаще_всего самы[йех] самая самое самого самых : mostly mainly largely
predominant* usually more bulk generally over *est best worst very main* top chief prime extremely especially
highly first itself just right same leading ultimate utmost peak all *er greatly much record particularly
himself themselves herself really since until far often late early actual high too

many : мног* множеств* немал* больш* числ* масс* ряд* ст?олько настолько част* скольк* дол* : много многие
многих многим многими множеств* многочисл* многолет* : much lots? numerous multiple great* plent* countless
large* more several variety most multitude long heav* wide* multi* high* vast myriads? often far repeatedly hard
busy number scores various host considerabl* wealth dozens hundreds thousands mass* huge frequent* extensive*
abundan* years ages

some several : некотор* нескольк* ряд* част* отдельн* кое* *-то *-нибудь *-либо ино* порой пар* опред* разн*
немног* местами бывает рода немал* не_все около порядка примерно почти мер* как* одн* иногда чуть вроде нек*
дол* есть тем те тех два две двух три тр[её]х трое небольш* различн* того чего : некоторые некоторых некоторым*
несколько нескольких нескольким* : certain* few various number couple partly part sometimes any somewhat
something someone somehow handful slight* two three multiple occasional* those many different other others these
half set series one another bit more little lot dozen

few minority least : мал* немног* редк* мень* мен[ье]+* нескольк* едва наим* мини* хотя хоть недост* последн*
ближайш* пар* единиц* считан* ряд* нек* свыше край* худш* отдельн* два две двух три тр[её]х не_* невысок*
небольш* скудн* : мало немногие немногих немногим меньшинств* наименее : little hardly rarely seldom less fewer
low* small* not scarce* handful no slight* limited barely lack* insufficient* poor* un* *n't only short* never
without neither nor tiny

half : пол полу* полтор* пол-* полдня полгода полчаса половин* вдвое 50 тайм* с_лишним пол*час* : половин*
полугоди* : 50 semi* fifty mid* halves halv* six period way one round

double twice : дв* вдво* удво* пар* повтор* 2 раз* дубл* : вдвое дважды удво* : two doubl* half halv* 2
duplicate* factor

sometimes : ино* порой поро* подчас бывает време* нек* част* случа* периодич* местами раз* нередко то : иногда
порой : occasion* some times may can often once at now
---
only : только лишь всего единст* исключ* од[ин]* едва пока прост* ограни* чисто разве впервые именно сугубо
всего-навсего остал* недавно толь* не_раньше не_ранее но если уже хотя кроме *ее : только лишь единственн* :
just merely sole* alone single exclusive* until one purely mere simply unless barely limited recently unique
nothing hardly few once little confined restrict* till except strict* never not *n't but no first less

also : так* тоже и а ещё еще кроме помимо же при_этом в_том_числе одноврем* вместе вдобавок к_тому плюс равно
дополн* но параллельно сам* прич[её]м попутно заодно да : также тоже : too well moreover again addition*
including besides similarly likewise further* so along neither plus nor simultaneous* alongside both either
---
at_most : не_более максимум не_больше не_свыше до самое_большее наиб* : не_более максимум не_больше : up maximum
max no_more not_more under within less below

at_least : не_менее миним* по_крайней хотя хоть меньш* более свыше даже во_всяком менее больше по_край*
как_минимум : не_менее не_меньше как_минимум по_меньшей_мере по_крайней_мере : minimum no_less no_fewer more
over not_less even anyway least fewer above some
---
exactly : ровно точн* именно как_раз в_точности буквально так* то сам* уже прямо что как* : ровно : just
precise* sharp right even flat on

almost nearly : почти едва около порядка практич* чуть прим* без близ* под более прибл* до ещ[её] уже скоро
считай фактич* больш* где-то порядк* не* *-то с_лишним вот-вот мало в_основном : почти : about close* practical*
virtual* mostly approx* around just over under hardly few effectively barely little near rarely largely roughly
more less some up most pretty all
---
dozens : десят* дюжин* мног* дес* \d+ множ* нескол* : десятк* : tens dozen ten* decade* scores score \d+* many
several

hundreds : сот* сто* ста тыс* \d+ *сот мног* множ* : сотн* сотен сотням* : hundred* centur* \d+* one

thousands : тыс* \d+ мног* *тысяч* : тысячи тысяч тысячам* тысячами : thousand* \d+* millenni* k
"""


class _Kind(NamedTuple):
    asked: re.Pattern[str]
    borne: re.Pattern[str]
    kept: re.Pattern[str]
    keeping: re.Pattern[str]


def _words(listed: str) -> re.Pattern[str]:
    pattern = "|".join(listed.split()).replace("*", r"\w*").replace("_", r"\s").replace("'", "['’]")
    return regex(rf"(?<![\w'’-])(?:{pattern})(?![\w'’-])", re.IGNORECASE)


def _kind(row: str) -> _Kind:
    asked, borne, kept, keeping = " ".join(row.split()).split(" : ")
    return _Kind(_words(asked), _words(f"{borne} {kept}"), _words(kept), _words(f"{asked} {keeping}"))


_GROUPS = tuple(tuple(map(_kind, rows.strip().split("\n\n"))) for rows in _TABLE.split("\n---\n"))
_IDIOMS = regex(
    r"\b(?:at all|all over|after all|above all|all right|once again|at once|no longer|no more|no one|one another|"
    r"each other|at (?:the very )?least(?= tell)|quite a few|no doubt|all but|once more|no matter|no less|no fewer|"
    r"no \w+er|once and for all|all (?:sorts|kinds)|first of all|if only|all the (?:more|same)|no wonder|of all|"
    r"the most|most \w+ly|in half|at all costs|no surprise|nothing but|not least|"
    r"all (?:that|he|she|it|they|we|you|i)|half[- ]\w+|all told|in all|all-\w+|"
    r"to say the (?:least|most)|no way|last but not least|all along|"
    r"and all|no question|every\w* so often|some of|no such)\b",
    re.IGNORECASE,
)


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """A quantity word that the evidence does not bear out, where the clear evidence has one that the sentence lacks."""
    if not case.clear or case.unit.lang != "en" or any(m.kind == "negation" for m in told):
        return Answer()
    return Answer(tuple(_exchanged(case))[:1])


def _exchanged(case: Case) -> Iterator[Mismatch]:
    text, source = case.unit.text, case.document.units[case.evidence[0]]
    beside = " ".join(case.document.units[i].text for i in case.evidence)
    idioms = [match.span() for match in _IDIOMS.finditer(text)]
    for kind, others in ((kind, group) for group in _GROUPS for kind in group):
        for match in kind.asked.finditer(text):
            if any(low <= match.start() < high for low, high in idioms) or kind.borne.search(beside):
                continue
            for other in others:
                rival = other.kept.search(source.text)
                if other is not kind and rival and not other.keeping.search(text):
                    message = f"The summary says “{match[0]}”, the source “{rival[0]}”."
                    yield of_words("negation", "unsupported", message, case.unit, match.span(), source, rival.span())
                    break
