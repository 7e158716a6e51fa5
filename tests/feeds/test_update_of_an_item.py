"""An entry that says something else in the words of an earlier one is briefed and names that one."""

from svodka.runs import Store

from .conftest import entry, rss

FIRST = "Землетрясение произошло у берегов Камчатки, сообщает геофизическая служба. Погибли 2 человека, ранены 14. "
FIRST += "На месте работают спасатели, жителей вывозят в пункты временного размещения, в школах отменены занятия."
LATER = FIRST.replace("2 человека", "34 человека")


def test_an_update_is_briefed_and_stands_before_what_it_updates(site, update):
    url = site.put("/rss", rss(entry(0, text=FIRST), entry(1)))
    update(url)
    site.put("/rss", rss(entry(0, text=FIRST), entry(1), entry(2, text=LATER), entry(3, text=FIRST + " Фото: архив.")))
    update(url)
    assert update.briefed[1] == ["https://vesti.example/2"]
    with Store.open(update.store) as store:
        kept = {result.brief.item.id: result.brief.item.updates for result in store.results(1)}
    assert kept == {
        "https://vesti.example/0": None, "https://vesti.example/1": None,
        "https://vesti.example/2": "https://vesti.example/0",
    }  # fmt: skip
    newest, earlier, other = update.entries
    assert "Update of an earlier item" in [tag.label for tag in newest.tags]
    assert f"<b>Updates</b> {earlier.title}</p>" in newest.content[0].value
    assert "Update of an earlier item" not in [tag.label for tag in earlier.tags]
    assert "Updates" not in earlier.content[0].value + other.content[0].value
