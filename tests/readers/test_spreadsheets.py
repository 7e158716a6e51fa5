"""Tables as Excel, 1C and their like write them, and records in UTF-16."""

import json

import pytest
from support.pages import BODY, HEADLINE, OTHERS

from svodka.readers import ReadOptions, read
from svodka.readers.intake.documents import Document

ROWS = [(HEADLINE, BODY[0], "03.03.2025", "https://vesti.example/1"), (OTHERS[0], BODY[1], "04.03.2025", "")]
NAMES = ("Заголовок", "Текст", "Дата", "Ссылка")


def table(separator=";", end="\r\n", names=NAMES, rows=ROWS, before="", tail="", head_tail=""):
    lines = [separator.join(names) + head_tail, *(separator.join(row) + tail for row in rows)]
    return before + "".join(line + end for line in lines)


def found(tmp_path, data, name="table.csv", **options):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read([str(path)], ReadOptions(duplicates="keep", **options)))


def check(items):
    assert [(i.headline, i.text, i.published, i.url) for i in items] == [
        (HEADLINE, BODY[0], "2025-03-03", "https://vesti.example/1"), (OTHERS[0], BODY[1], "2025-03-04", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "separator"),
    [("sep=;\r\n", ";"), ("SEP=|\n", "|"), ('"sep=;"\r\n', ";"), ("sep=\t\r\n", "\t"), ("sep=^\r\n", "^"),
     ("sep=;;;;\r\n", ";")],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_sep_line_names_the_separator_and_is_no_header(tmp_path, line, separator, encoding):
    check(found(tmp_path, table(separator, before=line).encode(encoding)))


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_ends_of_lines_in_every_encoding(tmp_path, end, encoding):
    check(found(tmp_path, table(end=end).encode(encoding)))


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_end_within_quotes_is_text(tmp_path, end):
    row = (HEADLINE, f'"{BODY[0]}\n{BODY[1]}"', "03.03.2025", "")
    (item,) = found(tmp_path, table(end=end, rows=[row]))
    assert item.text == f"{BODY[0]}\n{BODY[1]}"


@pytest.mark.parametrize(("tail", "head_tail"), [(";", ""), (";;;", ""), ("", ";;"), (";", ";"), ('; ;""', ";")])
def test_separators_after_the_last_column(tmp_path, tail, head_tail):
    check(found(tmp_path, table(tail=tail, head_tail=head_tail)))


def test_text_after_the_last_column_is_still_reported(tmp_path):
    failure, item = found(tmp_path, table(rows=[(*ROWS[0], "лишнее"), ROWS[1]], before="sep=;\n\n"))
    assert failure.error == "line 4: 5 cells, expected 4 as in the header"
    assert item.headline == OTHERS[0]


@pytest.mark.parametrize(
    "before",
    ["\r\n\r\n", ";;;\r\n", "Отчёт за март, сводный\r\n\r\n",
     "Отчёт за март;;;\r\nПодразделение: пресс-служба;;;\r\n;;;\r\n"],
)  # fmt: skip
def test_titles_and_blank_lines_above_the_header(tmp_path, before):
    check(found(tmp_path, table(before=before)))


def test_a_column_named_by_the_user_finds_the_header_below_a_title(tmp_path):
    data = table(names=("Kopf", "Prosa", "Tag", "Ort"), before="Export\n")
    items = found(tmp_path, data, fields={"headline": "Kopf", "text": "Prosa"})
    assert [(i.headline, i.text) for i in items] == [(HEADLINE, BODY[0]), (OTHERS[0], BODY[1])]


@pytest.mark.parametrize(
    ("written", "published"),
    [("45719", "2025-03-03"), ("45719,75", "2025-03-03T18:00"), ("45719.8785", "2025-03-03T21:05"), ("12", None)],
)
def test_days_as_spreadsheets_count_them(tmp_path, written, published):
    (item,) = found(tmp_path, table(rows=[(HEADLINE, BODY[0], written, "")]))
    assert item.published == published


@pytest.mark.parametrize("name", ["export.txt", "export"])
@pytest.mark.parametrize("separator", ["\t", ";"])
def test_a_table_that_is_no_csv_by_its_name(tmp_path, name, separator):
    check(found(tmp_path, table(separator).encode("utf-16"), name=name))
    (item,) = found(tmp_path, f"Текст, дата; подпись\n\n{BODY[0]}", name=name)
    assert item.text.endswith(BODY[0])


@pytest.mark.parametrize(
    "names",
    [
        ("Заголовок новости", "Полный текст", "Дата публикации", "Ссылка на новость"),
        ("\ufeffЗаголовок", " ТЕКСТ ", "Дата и время:", "URL"), ("Title", "Full-Text", "Pub Date", "Source URL"),
    ],
)  # fmt: skip
def test_names_of_columns(tmp_path, names):
    check(found(tmp_path, table(names=names)))


def test_the_separator_is_the_one_that_makes_known_columns(tmp_path):
    names = ("Заголовок", "Теги, рубрики, темы, сюжеты, города", "Текст")
    rows = [(HEADLINE, "порт", BODY[0].replace(";", ","))]
    (item,) = found(tmp_path, table(names=names, rows=rows))
    assert (item.headline, item.text) == (HEADLINE, BODY[0])


def test_quotation_marks_as_databases_escape_them(tmp_path):
    text = 'Газета "Вести", сообщила: рейсы "Севера" начнутся весной.'
    escaped = text.replace('"', '\\"')
    (item,) = found(tmp_path, f'"title","text"\n"{HEADLINE}","{escaped}"\n')
    assert (item.headline, item.text) == (HEADLINE, text)
    (item,) = found(tmp_path, f'"title";"text"\n"C:\\";"{BODY[0]}"\n')
    assert (item.headline, item.text) == ("C:\\", BODY[0])


def jsonl(end="\n"):
    return "".join(
        json.dumps({"title": h, "text": t, "date": d, "url": u}, ensure_ascii=False) + end for h, t, d, u in ROWS
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1251", "koi8-r"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_jsonl_in_every_encoding(tmp_path, encoding, end):
    check(found(tmp_path, jsonl(end).encode(encoding), name="n.jsonl"))


def test_jsonl_of_escapes_in_utf_16_without_a_mark(tmp_path):
    line = json.dumps({"title": HEADLINE, "text": BODY[0]}) + "\n"
    (item,) = found(tmp_path, line.encode("utf-16-le"), name="n.jsonl")
    assert item.headline == HEADLINE


def test_a_list_in_a_jsonl_file_is_read(tmp_path):
    data = json.dumps(
        [{"title": h, "text": t, "date": d, "url": u} for h, t, d, u in ROWS], ensure_ascii=False, indent=1
    )
    check(found(tmp_path, data, name="n.jsonl"))


def test_files_in_two_encodings_put_together(tmp_path):
    first, second = jsonl().splitlines(keepends=True)
    check(found(tmp_path, first.encode("cp1251") + b"\xef\xbb\xbf" + second.encode(), name="n.jsonl"))
    header, *rows = table().splitlines(keepends=True)
    data = (header + "".join(rows)).encode() + rows[1].replace("04.03", "05.03").encode("cp1251")
    assert [i.published for i in found(tmp_path, data)] == ["2025-03-03", "2025-03-04", "2025-03-05"]


def test_a_broken_line_costs_only_itself(tmp_path):
    lines = [line.encode() for line in jsonl().splitlines(keepends=True)]
    broken = lines[0][:60] + b"\xff" + lines[0][60:]
    failure, item = found(tmp_path, broken + lines[1], name="n.jsonl")
    assert failure.error.startswith("line 1: the text is UTF-8 but byte 59 is broken")
    assert item.headline == OTHERS[0]


def test_a_broken_line_of_utf_16_costs_only_itself(tmp_path):
    first, second = (line.encode("utf-16-le") for line in jsonl().splitlines(keepends=True))
    failure, item = found(tmp_path, b"\xff\xfe" + first[:60] + b"\x00\xdc" + first[60:] + second, name="n.jsonl")
    assert failure.error == "line 1: the text is utf-16 as its first lines are, but broken here"
    assert item.headline == OTHERS[0]


def test_lines_come_one_at_a_time():
    class Endless:
        def read(self, size=-1, /):
            return ("Заголовок;Текст\r" * 4000).encode("utf-16-le")

    lines = Document("x", Endless()).text_lines()
    assert [next(lines) for _ in range(3)] == ["Заголовок;Текст\r"] * 3


def test_office_documents_are_named(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "table.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/sharedStrings.xml", "<x/>")
    (tmp_path / "z.csv").write_text(table())
    failure, *items = list(read([str(tmp_path)], ReadOptions(duplicates="keep")))
    assert "found an Office document" in failure.error
    check(items)
