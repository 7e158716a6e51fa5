"""JSON Feed 1.1: what https://www.jsonfeed.org/version/1.1/ demands, and the fields of the store read back."""

import json
import re

import jsonschema
from support.briefs import FERRY

from svodka.feeds import FeedOptions, feed_of, to_json_feed
from svodka.runs import Store

# The specification in words, as a schema: what is required, and of what type each field is.
AUTHOR = {
    "type": "object",
    "minProperties": 1,
    "properties": {k: {"type": "string"} for k in ("name", "url", "avatar")},
}
DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
URL = {"type": "string", "pattern": r"^https?://[^\s\"<>\\^`{|}]+$"}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1}, "url": URL, "external_url": URL, "title": {"type": "string"},
        "content_html": {"type": "string"}, "content_text": {"type": "string"}, "summary": {"type": "string"},
        "image": URL, "banner_image": URL, "date_published": DATE, "date_modified": DATE,
        "authors": {"type": "array", "items": AUTHOR}, "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string"},
    },
}  # fmt: skip
FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": {"type": "string"}, "feed_url": URL,
        "home_page_url": URL, "description": {"type": "string"}, "language": {"type": "string"},
        "authors": {"type": "array", "items": AUTHOR}, "items": {"type": "array", "items": ITEM},
    },
}  # fmt: skip


def made(path, **options):
    with Store.open(path) as store:
        feed = feed_of(store, FeedOptions(**options))
    return feed, json.loads(to_json_feed(feed))


def test_the_feed_is_what_the_specification_says(store):
    feed, data = made(store, url="https://news.example/briefs.json")
    jsonschema.validate(data, FEED)
    assert data["feed_url"] == "https://news.example/briefs.json"
    assert len({item["id"] for item in data["items"]}) == len(data["items"]) == 3
    assert [item["id"] for item in data["items"]] == [entry.id for entry in feed.entries]


def test_every_field_is_read_back(store):
    _, data = made(store, title="Вести")
    item = data["items"][0]
    assert (data["title"], item["title"], item["url"]) == ("Вести", FERRY.headline, FERRY.item.url)
    assert (item["date_published"], item["authors"]) == ("2026-05-12T10:20:00+03:00", [{"name": "Вести Приморья"}])
    marked = [f"{s.text} [{FERRY.mark(s)}]" if FERRY.mark(s) else s.text for s in FERRY.sentences]
    assert item["summary"] == " ".join(marked) and item["language"] == "en"
    assert re.fullmatch(DATE["pattern"], item["date_modified"])
    assert FERRY.item.headline in item["content_html"] and "#:~:text=" in item["content_html"]
    assert "date_published" not in data["items"][1]  # a day without a time
