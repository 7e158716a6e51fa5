"""The English sentence splitter: hard cases with exact sentences, and span properties on anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.text import split_sentences

# Each case is the list of its sentences; the text is their join.
CASES = {
    "titles": ["Mr. Orlov met Gen. Petrov at St. Isaac's.", "Dr. Sokolova was absent."],
    "initials": ["The decree was signed by V. A. Zorin and J. Smith.", "It takes effect today."],
    "acronym inside": ["The U.S. Senate agreed with the U.K. government.", "Talks go on."],
    "acronym at the end": [["He flew to the U.S.", " visit lasts a week."][0], "The visit lasts a week."],
    "decimals": ["Prices rose 3.5 percent to 1,200.75 roubles.", "Oil fell."],
    "dates": ["The court sits on Jan. 5 and Sept. 12.", "It may adjourn."],
    "number sign": ["House No. 5 burned down.", "No. 7 stands."],
    "no number": ["Was anyone hurt?", "The answer was no.", "Officials left.", "He stole art.", "Nobody saw him."],
    "company": ["Volga Steel Co. Ltd. bought Kama Inc. on Friday.", "Shares rose."],
    "quote with speaker": ['"We have won!" Orlov said.', '"Is that so?" he was asked.'],
    "quote then narration": ['"The bridge is safe."', "The mayor left at once."],
    "curly quotes": ["“The bridge is safe.”", "“We checked it twice,” the mayor said."],
    "ellipsis": ["They waited... and waited.", "Nobody came…", "The hall closed."],
    "domain": ["Gazeta.Ru and Lenta.Ru reported it.", "Others followed."],
    "brackets": ["The ship sank (no one was hurt).", "(The cause is unknown.)", "Divers work."],
    "lower case goes on": ["The firm iMaker Inc. makes phones.", "They sell."],
    "time": ["It began at 5 p.m. Moscow time.", "It ended at 7 p.m.", "The crowd left."],
}


@pytest.mark.parametrize("name", CASES)
def test_hard_cases(name):
    sentences = CASES[name]
    assert [s.text for s in split_sentences(" ".join(sentences))] == sentences


def test_a_missing_space_after_a_full_stop_is_a_border():
    assert [s.text for s in split_sentences("The minister left.The talks stopped.")] == [
        "The minister left.",
        "The talks stopped.",
    ]


def test_list_numbers_stay_with_their_line():
    text = "1. First point\n2. Second point"
    assert [s.text for s in split_sentences(text)] == ["1. First point", "2. Second point"]


def test_lines_are_paragraphs_unless_hard_wrapped():
    headlines = "Mayor opens a bridge\nStorm closes the port\nCourt adjourns"
    assert [(s.text, s.paragraph) for s in split_sentences(headlines)] == [
        ("Mayor opens a bridge", 0),
        ("Storm closes the port", 1),
        ("Court adjourns", 2),
    ]
    wrapped = (
        "The regional court in the northern port sentenced two officials\n"
        "to five years on Tuesday. Both deny the charges, their lawyers\n"
        "said. An appeal is expected.\n\nThe mayor declined to comment."
    )
    assert [(s.line, s.paragraph) for s in split_sentences(wrapped)] == [
        ("The regional court in the northern port sentenced two officials to five years on Tuesday.", 0),
        ("Both deny the charges, their lawyers said.", 0),
        ("An appeal is expected.", 0),
        ("The mayor declined to comment.", 1),
    ]


def test_empty_text_has_no_sentences():
    assert split_sentences("") == () == split_sentences(" \n\t\n ")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('aB.!?… \n\t"”)(,1éЖ\u2028\r'), max_size=80))
def test_spans_are_exact_ordered_and_lose_nothing(text):
    sentences = split_sentences(text)
    position = 0
    for sentence in sentences:
        start, end = sentence.span
        assert position <= start < end
        assert text[start:end] == sentence.text == sentence.text.strip()
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
    assert [s.paragraph for s in sentences] == sorted(s.paragraph for s in sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        # an hour
        ["The blast was heard at 9 p.m.", "Rescuers arrived later."],
        ["The vote ended at 11 p.m.", "Ivan Petrov won."],
        ["It ended at 5 p.m.", "Lavrov stayed until 6 p.m.", "Putin left."],
        ["The bridge opens at 9 a.m. Monday and closes at 5 p.m. Friday."],
        ["The vote began at 9 p.m. Moscow time.", "It was short."],
        ["At 3 p.m. EST the vote began."],
        # a company
        ["He works for Apple Inc.", "Investors cheered."],
        ["He joined Rosneft Corp.", "Analysts were surprised."],
        ["Apple Inc. Chief Executive Tim Cook spoke."],
        ["Shares of Gazprom Co. Ltd. were sold."],
        ["Lukoil Inc. Analysts"],
        # a country
        ["He moved to the U.S.", "Officials confirmed it."],
        ["She left for the U.S.", "Ivan Petrov stayed."],
        ["He spoke at the U.N.", "Diplomats listened."],
        ["They met in Washington, D.C.", "Police came."],
        ["He met U.S. President Joe Biden in the U.S. Senate."],
        ["He addressed the U.N. Security Council.", "Diplomats listened."],
        # a street, a degree, a letter
        ["He lives on Main St.", "Police found him there."],
        ["He was born in St. Petersburg.", "It is big."],
        ["She holds a Ph.D.", "Students like her."],
        ["Doctors found hepatitis C.", "Patients were treated."],
        ["The letter was written by V. A. Zorin and J. K. Rowling."],
    ],
)
def test_abbreviations_before_any_word_that_may_open_a_sentence(sentences):
    assert [s.text for s in split_sentences(" ".join(sentences))] == sentences
