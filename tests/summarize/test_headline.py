"""Headlines: leaving out, cutting at a border, and never ending on a word that leans on the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.headline import compress, headline
from summarize.lengths import HEADLINE_WORDS


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("MOSCOW, Nov 5 (Inform) — The court (of Pskov) fined the plant.", "The court fined the plant"),
        ("PERM: The court fined the plant.", "The court fined the plant"),
        ("He met John F.", "He met John F."),
        ("They waited...", "They waited..."),
        (
            "The court in Pskov, which sat behind closed doors, fined the plant 3 million roubles on Friday, "
            "while its director was set free.",
            "The court in Pskov fined the plant 3 million roubles on Friday",
        ),
        (
            "On Tuesday evening, the council of the district approved the budget for building new roads to "
            "four distant villages.",
            "The council of the district approved the budget for building new roads to four distant villages",
        ),
    ],
)
def test_compressing_leaves_out_but_never_rewords(line, expected):
    assert compress(line) == expected


def test_attribution_and_denial_are_never_left_out():
    line = "According to residents, the plant did not stop pouring waste into the river on Sunday, the agency reported."
    assert "According to residents" in headline([line])[1] and "did not" in headline([line])[1]


def test_the_second_sentence_is_used_when_only_it_fits():
    long = "The council of the northern district approved the largest road building budget of the decade " * 2
    assert headline([long, "Nine villages in the district get new bridges."]) == (
        1,
        "Nine villages in the district get new bridges",
        False,
    )


def test_a_headline_that_cannot_be_shortened_is_cut_before_a_phrase_and_marked():
    line = (
        "The council of the northern district approved the largest road building budget of the decade "
        "for bridges in every village."
    )
    cut = "The council of the northern district approved the largest road building budget of the decade…"
    assert headline([line]) == (0, cut, True)


def test_a_cut_never_parts_a_number_from_its_unit():
    line = "Prosecutors asked the regional court to fine the owners of the old chemical plant 340 million roubles today"
    assert headline([line])[1].endswith("chemical plant…")


@given(
    st.lists(
        st.sampled_from(["the", "of", "to", "5", "340", "plant", "fined", "on,", "(x)", "—", "which", "A.", "and"]),
        min_size=1,
        max_size=60,
    )
)
def test_every_headline_is_one_line_within_the_bound(words):
    _, line, cut = headline([" ".join(words)])
    assert len(line.split()) <= HEADLINE_WORDS and cut == line.endswith("…")
