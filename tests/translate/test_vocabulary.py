"""Made-up words are found; English words in their forms, names, and what the source has in Latin letters are not."""

import pytest

from translate.decoding import Decoded
from translate.reranking import doubt, rerank
from translate.vocabulary import made_up

INVENTED = "She was accused of bogoulate by the electionrs of the prifront town, said Rugan Majetoritarian."


def test_words_of_no_dictionary_are_found_in_order():
    assert made_up("Её обвинили.", INVENTED) == ("bogoulate", "electionrs", "prifront")


@pytest.mark.parametrize(
    "text",
    [
        "The passengers were evacuated because of unprecedented flooding, although nobody complained themselves.",
        "Geopolitical misunderstandings: the deputies travelled to neighbouring centres, analysing privatisation.",
        "Policemen and schoolchildren, women and mice; the worst crises of counterterrorism and antimonopoly agencies.",
    ],
)
def test_english_in_its_forms_is_known(text):
    assert made_up("", text) == ()


def test_quotation_marks_do_not_hide_a_word():
    assert made_up("", "‘In Trump’s copil’: what is behind it") == ("copil",)
    assert made_up("", "the copil’s tail") == ()  # a possessive may be a name's


def test_what_the_source_has_in_latin_letters_is_given():
    assert made_up("Приложение Yandexdrive и сайт myjane.ru", "the app yandexdrive and the site myjane.ru") == ()
    assert made_up("Приложение", "the app yandexdrive") == ("yandexdrive",)


def test_a_hypothesis_without_made_up_words_goes_first():
    source = "Её обвинили в богохульстве."
    bad, good = Decoded("She was accused of bogoulating.", -0.50), Decoded("She was accused of blasphemy.", -0.55)
    assert rerank(source, [bad, good]).decoded == good


def test_a_made_up_word_is_in_doubt_unless_the_decoder_is_sure():
    source, text = "Её обвинили в богохульстве.", "She was accused of bogoulate."
    (flag,) = doubt(source, Decoded(text, -0.4))
    assert flag.kind == "doubtful" and flag.detail == "“bogoulate”: in no dictionary that svodka has"
    assert doubt(source, Decoded(text, -0.1)) == ()
    assert doubt(source, Decoded("She was accused of blasphemy.", -0.4)) == ()


def test_a_run_of_letters_is_no_word_at_once(monkeypatch):
    from translate import vocabulary

    asked = []
    real = vocabulary._listed
    monkeypatch.setattr(vocabulary, "_listed", lambda word: asked.append(word) or real(word))
    assert made_up("", "bridge" + "e" * 2_000) == ("bridge" + "e" * 2_000,)
    assert len(asked) <= 10
