"""What a Telegram channel puts under every post: "👉 Канал. Подписаться", "Подписаться | Прислать новость", hashtags.

Such a line is a row of short pieces between signs, one of them a call to subscribe or to write. It counts only at the
end of a text; glued to the last sentence it is cut from there. Sentences about subscriptions stay.
"""

from __future__ import annotations

import re

from svodka.readers.cleaning.removal import Removed
from svodka.regexes import regex

_EMOJI = r"[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff]"
_PIECES = regex(
    rf"(?:\s*{_EMOJI}\s*)+|\s*[|•·│┃‖]+\s*|\s+[/—–-]+\s+|(?<=\w)[.!:,](?:\s+|$)|\s{{2,}}"
    r"|^[^\w@#]+|\s*[()]\s*"
)
_NETWORK = (
    r"(?:telegram|телеграм\w*(?:-(?:чат|канал)\w*)?|тг|tg|max|макс|вк|vk|вконтакте|дзен\w*|youtube|ютуб|rutube|рутуб|одноклассник\w*|ok|ок|viber"
    r"|whatsapp|instagram|x|twitter|facebook|tiktok|rss|email|почта)"
)
_LINK = r"(?:@\w{3,}|(?:https?://|t\.me/|vk\.com/|max\.ru/)\S+|[\w-]+\.(?:ru|рф|com|org|me)(?:/\S*)?)"
# What one subscribes to: a name in capitals or quotes, a network, "наш канал"; no verb, so that a sentence is no call.
_TO = (
    rf"(?: (?:на|в|к|с|и|по|наш\w*|нас|мой|этот|канал\w*|чат\w*|групп\w*|рассылк\w*|новост\w*"
    rf"|обновлени\w*|сообществ\w*|паблик\w*"
    rf"|сейчас|здесь|тут|теперь|свежи\w+|главны\w+|{_NETWORK}|{_LINK}|[«\"“][^»\"”]{{1,40}}[»\"”]|(?-i:[А-ЯЁA-Z]\w*)|\d+))*"
)
_CALL = regex(
    rf"(?:(?:не забудь\w* )?(?:подпи(?:саться|сывай\w*|шись|шитесь|ска)"
    rf"|вступ(?:ай|айте|ить)|присоединя(?:йся|йтесь)|читай(?:те)? нас"
    rf"|будь(?:те)? в курсе)"
    rf"|(?:прислать|предложить|сообщить|отправить|пришли(?:те)?|присылай(?:те)?|предложи(?:те)?)"
    rf"(?: нам| свою| вашу)? (?:новост\w+|видео|инфо\w*|пост)"
    rf"|(?:наш(?:а|и)? |резервный )+(?:канал\w*|чат|бот|сайт|групп\w+)|(?:мы|наши новости|мы есть)(?= (?:в|на) )"
    rf"|(?:поддержать|поддержи\w*|буст\w*|забустить|проголосовать за)(?: нас)?|boost|написать (?:нам|в редакцию)"
    rf"|связаться с нами|обратная связь|предложка){_TO}",
    re.IGNORECASE,
)
_ANY = regex(
    rf"(?:{_CALL.pattern}|{_LINK}|(?:в |на )?{_NETWORK}|чат|бот|сайт|реклама|донат\w*|по рекламе|#\w+)", re.IGNORECASE
)
_TITLE = regex(r"[\"«“]?[\wА-ЯЁ№][^.!?]{0,44}")
_HANDLE = regex(r"@\w{3,}|(?:https?://|(?:www\.)?t\.me/|max\.ru/|vk\.com/)\S+", re.IGNORECASE)
_HASHTAGS = regex(r"[^\w#]*(?:#[\w]+[^\w#]*)+")
_LONGEST = 200
_SIGNS = 60  # characters before a footer: its sign and the blanks around
_LAST = regex(
    rf"(?:(?<=[.!?…»\")])\s*|\s*)(?P<sign>{_EMOJI}+)\s*(?P<signed>[^\n]{{3,{_LONGEST}}})$"
    rf"|(?<=[.!?…»\")])\s+(?P<bare>(?:Подпи|Присо|Присла|Предложи|Наш канал|Читайте нас)[^\n.!?]{{2,{_LONGEST}}}[.!]?)$"
)


def footer(line: str) -> str | None:
    """Why a whole last line is a channel's footer ("subscription", "tags", "links"), or None when it is none."""
    if not line or len(line) > _LONGEST:
        return None
    if _HASHTAGS.fullmatch(line):
        return "tags"
    pieces = [piece.strip(' .!:,;"') for piece in _PIECES.split(line)]
    pieces = [piece for piece in pieces if piece]
    called = [bool(_CALL.fullmatch(piece)) for piece in pieces]
    if not any(called):
        return "links" if pieces and all(_HANDLE.fullmatch(piece) for piece in pieces) else None
    others = [piece for piece, call in zip(pieces, called, strict=True) if not call and not _ANY.fullmatch(piece)]
    sentences = [piece for piece in others if re.search(rf"{re.escape(piece)}[.!?]", line)]
    titles = [piece for piece in others if _TITLE.fullmatch(piece) and len(piece.split()) <= 6]
    if len(titles) < len(others) or len(others) > 3 or len(sentences) > 1:
        return None
    return None if sentences and len(sentences[0].split()) > 3 else "subscription"


def without_footer(line: str) -> tuple[str, Removed | None]:
    """A text's last line without a footer glued to its end, and the footer."""
    # It is at the end: in a long line of signs or blanks the search would take the square of their number.
    for match in _LAST.finditer(line, max(0, len(line) - _LONGEST - _SIGNS)):
        tail = match["signed"] or match["bare"]
        if match.start() > 0 and footer(tail) == "subscription":
            return line[: match.start()].rstrip(), Removed(line[match.start() :].strip(), "subscription")
    return line, None
