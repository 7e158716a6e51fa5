"""The dictionary forms that are shipped with tables are those that pymorphy3 gives today."""

import pytest

from training.tables.forms import TABLES, content, path_of
from translate.shipped import packed, unpacked


@pytest.mark.parametrize(("package", "name"), sorted(TABLES))
def test_the_forms_beside_a_table_are_pymorphys(package, name):
    shipped = path_of(package, name).read_text(encoding="utf-8")
    assert shipped == content(package, name), "run python -m training.tables.forms"
    assert shipped.count("\n") > 200


def test_packed_forms_come_back():
    words = (frozenset({"банк", "банка"}), frozenset({"т.е."}), frozenset({"северо-восток"}))
    assert unpacked(packed(words)) == words
