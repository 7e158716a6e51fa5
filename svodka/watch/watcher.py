"""Find watch lists in texts: entries are compiled once, and a text costs a look-up for each of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from svodka.errors import InputError
from svodka.facts.bilingual import begins_alike
from svodka.facts.lexicon import stem
from svodka.facts.names import english_exonyms, english_spelling, names_of, russian_exonym
from svodka.items import Brief
from svodka.readers import NewsItem
from svodka.regexes import regex
from svodka.text import normalise
from svodka.text.morphology import names_a_place
from svodka.verify.senses import lemmas
from svodka.watch.lists import WatchList
from svodka.watch.patterns import Pattern, patterns
from svodka.watch.places import Places
from svodka.watch.words import WORD, Sought, is_russian, latin, plain, skeletons, spelled_alike

_REMEMBERED = 200_000  # words whose meaning is kept; news of a year have fewer
# What stands inside a word unseen, and how a word in one script is written: another may be in both.
_UNSEEN = regex("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
_ONE_SCRIPT = regex("[а-яёА-ЯЁ0-9]+|[a-zA-Z0-9]+")
# Most Russian news can be written in eight bits, where words are told apart several times as fast: all that is no part
# of a word becomes a blank. What cannot, or has a soft hyphen, is searched for words as text.
_BYTES = "cp1251"
_SOFT_HYPHEN = "\u00ad".encode(_BYTES)
_APART = bytes(
    number if WORD.fullmatch(bytes([number]).decode(_BYTES, "replace")) else ord(" ") for number in range(256)
)
_OPENING = 3  # letters by which words are passed over that no stem looked for begins as
_ENDING = 3
_PAIR = -1  # the number of a word that may be the first of a name of two words


class Watcher:
    """Watch lists, compiled. Raises InputError for none, and for two of one name."""

    def __init__(self, lists: Sequence[WatchList]) -> None:
        self.lists = tuple(lists)
        self._wanted = [
            (one.name, frozenset(one.any), frozenset(one.all), frozenset(one.without)) for one in self.lists
        ]
        names = [one.name.casefold() for one in self.lists]
        if not names or len(set(names)) < len(names):
            raise InputError(f"{len(names)} watch lists, {len(set(names))} names; expected at least one, each its own")
        self._slots: dict[Sought, int] = {}
        self._sought: list[Sought] = []
        self._forms: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        self._lemmas: dict[str, list[int]] = defaultdict(list)
        self._latin: dict[str, list[int]] = defaultdict(list)
        self._exonyms: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        # Names by the script they are written in and their skeleton; those that an initial may stand for.
        self._names: dict[tuple[bool, str], list[tuple[str, int]]] = defaultdict(list)
        self._initials: list[tuple[str, int]] = []
        self._openings: set[str] = set()
        self._pairs: set[str] = set()
        self._pair_lengths: set[int] = set()
        self._stem_openings: set[str] = set()
        self._alone: dict[int, list[str]] = defaultdict(list)
        self._together: dict[int, list[tuple[Pattern, tuple[int, ...], str]]] = defaultdict(list)
        self._known: dict[str, tuple[int, ...]] = {}
        self._nothing: set[str] = set()
        # The same of words in eight bits.
        self._told: dict[bytes, tuple[int, ...]] = {}
        self._passed: set[bytes] = set()
        for entry in dict.fromkeys(e for one in self.lists for e in (*one.any, *one.all, *one.without)):
            self._compile(entry)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the lists, in order."""
        return tuple(one.name for one in self.lists)

    def match(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """The names of the lists that each text matches, in the lists' order."""
        if isinstance(texts, str):
            raise InputError("match() was given one string; expected a sequence of texts: match([text])")
        return [self._match(text) for text in texts]

    def marked(self, items: Sequence[NewsItem]) -> list[NewsItem]:
        """The items with the names of the lists that headline and text match, in ``matches``."""
        found = self.match([f"{item.headline}\n\n{item.text}" for item in items])
        return [replace(item, matches=names) for item, names in zip(items, found, strict=True)]

    def marked_briefs(self, briefs: Sequence[Brief]) -> list[Brief]:
        """The briefs with the names of the lists that the Russian or its translation matches, in ``item.matches``."""
        marked = []
        for brief in briefs:
            item, english = brief.item, (brief.headline, brief.headline_translation.hypothesis)
            sides = self.match(
                [f"{item.headline}\n\n{item.text}", "\n\n".join((*english, brief.translation.hypothesis))]
            )
            names = tuple(one.name for one in self.lists if any(one.name in side for side in sides))
            marked.append(replace(brief, item=replace(item, matches=names)))
        return marked

    def _match(self, text: str) -> tuple[str, ...]:
        found = self._entries(text)
        return tuple(
            name
            for name, any_of, all_of, without in self._wanted
            if (not any_of or not found.isdisjoint(any_of)) and found.issuperset(all_of) and found.isdisjoint(without)
        )

    def _entries(self, text: str) -> set[str]:
        """The entries that stand in a text."""
        # Never between the words of one text.
        if len(self._known) + len(self._nothing) + len(self._passed) >= _REMEMBERED:
            self._known.clear()
            self._nothing.clear()
            self._told.clear()
            self._passed.clear()
        slots: set[int] = set()
        try:
            written = text.encode(_BYTES)
        except UnicodeEncodeError:
            written = _SOFT_HYPHEN
        if _SOFT_HYPHEN in written:
            if _UNSEEN.search(text):
                text = normalise(text).text
            for word in set(WORD.findall(text)) - self._nothing:
                slots.update(self._meaning(word))
        else:
            for raw in set(written.translate(_APART).split()) - self._passed:
                if told := self._told.get(raw):
                    slots.update(told)
                elif self._passes(word := raw.decode(_BYTES)) or not (told := self._meaning(word)):
                    self._passed.add(raw)
                else:
                    self._told[raw] = told
                    slots.update(told)
        if not slots:
            return set()
        known = self._known
        found = {entry for slot in slots for entry in self._alone.get(slot, ())}
        places: Places | None = None
        if _PAIR in slots:
            places = Places(text, known)
            found.update(self._in_pairs(places.words))
        for slot in slots:
            for pattern, wanted, entry in self._together.get(slot, ()):
                if entry not in found and slots.issuperset(wanted):
                    places = places or Places(text, known)
                    if places.have(pattern, wanted):
                        found.add(entry)
        return found

    def _compile(self, entry: str) -> None:
        for pattern in patterns(normalise(entry).text):
            slots = tuple(
                self._slot(word, initial=place == pattern.initial) for place, word in enumerate(pattern.words)
            )
            if len(slots) == 1:
                self._alone[slots[0]].append(entry)
            else:
                # Under the word that fewest begin or share: of a thousand ministries each is asked for its own.
                rarest = min(slots, key=lambda slot: len(self._together[slot]))
                self._together[rarest].append((pattern, slots, entry))
        if is_russian(entry):
            # Of a noun alone: the adjective is no name of the place.
            exonym = russian_exonym(entry) if entry[:1].isupper() else None
            words = WORD.findall(entry)
            if exonym is not None and (len(words) > 1 or names_a_place(entry)):
                self._named(exonym.key, entry, noun=True)
        else:
            for exonym in english_exonyms(entry):
                self._named(exonym.key, entry, noun=entry.lower() == exonym.key.lower() or entry.isupper())

    def _named(self, key: str, entry: str, *, noun: bool) -> None:
        """An entry that other names of a place stand for too; ``noun``: but not its adjective or its people."""
        self._sought.append(Sought(entry, 0))
        self._alone[len(self._sought) - 1].append(entry)
        self._exonyms[key].append((len(self._sought) - 1, noun))
        for name in names_of(key):
            first, *more = name.split()
            if more:  # what comes before the longest ending of an adjective
                first = first[: max(_OPENING, len(first) - _ENDING)] if is_russian(first) else first
                self._pairs.add(first)
                self._pair_lengths |= {len(first)} if len(first) >= _OPENING else set()
            else:
                self._openings.add(first[:_OPENING] if is_russian(first) else first)

    def _slot(self, sought: Sought, *, initial: bool) -> int:
        """The number of a word that is looked for; one whose initial may stand for it has a number of its own."""
        key = replace(sought, word=f"{sought.word}.") if initial else sought
        if key in self._slots:
            return self._slots[key]
        slot = self._slots[key] = len(self._sought)
        self._sought.append(sought)
        for form in sought.forms():
            self._forms[form].append(slot)
        russian = is_russian(sought.word)
        if initial:
            self._forms[plain(sought.word[:1])].append(slot)
            self._initials += [] if russian else [(plain(sought.word), slot)]
        if not russian:
            for lemma in (*lemmas(sought.word.lower()), english_spelling(sought.word.lower())):
                self._lemmas[lemma].append(slot)
            for root in sought.translations():
                self._stems[root].append(slot)
                self._stem_openings.add(root[:_OPENING])
        if sought.is_name:
            for skeleton in skeletons(plain(sought.word)):
                self._names[russian, skeleton].append((plain(sought.word), slot))
            if not russian:
                self._latin[latin(sought.word)].append(slot)
        return slot

    def _meaning(self, word: str) -> tuple[int, ...]:
        """The numbers of what a word of a text, as it is written there, may be."""
        if (told := self._known.get(word)) is not None:
            return told
        if word in self._nothing:
            return ()
        found = self._looked_up(word if _ONE_SCRIPT.fullmatch(word) else normalise(word).text)
        if not found:
            self._nothing.add(word)
            return ()
        self._known[word] = told = tuple(found)
        return told

    def _passes(self, word: str) -> bool:
        """Whether a word means nothing at first sight, as most do: `_looked_up` in one line for Russian lower case."""
        opening = word[:_OPENING]
        return (
            "а" <= word[:1] <= "я"
            and word not in self._forms
            and opening not in self._stem_openings
            and opening not in self._openings
            and word.islower()
            and "ё" not in word
            and bool(_ONE_SCRIPT.fullmatch(word))
        )

    def _looked_up(self, word: str) -> set[int]:
        key, capital = plain(word), word[:1].isupper()
        found = {slot for slot in self._forms.get(key, ()) if self._sought[slot].fits(word)}
        opening = key[:_OPENING]
        if opening in self._openings or key in self._openings:
            found.update(self._place(word))
        if capital and (key in self._pairs or any(key[:length] in self._pairs for length in self._pair_lengths)):
            found.add(_PAIR)
        if "а" <= key[:1] <= "я":
            if opening in self._stem_openings:
                found.update(self._stems.get(stem(key), ()))
            if len(word) == 1 and capital:
                found.update(slot for name, slot in self._initials if begins_alike(key, name))
            elif capital:
                found.update(slot for name, slot in self._alike(key, russian=False) if spelled_alike(key, name))
        elif key.isalpha():
            for lemma in (*lemmas(key), english_spelling(key)) if self._lemmas else ():
                found.update(self._lemmas.get(lemma, ()))
            if capital:
                found.update(self._latin.get(latin(key), ()))
                found.update(slot for name, slot in self._alike(key, russian=True) if spelled_alike(name, key))
        return found

    def _alike(self, key: str, *, russian: bool) -> set[tuple[str, int]]:
        """The names of the other script that a word may be."""
        return {one for skeleton in skeletons(key) for one in self._names.get((russian, skeleton), ())}

    def _in_pairs(self, words: Sequence[str]) -> Iterator[str]:
        """The entries that two words stand for: Соединённых Штатов, European Union."""
        for one, other in pairwise(words):
            if _PAIR in self._known.get(one, ()):
                for slot in self._place(f"{one} {other}"):
                    yield from self._alone[slot]

    def _place(self, name: str) -> tuple[int, ...]:
        """What a name of a place, body or country stands for by another of its names (США, Америка, US)."""
        found = []
        if is_russian(name):
            exonym = russian_exonym(name)
            for slot, noun in self._exonyms.get(exonym.key, ()) if exonym else ():
                if not noun or " " in name or (name[:1].isupper() and names_a_place(name)):
                    found.append(slot)
        else:
            for exonym in english_exonyms(name):
                for slot, noun in self._exonyms.get(exonym.key, ()):
                    if not noun or name.lower() == exonym.key.lower() or name.isupper() or " " in name:
                        found.append(slot)
        return tuple(found)
