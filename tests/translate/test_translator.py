"""The translator on a table engine: order, layout, spans, batches, streaming."""

import pytest

from svodka.errors import InputError, OptionError
from translate import TranslateOptions
from translate.source.segment import segment

from .conftest import english

TEXT = "Заголовок без точки\n\nПервое предложение. Второе предложение!\n  С отступом.\n\n\n12.05.2024\n"


def test_layout_comes_back_as_it_was(make_translator):
    translation = make_translator().translate([TEXT])[0]
    assert translation.hypothesis == english(TEXT)
    assert [s.source for s in translation.segments] == [
        "Заголовок без точки",
        "Первое предложение.",
        "Второе предложение!",
        "С отступом.",
        "12.05.2024",
    ]
    assert [s.translated for s in translation.segments] == [True, True, True, True, False]
    for s in translation.segments:
        assert translation.source[slice(*s.source_span)] == s.source
        assert translation.hypothesis[slice(*s.hypothesis_span)] == s.hypothesis


def test_a_text_is_cut_once_also_where_its_quotations_are_read(make_translator, monkeypatch):
    cut = []
    monkeypatch.setattr("translate.translator.segment", lambda text: cut.append(text) or segment(text))
    texts = ["Об этом сообщает издание «Страна».", "«Страна» пишет снова.", "Мэр ушёл."]
    translator = make_translator()
    translator.translate_documents([texts])
    assert cut == texts and "«Strana» пишет снова." in translator.engine.decoded


def test_scores(make_translator):
    segments = make_translator().translate(["Слово. 42"])[0].segments
    assert [(s.source, s.score) for s in segments] == [("Слово.", -0.05), ("42", None)]


def test_results_are_in_input_order_and_identical_segments_are_decoded_once(make_translator):
    translator = make_translator()
    texts = ["Мэр ушёл.", "", "А.", "Мэр ушёл.", "Б" + "б" * 50]
    assert [t.hypothesis for t in translator.translate(texts)] == [english(t) for t in texts]
    assert sorted(translator.engine.decoded) == sorted(["Мэр ушёл.", "А.", "Б" + "б" * 50])


def test_stream_starts_before_the_input_ends(make_translator):
    taken = []

    def texts():
        for number in range(5000):
            taken.append(number)
            yield f"Новость номер {number}."

    stream = make_translator().stream(texts())
    assert next(stream).hypothesis == english("Новость номер 0.")
    assert len(taken) <= 32


def test_stream_fills_larger_batches_as_it_goes(make_translator):
    translator = make_translator()
    list(translator.stream(f"Новость номер {number}." for number in range(5000)))
    assert [len(rows) for rows, _ in translator.engine.calls][:3] == [16, 32, 64]
    assert max(len(rows) for rows, _ in translator.engine.calls) == 512


def test_sentences_written_without_a_space_get_one(make_translator):
    text = "Мост закрыт.Объезда нет."
    assert make_translator().translate([text])[0].hypothesis == english("Мост закрыт. Объезда нет.")


def test_a_segment_over_the_window_is_cut_and_nothing_is_lost(make_translator):
    translator = make_translator(window=64)
    text = "Первая часть длинного предложения, вторая часть длинного предложения, и третья его часть тоже длинная."
    translation = translator.translate([text])[0]
    assert len(translation.segments) > 1
    assert translation.hypothesis == english(text)
    assert all(len(row) < 32 for row in translator.engine.decoded)


def test_wrong_input(make_translator):
    with pytest.raises(InputError, match="one string"):
        make_translator().translate("Текст")
    with pytest.raises(InputError, match="NoneType"):
        make_translator().translate(["Текст", None])
    with pytest.raises(OptionError, match="beam is 0"):
        TranslateOptions(beam=0)
    with pytest.raises(TypeError):
        TranslateOptions(beams=4)


def test_signature_has_what_changes_the_output_only(make_translator):
    assert str(make_translator(batch_tokens=64).signature) == str(make_translator().signature)
    assert make_translator(beam=1).signature.options == (("beam", "1"),)
