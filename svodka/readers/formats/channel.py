"""A public channel's preview page (t.me/s/NAME): its posts as records, and the page before it.

A post's text and poll, its date, where it was forwarded from, its signature; that it has media and where it links to is
noted. Service messages and posts without text are passed over. The layout is that of Telegram's web preview: a
``tgme_widget_message`` with ``data-post="NAME/123"`` for each post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from svodka.readers.formats.telegram import page_text
from svodka.readers.markup.visibility import STRUCK
from svodka.regexes import regex

_MARK = regex(r"class=\"[^\"]*\btgme_|telegram\.org/css/|tg://resolve\?domain=")
_POST = regex(r"([A-Za-z]\w{1,63}|c/\d+)/(\d{1,15})")
_ASKED = regex(r"[?&]before=(\d+)")
_PREFIX = "tgme_widget_message"
_MEDIA = {
    "photo_wrap": "a photo", "photo": "a photo", "video_player": "a video", "video_wrap": "a video",
    "roundvideo": "a video message", "voice": "a voice message", "voice_player": "a voice message",
    "document_wrap": "a file", "document": "a file", "sticker_wrap": "a sticker", "location_wrap": "a place",
    "contact_wrap": "a contact", "game": "a game", "invoice": "an invoice",
}  # fmt: skip
_ELSEWHERE = {"message_media_not_supported", "message_media_not_supported_wrap"}
_MOST_LINKS = 5


class Post(NamedTuple):
    """A post: its record, and notes on what is not in its text."""

    record: dict[str, Any]
    notes: tuple[str, ...]


class Page(NamedTuple):
    """One page: its posts, the oldest first, the numbers of all its messages, and whether it is a channel's at all.

    ``before`` is the number that the page before it is asked by, None on the first.
    """

    posts: tuple[Post, ...]
    ids: tuple[str, ...]
    before: int | None
    is_channel: bool


def is_channel_page(head: str) -> bool:
    """Whether the beginning of a page is Telegram's own on the web."""
    return bool(_MARK.search(head))


def channel_page(root: Any) -> Page:
    """The posts of a parsed page."""
    messages = [node for node in root.iter("div") if _PREFIX in _names(node) and _POST.fullmatch(_number(node))]
    title = _title(root)
    posts = tuple(post for node in messages if (post := _post(node, title)) is not None)
    known = any(_names(e) & {"tgme_channel_history", "tgme_channel_info"} for e in root.iter("section", "main", "div"))
    return Page(posts, tuple(map(_address, messages)), _before(root, messages), bool(messages) or known)


def _post(message: Any, title: str) -> Post | None:
    if "service_message" in _names(message):
        return None
    parts = list(_own(message))
    bodies = [node for node in parts if f"{_PREFIX}_text" in _names(node)]
    texts, struck = [], list[str]()
    for body in bodies[:1]:
        _set_apart(body)
        text, gone = page_text(body)
        texts.append(re.sub(r"\n{3,}", "\n\n", text).strip())
        struck += gone
    texts += [_poll(node) for node in parts if f"{_PREFIX}_poll" in _names(node)]
    text = "\n\n".join(filter(None, texts))
    if not text:
        return None
    found = _first(parts, f"{_PREFIX}_date")
    moment = next(found.iter("time"), None) if found is not None else None
    owner = _line(_first(parts, f"{_PREFIX}_owner_name"))
    record = {
        "id": _address(message),
        "text": text,
        "url": _address(message),
        "date": moment.get("datetime") if moment is not None else None,
        "source": _line(_first(parts, f"{_PREFIX}_forwarded_from_name")) or owner or title,
        "author": _line(_first(parts, f"{_PREFIX}_from_author")) or None,
        "removed": [{"text": words, "reason": STRUCK} for words in struck],
    }
    return Post(record, tuple(_notes(parts, bodies[:1])))


def _own(message: Any) -> Iterator[Any]:
    """The elements of a post without those of the message that it answers."""
    work = list(reversed(message))
    while work:
        node = work.pop()
        if isinstance(node.tag, str) and f"{_PREFIX}_reply" not in _names(node):
            yield node
            work.extend(reversed(node))


def _set_apart(body: Any) -> None:
    """Quotations and code stand on lines of their own."""
    for node in body.iter("blockquote", "pre"):
        node.text = f"\n{node.text or ''}"
        node.tail = f"\n{node.tail or ''}"


def _poll(poll: Any) -> str:
    """A poll in words, as `telegram` has those of exports; the page gives shares, not votes."""
    question = _line(_first(poll.iter(), f"{_PREFIX}_poll_question"))
    answers = []
    for option in poll.iter():
        if isinstance(option.tag, str) and f"{_PREFIX}_poll_option" in _names(option):
            text = _line(_first(option.iter(), f"{_PREFIX}_poll_option_text"))
            share = _line(_first(option.iter(), f"{_PREFIX}_poll_option_percent"))
            answers += [f"«{text}» — {share}" if share else f"«{text}»"] if text else []
    told = f"\n\nОтветы: {'; '.join(answers)}." if answers else ""
    return f"Опрос: {question}{told}" if question else ""


def _notes(parts: list[Any], bodies: list[Any]) -> Iterator[str]:
    media = [word for node in parts for mark, word in _MEDIA.items() if f"{_PREFIX}_{mark}" in _names(node)]
    if media:
        yield f"The post has {', '.join(dict.fromkeys(media))}, not read."
    if any(_ELSEWHERE & _names(node) for node in parts):
        yield "A part of the post is shown in Telegram's own program only."
    links = [node.get("href") for body in bodies for node in body.iter("a")]
    links += [node.get("href") for node in parts if f"{_PREFIX}_link_preview" in _names(node)]
    away = [link for link in dict.fromkeys(filter(None, links)) if _is_link(link)]
    if away:
        more = f" and {len(away) - _MOST_LINKS} more" if len(away) > _MOST_LINKS else ""
        yield f"The post links to {', '.join(away[:_MOST_LINKS])}{more}"


def _is_link(link: str) -> bool:
    try:
        return urlsplit(link).scheme in {"http", "https"}
    except ValueError:
        return False


def _before(root: Any, messages: list[Any]) -> int | None:
    """The number that the page before is asked by; smaller than any on this one, so that no page leads in circles."""
    numbers = [int(_number(node).rpartition("/")[2]) for node in messages]
    given = [node.get("data-before") for node in root.iter("a") if node.get("data-before")]
    given += [
        found[1]
        for node in root.iter("link", "a")
        if "prev" in (node.get("rel") or "").split() and (found := _ASKED.search(node.get("href") or ""))
    ]
    numbers_given = [int(one) for one in given if one.isdecimal() and len(one) < 16]
    if not numbers:
        return None
    return max((one for one in numbers_given if 1 < one <= min(numbers)), default=None)


def _title(root: Any) -> str:
    for node in root.iter("div"):
        if "tgme_channel_info_header_title" in _names(node):
            return _line(node)
    named = (node.get("content") for node in root.iter("meta") if node.get("property") == "og:title")
    return next((name for name in named if name), "")


def _address(message: Any) -> str:
    return f"https://t.me/{_number(message)}"


def _number(message: Any) -> str:
    return message.get("data-post") or ""


def _names(node: Any) -> set[str]:
    return set((node.get("class") or "").split()) if isinstance(node.tag, str) else set()


def _first(nodes: Any, name: str) -> Any:
    return next((node for node in nodes if name in _names(node)), None)


def _line(node: Any) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""
