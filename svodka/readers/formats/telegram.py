"""Telegram Desktop's exports of a channel, result.json and messages*.html: their messages as records, the same of both.

A message's text, a poll as text, where it was forwarded from, its date, its signature; service messages and bare
pictures are passed over. The pages are those of Telegram Desktop's export_output_html.cpp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from svodka.readers.markup.visibility import STRUCK
from svodka.regexes import regex

_PAGE = regex(r"<title>\s*Exported Data\s*</title>|class=\"page_body chat_page\"")
_WRAP = regex(r"class=\"page_wrap\"")
_ID = regex(r"message-?(\d+)")
_MOMENT = regex(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?:\s*UTC([+-]\d\d)?(?::?(\d\d))?)?")
_VIA = regex(r"\s+via @\w+\s*$")
_DELETED = "Deleted Account"
_GONE = "\ufdd6"  # stands where struck-out words stood; a noncharacter, which no text has
_STRUCK_TAGS = {"s", "del", "strike"}


def is_telegram(data: Any) -> bool:
    """Whether parsed JSON is such an export, of one chat or of all."""
    return isinstance(data, dict) and (
        (isinstance(data.get("messages"), list) and "type" in data and "name" in data)
        or (isinstance(data.get("chats"), dict) and isinstance(data["chats"].get("list"), list))
    )


def is_telegram_page(text: str) -> bool:
    """Whether the beginning of a page is that of such an export."""
    return bool(_WRAP.search(text) and _PAGE.search(text))


def telegram_records(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The messages that have text, as records."""
    chats = data["chats"]["list"] if "chats" in data else [data]
    for chat in chats:
        if not isinstance(chat, dict):
            continue
        name, messages = chat.get("name") or "Telegram", chat.get("messages")
        for message in messages if isinstance(messages, list) else ():
            if not isinstance(message, dict) or message.get("type") != "message":
                continue
            text, struck = _text(message.get("text"))
            moment = message.get("date_unixtime") or message.get("date")
            yield from _record(
                name,
                message.get("id"),
                [text, _poll(message.get("poll"))],
                struck,
                str(moment) if moment else None,
                message.get("forwarded_from"),
                message.get("author"),
            )


def telegram_page_records(root: Any) -> Iterator[dict[str, Any]]:
    """The messages that have text, as records, of a parsed page of the export."""
    name = _line(_first(root, "page_header", "text")) or "Telegram"
    forwarded: str | None = None
    for message in root.iter("div"):
        names = _names(message)
        if "message" not in names or "default" not in names:
            forwarded = None if "message" in names else forwarded
            continue
        body = next((node for node in message.iter("div") if {"forwarded", "body"} <= _names(node)), None)
        if body is None:
            forwarded = None
        elif (origin := _first(body, "from_name")) is not None:  # one that is joined to the last does not repeat it
            forwarded = _VIA.sub("", _line(origin, without="date")) or None
        found = _ID.fullmatch(message.get("id") or "")
        text, struck = page_text(_message_text(message))
        yield from _record(
            name,
            found[1] if found else None,
            [text, _page_poll(_first(message, "media_poll"))],
            struck,
            _page_moment(_first(message, "date")),
            None if forwarded == _DELETED else forwarded,
            _line(_first(message, "signature")) or None,
        )


def _record(
    name: str,
    number: Any,
    texts: Sequence[str],
    struck: list[str],
    date: str | None,
    forwarded: str | None,
    author: str | None,
) -> Iterator[dict[str, Any]]:
    text = "\n\n".join(part for part in texts if part.strip())
    if text.strip():
        yield {
            "id": f"{name}/{number}",
            "text": text,
            "date": date,
            "source": forwarded or name,
            "author": author,
            "removed": [{"text": words, "reason": STRUCK} for words in struck],
        }


def _text(value: Any) -> tuple[str, list[str]]:
    """Telegram writes formatted text as a list of strings and {"type", "text"} objects; what is struck out goes."""
    struck: list[str] = []
    if isinstance(value, str):
        return value, struck
    parts: list[str] = []
    for part in value if isinstance(value, list) else ():
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, dict):
            words = str(part.get("text", ""))
            if part.get("type") == "strikethrough":
                struck.append(words)
                words = _GONE
            parts.append(words)
    return _joined(parts), [words.strip() for words in struck if words.strip()]


def _poll(poll: Any) -> str:
    if not isinstance(poll, dict):
        return ""
    answers = poll.get("answers")
    options = [
        (_text(answer.get("text"))[0], answer.get("voters"))
        for answer in (answers if isinstance(answers, list) else ())
        if isinstance(answer, dict)
    ]
    return _poll_text(_text(poll.get("question"))[0], options, poll.get("total_voters"))


def _poll_text(question: str, answers: list[tuple[str, Any]], total: Any) -> str:
    """A poll in words: "Опрос: Нужен ли мост?", then "Ответы: «Да» — 12; «Нет» — 3. Всего голосов: 15."."""
    question = " ".join(question.split())
    if not question:
        return ""
    given = [(" ".join(text.split()), votes) for text, votes in answers]
    told = "; ".join(f"«{text}» — {votes}" if _is_count(votes) else f"«{text}»" for text, votes in given if text)
    text = f"Опрос: {question}"
    if told:
        text += f"\n\nОтветы: {told}."
    return f"{text} Всего голосов: {total}." if told and _is_count(total) else text


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _page_poll(poll: Any) -> str:
    if poll is None:
        return ""
    answers = []
    for node in poll.iter("div"):
        if "answer" in _names(node):
            text = re.sub(r"^-\s*", "", _line(node, without="details"))
            answers.append((text, _votes(_line(_first(node, "details")))))
    return _poll_text(_line(_first(poll, "question")), answers, _votes(_line(_first(poll, "total"))))


def _votes(text: str) -> int:
    found = re.match(r"(\d+)", text)
    return int(found[1]) if found else 0


def _message_text(message: Any) -> Any:
    """The element with a message's own text: not a caption of its media, nor the message that it answers."""
    for node in message.iter("div"):
        if "text" in _names(node) and not any(
            _names(above) & {"media_wrap", "reply_to", "page_header"} for above in _between(node, message)
        ):
            return node
    return None


def page_text(node: Any) -> tuple[str, list[str]]:
    """Lines as they were sent: the writer puts a line break as ``<br>``, and the text on a line of its own."""
    if node is None:
        return "", []
    parts: list[str] = [node.text or ""]
    struck: list[str] = []
    work = [(child, True) for child in reversed(node)]
    while work:
        child, opening = work.pop()
        if not opening:
            parts.append(child.tail or "")
            continue
        if child.tag == "br":
            parts.append("\n")
        elif child.tag in _STRUCK_TAGS:
            struck.append(
                "".join(
                    ("\n" if e.tag == "br" else e.text or "") + (e.tail or "") * (e is not child) for e in child.iter()
                )
            )
            parts.append(_GONE)
        else:
            parts.append(child.text or "")
            work.append((child, False))
            work.extend((inner, True) for inner in reversed(child))
            continue
        parts.append(child.tail or "")
    return _joined(parts).strip(), [words.strip() for words in struck if words.strip()]


def _joined(parts: list[str]) -> str:
    """The text without what was struck out, nor the blank before it."""
    return re.sub(f" ?{_GONE}(?=\\s|$)|{_GONE}", "", "".join(parts))


def _page_moment(node: Any) -> str | None:
    """The date in a message's ``title``: as Unix time where its zone is given, as result.json has it, else local."""
    found = _MOMENT.search(node.get("title") or "") if node is not None else None
    if found is None:
        return None
    day, month, year, hour, minute, second = map(int, found.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    if "UTC" not in found[0]:
        return moment.isoformat()
    offset = int(found[7] or 0) * 3600
    offset += int(found[8] or 0) * 60 * (-1 if (found[7] or "").startswith("-") else 1)
    return str(int(moment.replace(tzinfo=UTC).timestamp()) - offset)


def _between(node: Any, top: Any) -> Iterator[Any]:
    while node is not None and node is not top:
        yield node
        node = node.getparent()


def _names(node: Any) -> set[str]:
    return set((node.get("class") or "").split())


def _first(root: Any, *path: str) -> Any:
    """The first element with a class, within the first with the class before it, and so on; None without."""
    node = root
    for name in path:
        node = next((e for e in node.iter("div", "span") if name in _names(e)), None) if node is not None else None
    return node


def _line(node: Any, *, without: str = "") -> str:
    """The text of an element on one line, without that of elements of a class."""
    if node is None:
        return ""
    words = [node.text or ""]
    for child in node:
        if not without or without not in _names(child):
            words.append("".join(child.itertext()))
        words.append(child.tail or "")
    return " ".join("".join(words).split())
