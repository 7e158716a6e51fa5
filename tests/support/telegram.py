"""A made Telegram channel, and the two shapes that Telegram Desktop exports it in: result.json and messages*.html.

The pages are written as its writer does it (export_output_html.cpp): what follows on the last message of the same
sender stands without its name, forwards and replies in blocks of their own, spoilers behind a veil.
"""

import html
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

STYLE = ".service{text-align:center}\n.hidden{display:none}\n"
_TAGS = {
    "plain": "{}", "bold": "<strong>{}</strong>", "italic": "<em>{}</em>", "underline": "<u>{}</u>",
    "strikethrough": "<s>{}</s>", "blockquote": "<blockquote>{}</blockquote>", "code": "<code>{}</code>",
    "link": '<a href="{}">{}</a>', "text_link": '<a href="https://vesti.example/1">{}</a>',
    "hashtag": '<a href="" onclick="return ShowHashtag(&quot;x&quot;)">{}</a>',
    "mention": '<a href="https://t.me/x">{}</a>',
    "spoiler": '<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">{}</span></span>',
    "custom_emoji": '<a href = "stickers/1.tgs">{}</a>',
}  # fmt: skip


@dataclass(frozen=True)
class Post:
    """``parts`` are (entity type, text), ``poll`` is (question, ((answer, votes), ...)), ``service`` its own text."""

    number: int
    seconds: int  # Unix time
    parts: tuple[tuple[str, str], ...] = ()
    forwarded: str | None = None
    joined: bool = False
    reply: int | None = None
    signature: str | None = None
    edited: bool = False
    photo: bool = False
    poll: tuple[str, tuple[tuple[str, int], ...]] | None = None
    service: str | None = None


def as_json(name, posts, *, unix=True):
    """result.json of a channel; ``unix=False`` is the older shape, with local times only."""
    messages = []
    for post in posts:
        message = {"id": post.number, "type": "service" if post.service else "message"}
        message["date"] = datetime.fromtimestamp(post.seconds, _ZONE).strftime("%Y-%m-%dT%H:%M:%S")
        if unix:
            message["date_unixtime"] = str(post.seconds)
        if post.service:
            messages.append(message | {"actor": name, "action": "pin_message", "text": ""})
            continue
        if post.edited:
            message |= {"edited": message["date"], "edited_unixtime": str(post.seconds + 60)}
        message["from"] = name
        if post.signature:
            message["author"] = post.signature
        if post.forwarded:
            message["forwarded_from"] = post.forwarded
        if post.reply:
            message["reply_to_message_id"] = post.reply
        if post.photo:
            message |= {"photo": "photos/photo_1.jpg", "width": 10, "height": 10}
        if post.poll:
            question, answers = post.poll
            message["poll"] = {
                "question": question, "closed": False, "total_voters": sum(votes for _, votes in answers),
                "answers": [{"text": text, "voters": votes, "chosen": False} for text, votes in answers],
            }  # fmt: skip
        message["text"] = [text if kind == "plain" else {"type": kind, "text": text} for kind, text in post.parts]
        if all(kind == "plain" for kind, _ in post.parts):
            message["text"] = "".join(text for _, text in post.parts)
        messages.append(message)
    return json.dumps({"name": name, "type": "public_channel", "id": 7, "messages": messages}, ensure_ascii=False)


_ZONE = timezone(timedelta(hours=3))


def as_pages(name, posts, *, size=3, zone=True):
    """The pages of a channel, file name -> HTML, with ``size`` messages each; ``zone=False`` is the older shape."""
    chunks = [posts[i : i + size] for i in range(0, len(posts), size)] or [[]]
    names = ["messages.html"] + [f"messages{i}.html" for i in range(2, len(chunks) + 1)]
    pages = {}
    for i, (file, chunk) in enumerate(zip(names, chunks, strict=True)):
        before = f'<a class="pagination block_link" href="{names[i - 1]}">\nPrevious messages\n</a>' if i else ""
        after = "" if i + 1 == len(names) else f'<a class="pagination block_link" href="{names[i + 1]}">\nNext\n</a>'
        # What begins a page always has its sender's name.
        inner = "".join(
            _message(name, replace(post, joined=post.joined and n > 0), zone) for n, post in enumerate(chunk)
        )
        pages[file] = f"""<!DOCTYPE html>
<html>

 <head>

  <meta charset="utf-8"/>
<title>Exported Data</title>
  <meta name="viewport" content="width=device-width, initial-scale=1.0"/>

  <link href="css/style.css" rel="stylesheet"/>

  <script src="js/script.js" type="text/javascript">

  </script>

 </head>

 <body onload="CheckLocation();">

  <div class="page_wrap">

   <div class="page_header">

    <div class="content">

     <div class="text bold">
{_escaped(name)}
     </div>

    </div>

   </div>

   <div class="page_body chat_page">

    <div class="history">

{before}{inner}{after}

    </div>

   </div>

  </div>

 </body>

</html>
"""
    return pages


def write_folder(folder, name, posts, **shape):
    """A folder as the exporter leaves it: pages, style sheet, script, pictures."""
    for file, text in (as_pages(name, posts, **shape) | {"css/style.css": STYLE, "js/script.js": "var x = 1;"}).items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/back.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def _message(name, post, zone):
    moment = datetime.fromtimestamp(post.seconds, UTC).astimezone(_ZONE)
    if post.service:
        return _div("message service", _div("body details", post.service), id=f"message-{post.number}")
    title = moment.strftime("%d.%m.%Y %H:%M:%S") + (" UTC+03:00" if zone else "")
    start, inner = "", _div("pull_right date details", f"{moment:%H:%M}", title=title)
    if not post.joined:
        start = _div("pull_left userpic_wrap", _div("userpic userpic1", _div("initials", "В")))
        inner += _div("from_name", f"{_escaped(name)} ")
    if post.reply:
        link = f'<a href="messages.html#go_to_message{post.reply}">this message</a>'
        answered = _div("reply_to details", f"In reply to {link}")
    content = answered if post.reply else ""
    if post.photo:
        body = _div("title bold", "Photo") + _div("status details", "Not included")
        content += _div("media_wrap clearfix", _div("media clearfix pull_left media_photo", _div("body", body)))
    if post.poll:
        content += _div("media_wrap clearfix", _div("media_poll", _poll(*post.poll)))
    if post.parts:
        content += _div("text", "".join(_TAGS[kind].replace("{}", _escaped(words)) for kind, words in post.parts))
    if post.signature:
        content += _div("signature details", _escaped(post.signature))
    if post.forwarded:
        origin = f'{_escaped(post.forwarded)}<span class="date details" title="{title}"> {title[:19]}</span>'
        content = _div("forwarded body", ("" if post.joined else _div("from_name", origin)) + content)
        inner += _div("pull_left forwarded userpic_wrap", "")
    kind = "message default clearfix joined" if post.joined else "message default clearfix"
    return _div(kind, start + _div("body", inner + content), id=f"message{post.number}")


def _poll(question, answers):
    def votes(count):
        return f"{count} vote{'s' * (count > 1)}" if count else "No votes"

    told = "".join(
        _div("answer", f"- {_escaped(text)}" + (f' <span class="details">{votes(count)}</span>' if count else ""))
        for text, count in answers
    )
    head = _div("question bold", _escaped(question)) + _div("details", "Anonymous poll")
    return head + told + _div("total details\t", votes(sum(count for _, count in answers)))


def _div(names, inner, **attributes):
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'\n     <div class="{names}"{told}>\n{inner}\n     </div>\n'


def _escaped(text):
    return html.escape(text, quote=True).replace("&#x27;", "&apos;").replace("\n", "<br>")
