"""Word senses: the table's relations, forms and parts of speech."""

import pytest

from svodka.verify.senses import antonyms, inflected, part, relation


@pytest.mark.parametrize(("ours", "theirs", "expected"), [
    ("rose", "fell", "antonym"), ("crewed", "uncrewed", "antonym"), ("approve", "disapproved", "antonym"),
    ("harmless", "harmful", "antonym"), ("destruction", "destroyed", "kin"), ("attack", "assault", "synonym"),
    ("arrival", "arrived", "kin"), ("vehicle", "cars", "broader"), ("cars", "vehicle", "narrower"),
    ("nurse", "doctors", "sibling"), ("monday", "tuesday", "sibling"), ("went", "goes", "same"),
    ("banana", "parliament", ""), ("qqqq", "zzzz", ""),
])  # fmt: skip
def test_relations(ours, theirs, expected):
    assert relation(ours, theirs) == expected


@pytest.mark.parametrize("pair", [("rose", "fell"), ("attack", "assault"), ("nurse", "doctor"), ("crewed", "uncrewed")])
def test_what_goes_both_ways(pair):
    assert relation(*pair) == relation(*pair[::-1])


def test_antonyms_of_a_form_are_those_of_its_bases():
    assert {"fall", "fell"} <= antonyms("risen") and antonyms("qqqq") == frozenset()


@pytest.mark.parametrize(("word", "expected"), [
    ("killed", "verb"), ("announces", "verb"), ("hospital", "noun"), ("cities", "noun"), ("quickly", "modifier"),
    ("large", "modifier"), ("qqqq", "noun"),
])  # fmt: skip
def test_parts_of_speech(word, expected):
    assert part(word) == expected


@pytest.mark.parametrize(("base", "like", "own", "expected"), [
    ("deny", "rises", "rise", "denies"), ("deny", "rising", "rise", "denying"), ("play", "rises", "rise", "plays"),
    ("easy", "larger", "large", "easier"), ("watch", "rises", "rise", "watches"),
    ("raise", "falling", "fall", "raising"), ("fall", "rose", "rise", "fell"),
    ("fall", "risen", "rise", "fallen"), ("go", "rise", "rise", "go"),
])  # fmt: skip
def test_one_word_in_the_form_of_another(base, like, own, expected):
    assert inflected(base, like, own) == expected
