"""Telegram Desktop's export of a channel (result.json): its messages as records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def is_telegram(data: Any) -> bool:
    """Whether parsed JSON is such an export, of one chat or of all."""
    return isinstance(data, dict) and (
        (isinstance(data.get("messages"), list) and "type" in data and "name" in data)
        or (isinstance(data.get("chats"), dict) and isinstance(data["chats"].get("list"), list))
    )


def telegram_records(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The messages that have text, as records; service messages and bare pictures are passed over."""
    chats = data["chats"]["list"] if "chats" in data else [data]
    for chat in chats:
        if not isinstance(chat, dict):
            continue
        name, messages = chat.get("name") or "Telegram", chat.get("messages")
        for message in messages if isinstance(messages, list) else ():
            if not isinstance(message, dict) or message.get("type") != "message":
                continue
            text = _text(message.get("text"))
            if not text.strip():
                continue
            moment = message.get("date_unixtime") or message.get("date")
            yield {
                "id": f"{name}/{message.get('id')}",
                "text": text,
                "date": str(moment) if moment else None,
                "source": message.get("forwarded_from") or name,
                "author": message.get("author"),
            }


def _text(value: Any) -> str:
    """Telegram writes formatted text as a list of strings and {"type", "text"} objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(
            part if isinstance(part, str) else str(part.get("text", ""))
            for part in value
            if isinstance(part, (str, dict))
        )
    return ""
