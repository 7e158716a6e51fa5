"""A public Telegram channel on the web, from its newest page back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from svodka.errors import InputError
from svodka.readers.formats.channel import Page, channel_page
from svodka.readers.formats.records import read_record
from svodka.readers.intake.documents import Document
from svodka.readers.item import NewsItem
from svodka.readers.markup.tree import parse
from svodka.readers.options import ReadFailure, ReadOptions


def channel_posts(
    document: Document,
    options: ReadOptions,
    earlier: Callable[[str], Document],
    *,
    known: frozenset[str] = frozenset(),
    most: int,
) -> Iterator[NewsItem | ReadFailure]:
    """The posts of a channel's page and of those before it, page by page, in a page the oldest first.

    ``earlier`` gets the document at the address of an earlier page. Pages are read back to the first that has a post
    ``known`` by its id, ``most`` in all; that older posts are new too is a failure then. Raises InputError for a page
    that shows no channel, and what ``earlier`` raises.
    """
    url, oldest = document.url, 0
    for number in range(1, most + 1):
        page = _page(document, options)
        if not page.is_channel:
            raise InputError(
                f"{document.name} shows no posts: there is no such channel, or it is private, or has no public "
                "preview; expected a public channel, such as https://t.me/s/NAME or @NAME"
            )
        yield from _items(page, document, options)
        before = page.before
        if url is None or before is None or not known.isdisjoint(page.ids) or (oldest and before >= oldest):
            return
        if number == most:
            if known:
                told = f"has more new posts than {most} pages hold; those before post {before} were not read"
                yield ReadFailure(url, told)
            return
        oldest = before
        document = earlier(urlsplit(url)._replace(query=f"before={before}", fragment="").geturl())


def _page(document: Document, options: ReadOptions) -> Page:
    root, _ = parse(document.text(options.max_bytes, encoding=options.encoding))
    return channel_page(root)


def _items(page: Page, document: Document, options: ReadOptions) -> Iterator[NewsItem | ReadFailure]:
    plain = replace(options, fields={})
    for post in page.posts:
        try:
            item = read_record(post.record, post.record["id"], plain)
        except InputError as error:
            yield ReadFailure(post.record["id"], str(error))
        else:
            yield replace(item, notes=(*item.notes, *post.notes))
