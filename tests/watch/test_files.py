"""Watch lists out of files: what is read, and one clear error for each that is no watch list."""

import pytest

from svodka.cli import main
from svodka.errors import InputError
from svodka.watch import Watcher, WatchList, read_watch_lists

TOML = """
[[watch]]
name = "Газ"
any = ["газопровод", "Газпром"]
not = ["футбол"]

[[watch]] # both
name = "Суд"
all = ["суд", "приговор"]
"""


@pytest.fixture
def write(tmp_path):
    def make(text, name="list.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


def test_a_text_has_one_entry_a_line_and_is_called_as_its_file(write):
    path = write("\ufeff# what I wait for\nсанкции\n\n  Северный поток  \nсанкции\n", "energy news.txt")
    assert read_watch_lists([path]) == (WatchList("energy news", any=("санкции", "Северный поток")),)


@pytest.mark.parametrize("name", ["lists.toml", "lists.TOML", "lists", "lists.txt"])
def test_toml_is_known_by_its_ending_or_by_its_tables(write, name):
    gas, court = read_watch_lists([write(TOML, name)])
    assert gas == WatchList("Газ", any=("газопровод", "Газпром"), without=("футбол",))
    assert court == WatchList("Суд", all=("суд", "приговор"))


def test_several_files_are_read_in_order_and_a_name_is_there_once(write):
    both = [write(TOML, "a.toml"), write("нефть", "oil.txt")]
    assert [one.name for one in read_watch_lists(both)] == ["Газ", "Суд", "oil"]
    with pytest.raises(InputError, match="second watch list is called 'oil'"):
        read_watch_lists([both[1], write("[[watch]]\nname='oil'\nany=['нефть']", "b.toml")])


BAD = {
    "an empty text": ("", "x.txt", "x.txt is empty"),
    "comments alone": ("# nothing\n\n", "x.txt", "x.txt is empty"),
    "no TOML": ("[[watch]\nname = ", "x.toml", "x.toml is no TOML"),
    "a header over two lines": ("[\nwatch]", "x.txt", "x.txt, line 1: the entry '[' looks like"),
    "a text called TOML": ("санкции\nнефть", "x.toml", "is no TOML"),
    "empty TOML": ("", "x.toml", "holds no watch list"),
    "a table without entries": ("[[watch]]\nname='a'", "x.toml", "[[watch]] 1: the watch list 'a' is empty"),
    "not alone": ("[[watch]]\nname='a'\nnot=['b']", "x.toml", "is empty"),
    "a list of nothing": ("[[watch]]\nname='a'\nany=[]", "x.toml", "is empty"),
    "no name": ("[[watch]]\nany=['b']", "x.toml", "[[watch]] 1 has the name None"),
    "a name with a slash": ("[[watch]]\nname='../a'\nany=['b']", "x.toml", "name of a watch list is '../a'"),
    "an unknown key": ("[[watch]]\nname='a'\nall=['b']\nnone=['c']", "x.toml", "has 'none'; expected of: name, any"),
    "something beside": ("title='a'\n[[watch]]\nname='a'\nany=['b']", "x.toml", "has 'title' beside"),
    "one string": ("[[watch]]\nname='a'\nany='газ'", "x.toml", "any is 'газ'; expected a list"),
    "a number": ("[[watch]]\nname='a'\nany=[1]", "x.toml", "an entry is 1; expected a word"),
    "no tables": ("watch = 'газ'", "x.toml", "holds no watch list"),
    "no table": ("watch = ['газ']", "x.toml", "[[watch]] 1 is 'газ'; expected a table"),
    "signs alone": ("газ\n---", "x.txt", "x.txt, line 2: the entry '---' has no letter"),
    "another encoding": ("санкции".encode("cp1251"), "x.txt", "is not UTF-8"),
    "UTF-16": ("санкции".encode("utf-16"), "x.txt", "is not UTF-8"),
    "a paragraph": ("слово " * 50, "x.txt", "line 1: the entry"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_watch_list_is_one_error_that_names_file_and_place(write, what):
    text, name, told = BAD[what]
    with pytest.raises(InputError) as caught:
        read_watch_lists([write(text, name)])
    assert told in str(caught.value) and name in str(caught.value)


@pytest.mark.parametrize(
    "entry", ["газ.*", r"\bгаз\b", "газ(а|у)", "[Гг]аз", "^газ", "газ$", "газ|нефть", "нефт*", "г.+з", "/газ/",
              "(газ)?", "газ{1,2}", "цве?т"]
)  # fmt: skip
def test_a_regular_expression_is_refused_with_its_line(write, entry):
    with pytest.raises(InputError, match=r"x\.txt, line 2: .* looks like a regular expression"):
        read_watch_lists([write(f"нефть\n{entry}\n", "x.txt")])


@pytest.mark.parametrize("entry", ["G7", "C++", "Что делать?", "А. Навальный", "«Северный поток — 2»", "AT&T", "24/7",
                                   "Банк (Россия)", "1,5 млрд"])  # fmt: skip
def test_what_is_no_pattern_passes(write, entry):
    assert read_watch_lists([write(entry)])[0].any == (entry,)


def test_a_file_that_is_not_there_or_a_folder_is_said(tmp_path):
    with pytest.raises(InputError, match=r"no\.txt: No such file"):
        read_watch_lists([tmp_path / "no.txt"])
    with pytest.raises(InputError, match="Is a directory"):
        read_watch_lists([tmp_path])


def test_a_watcher_wants_lists_of_different_names():
    for lists in ((), (WatchList("a", any=("b",)), WatchList("A", any=("c",)))):
        with pytest.raises(InputError, match="names; expected"):
            Watcher(lists)
    with pytest.raises(InputError, match="expected a sequence"):
        Watcher([WatchList("a", any=("b",))]).match("b")


@pytest.mark.parametrize("command", [["brief", "item.txt"], ["digest", "run.sqlite"], ["feed", "run.sqlite"],
                                     ["update", "http://127.0.0.1:9/", "--store", "new.sqlite"]])  # fmt: skip
def test_every_command_says_it_in_one_line_and_does_nothing(command, write, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    write("Мост открыли.", "item.txt")
    write("газ.*", "w.txt")
    assert main([*command, "--match", "w.txt"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and "w.txt, line 1: the entry 'газ.*' looks like" in err
    assert main([*command, "--only-matches"]) == 2
    assert "--only-matches needs watch lists: --match FILE" in capsys.readouterr().err
    assert not (tmp_path / "new.sqlite").exists()
