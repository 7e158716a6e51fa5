"""Two people of one surname, told apart by first names, initials and patronymics."""

import pytest

from svodka.facts import compare, ledger
from svodka.verify import check


@pytest.mark.parametrize(
    ("source", "good", "bad"),
    [
        ("Назначен Николай Ульянов.", "Nikolai Ulyanov was appointed.", "Thomas Ulyanov was appointed."),
        ("Об этом сообщил Сергей Петрович Иванов.", "Sergei Ivanov reported this.", "Pyotr Ivanov reported this."),
        ("Об этом сообщил С. П. Иванов.", "S. Ivanov reported this.", "A. Ivanov reported this."),
        ("Об этом сообщил Иванов С. П.", "S. P. Ivanov reported this.", "K. D. Ivanov reported this."),
        ("Выступил Пётр Сидоров.", "Peter Sidorov spoke.", "Ivan Sidorov spoke."),
        ("Выступил Александр Кузнецов.", "Alex Kuznetsov spoke.", "Dmitry Kuznetsov spoke."),
        ("Иван и Пётр Орловы приехали, сообщил Иван Орлов.", "Ivan Orlov said so.", "Sergei Orlov said so."),
    ],
)  # fmt: skip
def test_another_first_name_before_the_surname(source, good, bad):
    russian = ledger(source, "ru")
    assert [m for m in compare(russian, ledger(good, "en")) if m.kind == "name"] == []
    assert [m.direction for m in compare(russian, ledger(bad, "en")) if m.kind == "name" and m.target_text] == [
        "unsupported"
    ]
    assert [m for s in check(source, good).sentences for m in s.mismatches if m.kind == "name"] == []
    assert not check(source, bad).supported


def test_the_message_and_the_span_name_the_other():
    source, target = "Редактором назначен Николай Ульянов.", "Thomas Ulyanov was appointed editor."
    (found,) = compare(ledger(source, "ru"), ledger(target, "en"))
    assert found.message == "The name “Thomas Ulyanov” is not in the source; the source says “Николай Ульянов”."
    assert source[slice(*found.source_span)] == "Николай Ульянов"


def test_a_surname_alone_contradicts_nobody():
    assert compare(ledger("Ульянов назначен редактором.", "ru"), ledger("Ulyanov was appointed editor.", "en")) == ()
    source = "Об этом сообщил Песков."
    assert compare(ledger(source, "ru"), ledger("Dmitry Peskov reported this.", "en")) == ()
