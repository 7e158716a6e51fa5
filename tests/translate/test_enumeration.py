"""Long enumerations: members are counted, a translation that lost some is a defect, and a list is cut and joined."""

import pytest

from translate.checks import check
from translate.source.enumeration import in_parts, joined, too_few

PLACES = (
    "Туле Tula, Орле Oryol, Курске Kursk, Брянске Bryansk, Калуге Kaluga, Рязани Ryazan, Липецке Lipetsk, Твери Tver, "
    "Пскове Pskov, Самаре Samara, Казани Kazan, Уфе Ufa, Перми Perm, Омске Omsk, Томске Tomsk, Чите Chita"
)
NAMES = [tuple(pair.split()) for pair in PLACES.split(", ")]


def listing(members, word):
    return f"{', '.join(members[:-1])} {word} {members[-1]}"


@pytest.mark.parametrize("size", range(8, len(NAMES) + 1))
def test_a_translation_that_lost_a_quarter_of_a_list_is_a_defect(size):
    source = f"Во вторник дожди прошли в {listing([ru for ru, _ in NAMES[:size]], 'и')}."
    english = [en for _, en in NAMES[:size]]
    assert check(source, f"It rained on Tuesday in {listing(english, 'and')}.").flags == ()
    kept = english[: size * 3 // 4]
    (flag,) = check(source, f"It rained on Tuesday in {listing(kept, 'and')}.").flags
    assert (flag.kind, flag.detail) == ("list", f"the source lists {size}, the hypothesis {len(kept)} at most")


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Дожди прошли в Туле, Орле, Курске, Твери и Омске.", "It rained in Tula."),  # not long
        (
            "Он сказал, что не знает, кто это сделал, когда это было, где это было, почему так вышло, "
            "чем всё кончилось, как теперь быть, но обещал выяснить.",
            "He did not know who did it or why but promised to find out.",
        ),
        ("Туле, Орле. Курске, Твери. Омске, Чите. Уфе, Перми. Казани, Самаре.", "Tula. Oryol. Kursk."),
    ],
)
def test_clauses_and_short_lists_are_not_counted(source, english):
    assert too_few(source, english) is None


def test_parts_are_the_source_again_and_no_longer_than_five_members():
    source = f"Итог. Дожди прошли в {listing([ru for ru, _ in NAMES], 'и')}, сообщили синоптики."
    parts = in_parts(source)
    assert " ".join(parts) == source and len(parts) == 4
    assert parts[0].startswith("Итог. Дожди") and all(part.count(",") <= 5 for part in parts)
    assert in_parts("Дожди прошли в Туле, Орле и Курске.") == ("Дожди прошли в Туле, Орле и Курске.",)


def test_translations_of_parts_make_one_sentence():
    parts = ("В магазине есть хлеб, соль,", "сыр, мясо,", "Чай и кофе.")
    assert joined(parts, ("There is bread, salt.", "Cheese, meat,", "Tea and coffee.")) == (
        "There is bread, salt, cheese, meat, Tea and coffee."
    )


@pytest.mark.parametrize("most", [6, len(NAMES) - 1])
def test_the_repair_ladder_cuts_a_list_and_joins_it(make_translator, most):
    source = f"Дожди прошли в {listing([ru for ru, _ in NAMES], 'и')}."
    known = dict(NAMES)

    def rule(text, options):
        """A model that writes so many members and stops."""
        words = [known[word] for word in text.replace(",", " ").replace(".", " ").split() if word in known]
        return ("It rained in " if "Дожди" in text else "") + ", ".join(words[:most]) + "."

    (segment,) = make_translator(rule).translate([source])[0].segments
    assert segment.hypothesis == f"It rained in {', '.join(known.values())}."
    assert segment.flags == () and segment.attempts > 1
    (left,) = make_translator(rule, repair=False).translate([source])[0].segments
    # One that is missing is no flag: a translator may join two. The ladder tries the list in parts all the same.
    assert [flag.kind for flag in left.flags] == (["list"] if most == 6 else [])
