"""The page in a real Chromium: no console errors, filters, highlights, keyboard, hostile texts stay text."""

import pytest
from selenium.webdriver.common.keys import Keys
from support.briefs import FAIR, FERRY, HOSTILE, HOSTILE_BODY, HOSTILE_HEADLINE
from support.stories import BRIEFS

from svodka.text import displayable

LIT = "[...document.querySelectorAll('.panel .lit')].map(e => e.textContent)"
HEADLINES = {"ferry": FERRY.headline, "fair": FAIR.headline, "hostile": displayable(HOSTILE_HEADLINE)}


@pytest.fixture
def page(open_page):
    return open_page([FERRY, FAIR, HOSTILE], title="Bulletin")


def shown(page):
    return [name for name, headline in HEADLINES.items() if headline in page.visible()]


def test_it_opens_from_disk_without_a_word_on_the_console_or_a_request(page):
    assert page.driver.title == "Bulletin" and page.driver.current_url.startswith("file://")
    for summary in page.all(".texts > summary"):
        summary.click()
    page.wait("document.querySelectorAll('.panel').length === 3")
    assert page("performance.getEntriesByType('resource').length") == 0
    assert page.errors() == []


def test_hostile_texts_stay_text(page):
    for summary in page.all(".texts > summary"):
        summary.click()
    page.wait("document.querySelectorAll('.panel').length === 3")
    for summary in page.all(".removed > summary"):
        summary.click()
    assert page("window.pwned") is None
    article = page.find("#item-3")
    assert article.find_element("css selector", "h4").text == HEADLINES["hostile"]
    assert page("document.querySelector('#item-3 .brief').textContent.trim()").startswith(displayable(HOSTILE_BODY))
    assert page("document.querySelectorAll('img, svg:not([aria-hidden], [role=group]), iframe').length") == 0
    assert page("document.querySelectorAll('a[href^=javascript]').length") == 0
    assert page("[...document.querySelectorAll('script:not([type])')].length") == 1
    assert not set("\u202e\u2066") & set(page("document.documentElement.textContent"))
    assert page("getComputedStyle(document.querySelector('#item-3 h4 bdi')).unicodeBidi") == "isolate"
    assert page.errors() == []


def test_the_policy_stops_what_the_escapes_would_let_through(page):
    page("document.querySelector('main').append(Object.assign(document.createElement('script'), {id: 'x'}))")
    page(
        "(() => { try { document.querySelector('#x').text = 'window.pwned=1' }"
        " catch (e) { window.refused = e.name } })()"
    )
    assert page("window.pwned") is None and page("window.refused") == "TypeError"
    assert page("fetch('https://example.invalid/').then(() => 'sent', () => 'blocked')") == "blocked"
    assert any("Content Security Policy" in message for message in page.errors())


@pytest.mark.parametrize(
    ("selector", "text", "expected"),
    [
        ("#q", "буксировка", ["ferry"]),
        ("#q", "TOWING prosecutor", ["ferry"]),
        ("#q", "её посетили", ["fair"]),
        ("#q", "ЗАЙМЕТ", ["ferry"]),
        ("#q", "<script>", ["hostile"]),
        ("#q", "nothing like this", []),
        ("#name", "Marina Oskina", ["fair"]),
        ("#name", "lebedy", ["ferry"]),
    ],
)
def test_search_and_names(page, selector, text, expected):
    page.type(selector, text)
    assert shown(page) == expected
    assert page("document.querySelector('#shown').textContent") == f"{len(expected)} of 3 briefs"
    assert page.find("#nothing").is_displayed() is (not expected)
    page.find("#clear").click()
    page.settle()
    assert shown(page) == ["ferry", "fair", "hostile"] and not page.find("#clear").is_displayed()
    assert page.errors() == []


def choose(page, selector, value):
    page("(([s, v]) => { const e = document.querySelector(s); e.value = v; e.dispatchEvent(new Event('change')) })"
         "(arguments)", selector, value)  # fmt: skip


def test_flags_and_dates(page):
    for selector, value, expected in [
        ("#flag", "any", ["ferry", "hostile"]),
        ("#flag", "unsupported", ["ferry"]),
        ("#flag", "hedge", ["ferry"]),
        ("#flag", "", ["ferry", "fair", "hostile"]),
        ("#from", "2026-05-11", ["ferry"]),
        ("#from", "", ["ferry", "fair", "hostile"]),
        ("#to", "2026-05-11", ["fair"]),
    ]:
        choose(page, selector, value)
        assert shown(page) == expected, (selector, value)
    assert page("[...document.querySelectorAll('.day')].filter(d => d.checkVisibility()).length") == 1


def test_charts_filter_and_the_address_keeps_the_view(page):
    page.find(".bars button").click()
    assert len(shown(page)) == 1 and page.find(".bars button").get_attribute("aria-pressed") == "true"
    page.find(".bars button").click()
    assert len(shown(page)) == 3
    page(
        "document.querySelector('.bar[data-first=\"2026-05-12\"]')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    assert shown(page) == ["ferry"] and "from=2026-05-12" in page.driver.current_url
    page.driver.refresh()
    assert shown(page) == ["ferry"]


def test_a_sentence_lights_its_evidence_in_both_texts_and_nothing_else(page):
    page.find("#item-1 .texts > summary").click()
    page.wait("document.querySelector('#item-1 .s').tabIndex === 0")
    first, second, fact = page.all("#item-1 .s")
    page("arguments[0].focus()", first)
    parts = FERRY.translation.segments[:2]
    lit = " ".join(text.strip() for text in page(LIT))
    assert lit == " ".join([*(part.source for part in parts), *(part.hypothesis for part in parts)])
    page("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", fact)
    assert page(LIT) == [FERRY.translation.segments[1].source, FERRY.translation.segments[1].hypothesis]
    second.send_keys(Keys.ENTER)
    page("document.querySelector('#item-2').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    assert second.get_attribute("aria-pressed") == "true" and "12 часов" in page(LIT)
    page.find("body").send_keys(Keys.ESCAPE)
    assert page(LIT) == [] and second.get_attribute("aria-pressed") == "false"
    assert page.errors() == []


def test_clicking_a_sentence_of_a_closed_item_unfolds_it(page):
    page.find("#item-2 .s").click()
    assert page("document.querySelector('#item-2 .texts').open")
    assert page(LIT) and all(text in page("document.querySelector('#item-2 .panel').textContent") for text in page(LIT))


def test_flagged_facts_stand_marked_beside_their_explanation(page):
    assert page.find("#item-1 .brief mark.flagged").text == "21 hours"
    assert page.find("#item-1 .notes .note").text.endswith(
        "The brief says 21 hours; the source says 12 hours (12 часов)."
    )
    page.find("#item-1 .texts > summary").click()
    page.wait("document.querySelector('#item-1 .panel')")
    page("document.querySelector('#item-1 .note').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    assert page(LIT) == ["12 часов"]
    assert page("document.querySelector('#item-1 .brief mark.lit').textContent") == "21 hours"


def test_the_keyboard_reaches_everything(page):
    body = page.find("body")
    body.send_keys("j")
    assert page("document.activeElement.id") == "item-1"
    page("document.activeElement").send_keys("j")
    assert page("document.activeElement.id") == "item-2"
    page("document.activeElement").send_keys("o")
    assert page("document.querySelector('#item-2 .texts').open")
    page("document.activeElement").send_keys("k")
    page("document.activeElement").send_keys("/")
    assert page("document.activeElement.id") == "q"
    page.find(".bar").send_keys(Keys.ARROW_RIGHT)
    assert page("document.activeElement.dataset.first") == "2026-05-11"
    page.find(".bar[data-first='2026-05-12']").send_keys(Keys.ENTER)
    assert shown(page) == ["ferry"]


def test_every_control_has_a_name(page):
    page.find("#item-1 .texts > summary").click()
    page.wait("document.querySelector('#item-1 .panel')")
    for element in page.all("a[href], button, input, select, summary, [role=button], section, article, aside"):
        if element.is_displayed():
            assert element.accessible_name, element.get_attribute("outerHTML")[:200]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_themes(page, theme):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    names = ["paper", "raised", "ink", "muted", "accent", "flag", "amber", "evidence", "flag-ground", "new"]
    script = "arguments[0].map(n => getComputedStyle(document.documentElement).getPropertyValue('--' + n))"
    colour = dict(zip(names, page(script, names), strict=True))

    def luminance(code):
        channels = [int(code[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    grounds = {"paper": ("ink", "muted", "accent", "flag", "amber"), "evidence": ("ink", "flag"), "new": ("ink",),
               "flag-ground": ("ink", "muted", "flag")}  # fmt: skip
    for ground, texts in grounds.items():
        for text in texts:
            a, b = sorted((luminance(colour[ground].strip()), luminance(colour[text].strip())))
            assert (b + 0.05) / (a + 0.05) >= 4.5, f"{text} on {ground} in {theme}"


@pytest.mark.parametrize("width", [400, 1400])
def test_nothing_sticks_out_sideways(open_page, width):
    page = open_page([*BRIEFS, FERRY, HOSTILE], group=True)
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        page("document.querySelectorAll('.texts, .later').forEach(d => d.open = true)")
        page.settle()
        assert page("document.documentElement.scrollWidth") <= width
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_print_shows_opened_texts_in_dark_ink_and_no_controls(page):
    page.find("#item-1 .texts > summary").click()
    page.wait("document.querySelector('#item-1 .panel')")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.find("#filters").is_displayed() and page.find("#item-1 .panel").is_displayed()
        assert page("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page("document.querySelector('#item-2 .texts').checkVisibility()") is False
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_story_is_one_line_with_its_later_reports_inside(open_page):
    page = open_page(BRIEFS, group=True)
    assert page("document.querySelectorAll('.story').length") == 7
    assert "Passengers taken off stranded ferry Zaliv" not in page.visible()
    page.type("#q", "Strizhov")
    assert page("document.querySelector('#shown').textContent") == "1 of 22 briefs"
    assert page.visible() == ["Passengers taken off stranded ferry Zaliv"]  # found inside its story, which opened
    page.find("#clear").click()
    page.settle()
    assert page("[...document.querySelectorAll('.differ mark')].map(m => m.textContent)") == [
        "8 million roubles", "8.5 million roubles", "87", "91", "11", "14", "120", "180",
    ]  # fmt: skip
    link = page.find(".differ a[href='#item-2']")
    assert link.text == "Тулеевский листок, 14:05"
    page("arguments[0].click()", link)
    page.wait("document.activeElement.id === 'item-2'")
    assert page("document.activeElement.checkVisibility()") and page.errors() == []
