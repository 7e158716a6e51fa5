"""The rules of Atom 1.0 that a document can break, as RFC 4287 states them: `problems` lists those that are broken."""

import re
from collections import Counter

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Section 3.3: RFC 3339, with an uppercase T and Z.
DATE = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 3987: a scheme, then no character that an IRI cannot hold, and no stray percent sign.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20\x7f\"<>\\^`{|}%]|%[0-9A-Fa-f]{2})+")
FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title",
        "updated", "entry"}  # fmt: skip
ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary",
         "title", "updated"}  # fmt: skip
TEXTS = {"title", "subtitle", "summary", "rights"}
LINK = {"href", "rel", "type", "hreflang", "title", "length"}


def problems(document: bytes) -> list[str]:
    """The rules that the document breaks; an empty list for a valid one."""
    root = etree.fromstring(document)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    found = _container(root, FEED, {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "generator": (0, 1)})
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        once = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "content": (0, 1)}
        found += _container(entry, ENTRY, once | {"summary": (0, 1)})
        if entry.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
            found.append("4.1.2: an entry without an author in a feed without one")
        if entry.find(f"{ATOM}content") is None and not _links(entry, "alternate"):
            found.append("4.1.2: an entry with neither content nor an alternate link")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    found += [f"4.1.1: {name} stands {count} times" for name, count in ids.items() if count > 1]
    if len(_links(root, "self")) > 1:
        found.append("4.1.1: more than one self link")
    return found


def _container(element, allowed, counts):
    names = Counter(etree.QName(child).localname for child in element)
    found = [f"4.1: {name} may not stand in {element.tag}" for name in names if name not in allowed]
    for name, (least, most) in counts.items():
        if not least <= names[name] <= most:
            found.append(f"4.1: {names[name]} {name} in {element.tag}")
    for child in element:
        if etree.QName(child).localname != "entry":
            found += _child(child)
    alternates = Counter((e.get("type"), e.get("hreflang")) for e in _links(element, "alternate"))
    found += [f"4.1: {count} alternate links of one type" for count in alternates.values() if count > 1]
    return found


def _links(element, rel):
    return [e for e in element.findall(f"{ATOM}link") if e.get("rel", "alternate") == rel]


def _child(element):
    name, text = etree.QName(element).localname, element.text or ""
    found = []
    if name in {"updated", "published"} and not DATE.fullmatch(text):
        found.append(f"3.3: {name} is {text!r}")
    if name == "id" and not IRI.fullmatch(text):
        found.append(f"4.2.6: the id is {text!r}")
    if name == "link":
        if not IRI.fullmatch(element.get("href", "")):
            found.append(f"4.2.7: the link leads to {element.get('href')!r}, which is no absolute address")
        found += [f"4.2.7: a link has no attribute {a}" for a in set(element.attrib) - LINK]
    if name == "category" and not element.get("term"):
        found.append("4.2.2: a category without a term")
    if name == "author":
        people = [etree.QName(child).localname for child in element]
        if people.count("name") != 1 or not set(people) <= {"name", "uri", "email"}:
            found.append(f"3.2: a person with {people}")
        if not (element.findtext(f"{ATOM}name") or "").strip():
            found.append("3.2.1: a person without a name")
    if name in TEXTS | {"content"}:
        kind = element.get("type", "text")
        if kind not in {"text", "html", "xhtml"}:
            found.append(f"3.1.1: {name} has the type {kind!r}")
        if kind in {"text", "html"} and len(element):
            found.append(f"3.1.1: {name} has child elements")
        if kind == "html":
            found += _relative(text)
    return found


def _relative(markup):
    """HTML whose addresses would be taken against the feed's own: there is no xml:base to say otherwise."""
    if not markup.strip():
        return []
    tree = html.fragment_fromstring(markup, create_parent=True)
    return [
        f"3.1.1.2: {e.get(a)!r} in the content is relative"
        for e in tree.iter()
        for a in ("href", "src")
        if e.get(a) and not IRI.match(e.get(a))
    ]
