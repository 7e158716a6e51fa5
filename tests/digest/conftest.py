"""A real Chromium, driven by its own chromedriver; nothing is downloaded."""

import shutil
from pathlib import Path

import pytest

from svodka.digest import DigestOptions, render

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--window-size=1400,1000",
]


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("no Chromium with chromedriver here: apt-get install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


class Page:
    """A digest, opened from disk."""

    def __init__(self, driver, path: Path):
        self.driver, self.path = driver, path

    def __call__(self, script: str, *args):
        """The value of a JavaScript expression."""
        return self.driver.execute_script(f"return {script}", *args)

    def find(self, selector: str):
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str):
        return self.driver.find_elements("css selector", selector)

    def visible(self) -> list[str]:
        """The headlines on show."""
        return self("[...document.querySelectorAll('.item')].filter(e => e.checkVisibility())"
                    ".map(e => e.querySelector('h4, h5').textContent)")  # fmt: skip

    def wait(self, expression: str):
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, 10, 0.02).until(lambda _: self(expression), f"never true: {expression}")

    def type(self, selector: str, text: str):
        """Replace a field's text as a user would, and wait until the filters are applied."""
        field = self.find(selector)
        field.clear()
        field.send_keys(text)
        self.settle()

    def settle(self):
        self("new Promise(done => setTimeout(() => requestAnimationFrame(done), 180))")

    def errors(self) -> list[str]:
        """What the console said since it was last asked: security violations and exceptions among it."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture
def open_page(browser, tmp_path):
    def opened(briefs, fragment="", **options) -> Page:
        path = tmp_path / "digest.html"
        path.write_text(render(briefs, DigestOptions(**options)), encoding="utf-8")
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get(path.as_uri() + fragment)
        return Page(browser, path)

    return opened
