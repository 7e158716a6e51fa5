"""Evidence links in a real Chromium: a page opens at the very passage."""

from digest.conftest import browser  # noqa: F401  (a fixture)

from svodka.feeds.passages import passage_url

SENTENCE = "По данным «Северлеса», ущерб — 45,6 млн руб., а экс-директор (якобы) знал о нарушениях с 2019-го & молчал."
SHORT = "Погибших нет."


def test_a_page_opens_at_the_passage(browser, site):  # noqa: F811
    filler = "<p style='height:3000px'>Другое.</p>"
    body = f"<p id='a'>{SENTENCE.replace('&', '&amp;')}</p>{filler}<p id='b'>{SHORT}</p>"
    url = site.put("/news", f"<!doctype html><meta charset='utf-8'>{filler}{body}{filler}", Content_Type="text/html")
    tops = {}
    for name, text in (("a", SENTENCE), ("b", SHORT), ("", "Такого предложения на странице нет совсем нигде и никак.")):
        browser.get("about:blank")
        browser.get(passage_url(url, text))
        place = f"document.querySelector('#{name or 'a'}').getBoundingClientRect().top"
        tops[name] = browser.execute_script(f"return new Promise(done => setTimeout(() => done({place}), 300))")
    assert 0 < tops["a"] < 1000 and 0 < tops["b"] < 1000 and tops[""] > 2900, tops
