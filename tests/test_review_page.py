"""Our pages in a real browser: moving, filtering, hostile texts. Skipped where there is no Chromium to drive."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from yigao.catalogs.reading import load
from yigao.catalogs.writing import dumps
from yigao.model.catalog import Catalog, Entry, Previous, Reference, State

Run = Callable[..., Any]
Driver = webdriver.Chrome

CASE = Path(__file__).parent / "cases" / "review"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1300,900",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One browser for all tests of this file, with a new profile."""
    binary = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    chromedriver = shutil.which("chromedriver")
    if not (binary and chromedriver):
        pytest.skip("needs Chromium and its driver (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture(params=["en"])
def page(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, browser: Driver, yigao: Run, tmp_path: Path
) -> Iterator[Driver]:
    """The case's page in one of its languages, opened; in the end nothing was said on its console."""
    monkeypatch.setenv("LANGUAGE", request.param)
    (tmp_path / "yigao.toml").write_text('glossary = ["glossary.csv"]\n')
    for name in ("article.md", "article.po", "glossary.csv"):
        shutil.copy(CASE / name, tmp_path)
    yield from opened(browser, yigao, tmp_path)


def opened(browser: Driver, yigao: Run, folder: Path) -> Iterator[Driver]:
    assert yigao("review", "article.po", "-o", "page.html").code == 0
    browser.get((folder / "page.html").as_uri())
    browser.execute_script("localStorage.clear()")
    yield browser
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


def press(page: Driver, *keys: str) -> None:
    for key in keys:
        ActionChains(page).send_keys(key).perform()


def shown(page: Driver) -> list[str]:
    """The ids of the entries that can be seen."""
    script = (
        "return [...document.querySelectorAll('.e[id]')].filter(e => e.querySelector('.s').offsetParent).map(e => e.id)"
    )
    found: list[str] = page.execute_script(script)
    return found


def current(page: Driver) -> str:
    found: str = page.execute_script("return [...document.querySelectorAll('.e.cur')].map(e => e.id).join()")
    return found


def chip(page: Driver, name: str) -> Any:
    return page.find_element(By.CSS_SELECTOR, f".chips [data-f='{name}']")


def test_everything_is_shown_at_first(page: Driver) -> None:
    assert shown(page) == [f"e{number}" for number in range(1, 19)]
    assert page.find_element(By.ID, "count").text == "18 entries"
    assert page.find_element(By.CSS_SELECTOR, "#e9 .error").text.startswith("error:\n书香工程")
    assert page.find_element(By.CSS_SELECTOR, "#e18 del").text == "500"
    assert page.find_element(By.CSS_SELECTOR, "#e18 ins").text == "300"
    assert page.find_element(By.CSS_SELECTOR, "h4.s").text == "日程"


def test_filters_leave_what_they_name(page: Driver) -> None:
    chip(page, "d").click()
    assert shown(page) == ["e10", "e15", "e18"]
    assert page.find_element(By.ID, "count").text == "3 of 18 entries"
    chip(page, "n").click()
    assert shown(page) == ["e10", "e15", "e16", "e17", "e18"]
    page.find_element(By.ID, "clear").click()
    assert len(shown(page)) == 18
    chip(page, "c").click()
    assert shown(page) == ["e18"]
    press(page, Keys.ESCAPE, "3")
    assert shown(page) == ["e4", "e7", "e9", "e15", "e18"]
    press(page, Keys.ESCAPE)
    for name, option, found in (("rule", "glossary-missing", ["e9"]), ("term", "湖滨图书馆", ["e1", "e2"])):
        page.find_element(By.CSS_SELECTOR, f"#{name} option:nth-child(1)").click()
        choice = page.find_element(By.ID, name)
        next(one for one in choice.find_elements(By.TAG_NAME, "option") if one.text.startswith(option)).click()
        assert shown(page) == found
        press(page, Keys.ESCAPE)


def test_text_is_found_in_both_languages(page: Driver) -> None:
    for sought, found in (("讲座", ["e9", "e10", "e15"]), ("ADMISSION", ["e5"]), ("nowhere", [])):
        press(page, "/", sought)
        page.execute_async_script("setTimeout(arguments[0], 150)")
        assert shown(page) == found
        assert page.find_element(By.ID, "nothing").is_displayed() == (not found)
        press(page, Keys.ESCAPE)
    assert len(shown(page)) == 18


def test_keys_move(page: Driver) -> None:
    press(page, "j")
    assert current(page) == "e1"
    press(page, "j", "j", "k")
    assert current(page) == "e2"
    assert str(page.switch_to.active_element.get_attribute("href")).endswith("#e2")
    press(page, "n")
    assert current(page) == "e4"
    press(page, "n", "n", "n", "p")
    assert current(page) == "e9"
    press(page, "G", "k")
    assert current(page) == "e18"
    press(page, "1", "g")
    assert current(page) == "e10"
    press(page, "j", "n")
    assert current(page) == "e18"


def test_a_sentence_that_comes_again_leads_to_its_first_place(page: Driver) -> None:
    page.find_element(By.CSS_SELECTOR, ".again .n").click()
    assert current(page) == "e5"


def test_terms_are_pointed_out_and_chosen_by_a_click(page: Driver) -> None:
    ActionChains(page).move_to_element(page.find_element(By.CSS_SELECTOR, "#e2 .s mark")).perform()
    assert page.find_element(By.CSS_SELECTOR, "#e2 .t mark.hot").text == "Lakeside Library"
    page.find_element(By.CSS_SELECTOR, "#e2 .s mark").click()
    assert shown(page) == ["e1", "e2"]
    page.find_element(By.CSS_SELECTOR, "#e2 .s mark").click()
    assert len(shown(page)) == 18


def test_help_and_themes(page: Driver) -> None:
    press(page, "?")
    assert page.find_element(By.ID, "keys").is_displayed()
    press(page, Keys.ESCAPE)
    assert not page.find_element(By.ID, "keys").is_displayed()
    paper = "return getComputedStyle(document.body).backgroundColor"
    before = page.execute_script(paper)
    press(page, "t")
    assert page.execute_script(paper) != before
    page.refresh()
    assert page.execute_script(paper) != before
    page.find_element(By.ID, "theme").click()
    assert page.execute_script(paper) == before


def test_the_page_has_its_landmarks_and_names(page: Driver) -> None:
    for name in ("header", "nav", "main", "[role=search]", "[aria-live=polite]"):
        assert page.find_element(By.CSS_SELECTOR, name)
    nameless = """
    return [...document.querySelectorAll('a, button, input, select')].filter(one => !(
      one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length)).length
    """
    assert page.execute_script(nameless) == 0
    assert page.find_element(By.CSS_SELECTOR, "#e9 .n").get_attribute("aria-label") == "Entry 9, 1 finding"
    assert page.execute_script("return document.querySelectorAll('a[tabindex=\"0\"]').length") == 1


WORDS = """
const spoken = (one) => one.closest('[lang]').lang === 'zh-Hans';
const all = [...document.querySelectorAll('body *')].filter((one) => !one.closest('script'));
const texts = all.filter((one) => spoken(one) && !one.matches('.rule, .remark, h2, kbd, .sheet-link, .bullet, .code'))
  .flatMap((one) => [...one.childNodes]).filter((one) => one.nodeType === Node.TEXT_NODE).map((one) => one.data);
const named = ['aria-label', 'placeholder', 'title'];
const attributes = all.flatMap((one) => named.map((name) => one.getAttribute(name))).filter(Boolean);
return [...texts, ...attributes].filter((text) => /[A-Za-z]{2}/.test(text));
"""
NAMES = re.compile(r"[a-z]+-[a-z]+|article\.po|zh → en|→ [\w ]+|“[\w ]+”")
"""What a page names and does not say: rules, files, languages, renderings."""


@pytest.mark.parametrize("page", ["zh_CN"], indirect=True)
def test_a_page_in_chinese_says_nothing_in_english(page: Driver) -> None:
    assert [text for text in page.execute_script(WORDS) if re.search("[A-Za-z]", NAMES.sub("", text))] == []
    assert page.find_element(By.ID, "count").text == "共 18 条"
    chip(page, "d").click()
    assert page.find_element(By.ID, "count").text == "共 18 条，显示 3 条"
    press(page, "j")
    assert page.find_element(By.CSS_SELECTOR, "#e10 .n").get_attribute("aria-label") == "条目 10，初稿"
    after = "return getComputedStyle(document.querySelector('.row .d .t'), '::after').content"
    assert page.execute_script(after) == '" 初稿"'


@pytest.mark.parametrize("page", ["en", "zh_CN"], indirect=True)
@pytest.mark.parametrize("width", [1300, 700])
def test_no_label_is_cut(page: Driver, width: int) -> None:
    page.set_window_size(width, 900)
    cut = """
    document.getElementById('keys').showModal();
    const found = [...document.querySelectorAll('button, .n, .state, .kind, #count, dialog dd, dialog li, .sheet p')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline');
    return [...found.map((one) => one.textContent), document.documentElement.scrollWidth > innerWidth ? 'page' : '']
      .filter(Boolean);
    """
    try:
        assert page.execute_script(cut) == []
    finally:
        page.set_window_size(1300, 900)


CONTRAST = """
const luminance = (colour) => {
  const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (one) => {
  for (; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (!/, 0\\)|transparent/.test(colour)) return colour;
  }
};
return [...document.querySelectorAll('main .s, main .t, main .n, .state, .code, mark, .x li, .x p, del, ins, nav a, .sheet p, #count, .none')]
  .map((one) => {
    const [a, b] = [luminance(getComputedStyle(one).color), luminance(behind(one))].sort((x, y) => y - x);
    return [one.className || one.tagName, (a + 0.05) / (b + 0.05)];
  }).filter(([, ratio]) => ratio < 4.5);
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(page: Driver, theme: str) -> None:
    page.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
    assert page.execute_script(CONTRAST) == []


HOSTILE = (
    "</script><script>window.pwned = 1</script>",
    "</style></title><img src=x onerror='window.pwned = 1'>",
    '"\' onmouseover="window.pwned = 1" x=\'',
    "<svg/onload=window.pwned=1><a href='javascript:window.pwned=1'>甲</a>",
    "[甲](javascript:window.pwned=1) $script ${title} <!-- --> ]]>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
)


def hostile_entries() -> Iterator[Entry]:
    for number, text in enumerate(HOSTILE):
        yield Entry(
            f"甲{number}{text}",
            f"{text} 甲",
            state=State.DRAFT,
            context="heading" if number % 2 else "",
            references=(Reference("article.md", 1),),
            extracted=(f"g1 = {text}", f"term: {text} → {text}"),
            comments=(f"ignore: {text} – {text}", text, f"MT: {text}, incomplete: {text}"),
            previous=Previous(f"乙{text}"),
        )


@pytest.fixture(params=["with its article", "alone"])
def hostile(request: pytest.FixtureRequest, browser: Driver, yigao: Run, tmp_path: Path) -> Iterator[Driver]:
    """A page whose article, catalog, term base and rules say all that is hostile."""
    quoted = [text.replace('"', '""') for text in HOSTILE]
    terms = "".join(f'"甲{number}{text}","{text}",,,,"{text}"\n' for number, text in enumerate(quoted))
    (tmp_path / "terms.csv").write_text(f"source,target,variants,forbidden,kind,note\n{terms}", encoding="utf-8")
    (tmp_path / "yigao.toml").write_text(
        'glossary = ["terms.csv"]\n\n[[checks.forbidden]]\nword = "甲"\n'
        "message = '''</script><script>window.pwned = 1</script>'''\n",
        encoding="utf-8",
    )
    entries = tuple(hostile_entries())
    headers = {"Language": "en", "X-Source-File": f"{HOSTILE[0]}.md"}
    if request.param == "with its article":
        headers["X-Source-File"] = "article.md"
        lines = [f"# {entry.source}" if entry.context else entry.source for entry in entries]
        cells = "|甲|乙|\n|-|-|\n" + "".join(f"|{text.replace('|', '')}甲|{text}|\n" for text in HOSTILE)
        (tmp_path / "article.md").write_text("\n\n".join([*lines, cells]), encoding="utf-8")
    (tmp_path / "article.po").write_text(dumps(Catalog("en", headers, entries)), encoding="utf-8")
    yield from opened(browser, yigao, tmp_path)


def test_hostile_texts_stay_texts(hostile: Driver) -> None:
    for key in ("j", "n", "1", Keys.ESCAPE):
        press(hostile, key)
    hostile.execute_script(
        "for (const e of document.querySelectorAll('main *')) for (const name of ['mouseover', 'load', 'error', 'click'])"
        " e.dispatchEvent(new Event(name, { bubbles: true }))"
    )
    press(hostile, Keys.ESCAPE)
    assert hostile.execute_script("return window.pwned === undefined")
    assert hostile.execute_script("return document.scripts.length") == 1
    assert hostile.find_elements(By.CSS_SELECTOR, "img, iframe, object, embed, svg a, [src], [style]") == []
    attributes = (
        "return [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).map(a => [a.name, a.value])"
    )
    found = hostile.execute_script(attributes)
    assert not [name for name, _ in found if name.startswith("on")]
    assert {value[0] for name, value in found if name == "href"} == {"#"}
    text = hostile.execute_script("return document.querySelector('main').textContent")
    assert [one for one in HOSTILE if one not in text] == []


def test_the_policy_stops_what_would_get_in(hostile: Driver) -> None:
    """Were a text to become markup all the same, it would not run."""
    hostile.execute_script(
        "const tried = [() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.pwned=1>'),"
        " () => document.body.setAttribute('onclick', 'window.pwned = 1'), () => document.body.click()];"
        "for (const one of tried) try { one() } catch { }"
    )
    assert hostile.execute_script("return window.pwned === undefined")
    assert hostile.get_log("browser") != []  # type: ignore[no-untyped-call]


def test_hundreds_of_entries_filter_at_once(browser: Driver, yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text("")
    sample = load(CASE / "article.po").entries[3]
    entries = tuple(replace(sample, source=f"第{n}句。{sample.source}", context="") for n in range(200))
    (tmp_path / "article.po").write_text(dumps(Catalog("en", {"Language": "en"}, entries)), encoding="utf-8")
    for page in opened(browser, yigao, tmp_path):
        assert len(shown(page)) == 200
        press(page, "/", "第199句")
        page.execute_async_script("setTimeout(arguments[0], 150)")
        assert shown(page) == ["e200"]


def test_a_preview_of_a_hostile_article_runs_and_fetches_nothing(browser: Driver, yigao: Run, tmp_path: Path) -> None:
    (tmp_path / "yigao.toml").write_text("")
    blocks = "\n\n".join(f"甲。{text}" for text in HOSTILE)
    more = "<meta http-equiv=refresh content='0;url=about:blank'>\n\n<div onclick='window.pwned = 1' id=trap>乙。</div>"
    (tmp_path / "article.md").write_text(f"[丙](javascript:window.pwned=1)。\n\n{blocks}\n\n{more}\n", encoding="utf-8")
    assert yigao("translate", "article.md", "--engine", "copy").code == 0
    assert yigao("render", "article.md", "--preview", "-o", "page.html").code == 0
    address = (tmp_path / "page.html").as_uri()
    browser.get(address)
    browser.execute_script("document.querySelector('a[href^=javascript]').click()")
    browser.execute_script("document.getElementById('trap').click()")
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert browser.execute_script("return window.pwned === undefined")
    assert browser.current_url == address
    assert browser.execute_script("return document.scripts.length + document.querySelectorAll('iframe').length") == 0
    assert browser.find_elements(By.CSS_SELECTOR, ".yigao-translation[lang=en]")
    browser.get_log("browser")  # type: ignore[no-untyped-call]  # the policy says there what it stopped
