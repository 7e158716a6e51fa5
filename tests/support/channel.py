"""A made Telegram channel as its public preview shows it (t.me/s/NAME), in pages of so many posts."""

import html
from dataclasses import dataclass

_HEAD = """<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <title>{title} – Telegram</title>
    <meta name="viewport" content="width=device-width, initial-scale=1.0, user-scalable=no" />
    <meta property="og:title" content="{title}">
    <meta property="og:site_name" content="Telegram">
    <meta property="al:ios:url" content="tg://resolve?domain={name}">
    {prev}
    <link href="//telegram.org/css/widget-frame.css?72" rel="stylesheet">
  </head>
"""


def tag(element: str, names: str, *inner: str, **attributes: str) -> str:
    """An element; "~" in its classes stands for "tgme_widget_message"."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<{element} class="{names.replace("~", "tgme_widget_message")}"{given}>{"".join(inner)}</{element}>'


_MEDIA = {
    "photo": tag("a", "~_photo_wrap 1 2", href="#", style="background-image:url('https://cdn4.example/x.jpg')"),
    "video": tag("a", "~_video_player js-message_video_player", tag("time", "message_video_duration", "0:17")),
    "file": tag("a", "~_document_wrap", tag("div", "~_document", tag("div", "~_document_title", "otchet.pdf"))),
    "voice": tag("a", "~_voice_player", tag("audio", "~_voice js-message_voice")),
    "elsewhere": tag("div", "message_media_not_supported_wrap", tag("div", "message_media_not_supported", "Open it")),
}


@dataclass(frozen=True)
class Post:
    """``text`` is markup as Telegram writes it; ``poll`` is (question, ((answer, per cent), ...))."""

    number: int
    text: str = ""
    date: str = "2026-05-12T10:20:00+00:00"
    forwarded: str = ""
    author: str = ""
    reply: str = ""
    media: tuple[str, ...] = ()
    poll: tuple[str, tuple[tuple[str, int], ...]] | None = None
    service: bool = False
    preview: str = ""


def post_html(name: str, title: str, post: Post) -> str:
    """One message."""
    own = f"https://t.me/{name}/{post.number}"
    owner = f'<span dir="auto">{html.escape(title)}</span>'
    parts = [tag("div", "~_author", tag("a", "~_owner_name", owner, href=f"https://t.me/{name}"))]
    if post.forwarded:
        origin = tag("a", "~_forwarded_from_name", f'<span dir="auto">{post.forwarded}</span>', href="https://t.me/x/7")
        parts.append(tag("div", "~_forwarded_from accent_color", "Forwarded from&nbsp;", origin))
    if post.reply:
        answered = tag("div", "~_text js-message_reply_text", post.reply, dir="auto")
        parts.append(tag("a", "~_reply user-color-default", tag("span", "~_author_name", title), answered, href=own))
    parts += [_MEDIA[kind] for kind in post.media]
    if post.poll:
        options = [
            tag("div", "~_poll_option", tag("div", "~_poll_option_percent", f"{share}%"),
                tag("div", "~_poll_option_value", tag("div", "~_poll_option_text", answer)))
            for answer, share in post.poll[1]
        ]  # fmt: skip
        question = tag("div", "~_poll_question", post.poll[0]) + tag("div", "~_poll_type", "Anonymous Poll")
        parts.append(tag("div", "~_poll js-poll", question, tag("div", "~_poll_options", *options)))
    if post.text:
        parts.append(tag("div", "~_text js-message_text", post.text, dir="auto"))
    if post.preview:
        linked = tag("div", "link_preview_site_name", "Сайт") + tag("div", "link_preview_title", "Чужой заголовок")
        parts.append(tag("a", "~_link_preview", linked, href=post.preview))
    author = tag("span", "~_from_author", post.author) + ",&nbsp;" if post.author else ""
    date = tag("a", "~_date", tag("time", "time", "10:20", datetime=post.date), href=own)
    views = tag("span", "~_views", "12.3K") + tag("span", "copyonly", " views")
    parts.append(tag("div", "~_footer compact", tag("div", "~_info short", views, tag("span", "~_meta", author, date))))
    names = "~ text_not_supported_wrap js-widget_message" + " service_message" * post.service
    message = tag("div", names, tag("div", "~_bubble", *parts), data_post=f"{name}/{post.number}", data_view="x")
    return tag("div", "~_wrap js-widget_message_wrap", message)


def page_html(name: str, title: str, posts, *, more: bool = True) -> str:
    """A page of these posts, the oldest first; ``more`` says that there are older ones."""
    first = str(min((post.number for post in posts), default=0))
    link = f"/s/{name}?before={first}"
    further = tag("a", "tme_messages_more js-messages_more", href=link, data_before=first)
    messages = [tag("div", "~_centered js-messages_more_wrap", further)] if more else []
    messages += [post_html(name, title, post) for post in posts]
    header = tag("header", "tgme_header", tag("div", "tgme_channel_info_header_title", f"<span>{title}</span>"))
    main = tag("main", "tgme_main", tag("section", "tgme_channel_history js-message_history", *messages))
    head = _HEAD.format(title=title, name=name, prev=f'<link rel="prev" href="{link}">' if more else "")
    return head + tag("body", "widget_frame_base tgme_webpreview emoji_image", header, main) + "</html>"


def absent_html(name: str) -> str:
    """What stands at the address of a channel that is not there, or is private."""
    contact = tag("a", "tgme_username_link", f"@{name}", href=f"tg://resolve?domain={name}")
    told = tag("div", "tgme_page_description", "If you have <strong>Telegram</strong>, you can contact ", contact)
    page = tag("div", "tgme_page_wrap", tag("div", "tgme_page", tag("i", "tgme_icon_user"), told))
    return _HEAD.format(title=f"Telegram: Contact @{name}", name=name, prev="") + tag("body", "x", page) + "</html>"


class Channel:
    """A channel on a `support.site.Site`, which serves its pages."""

    def __init__(self, site, name: str = "vesti_test", title: str = "Вести", size: int = 3) -> None:
        self.site, self.name, self.title, self.size = site, name, title, size

    def put(self, posts) -> str:
        """Serve the newest page and every page before; gives the channel's address."""
        ordered = sorted(posts, key=lambda post: post.number)
        place, query = len(ordered), ""
        while True:
            page = ordered[max(0, place - self.size) : place]
            more = place > self.size
            body = page_html(self.name, self.title, page, more=more)
            self.site.put(f"/s/{self.name}{query}", body, Content_Type="text/html; charset=utf-8")
            if not more:
                return f"{self.site.url}/s/{self.name}"
            query, place = f"?before={page[0].number}", place - self.size
