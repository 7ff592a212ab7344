"""The HTML report in a browser: what a click, a key and a pointer do, and that nothing is asked of anyone. Needs Chromium and its driver."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PIL import Image

import gouji
from gouji.renderers.formats import render
from gouji.report import DocumentReport, Report
from gouji.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
SEED = Path(__file__).parents[3] / "shared" / "reports" / "seed" / "report.pdf"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
DRIVER = shutil.which("chromedriver")
WIDE, NARROW = (1400, 1000), (800, 1100)
LONG, MOST_SECONDS, MOST_BYTES = 300, 2.0, 30_000_000
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for all tests; where there is none they are skipped, but not in CI."""
    if CHROMIUM is None or DRIVER is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium and its driver are not installed (Debian: chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield started
    started.quit()


@dataclass(frozen=True, slots=True)
class Sample:
    """A report and the page made of it."""

    document: DocumentReport
    page: Path


def sample(path: Path, folder: Path) -> Sample:
    report = gouji.check(path)
    page = folder / f"{path.name}.html"
    page.write_bytes(render("html", report, "zh", "0.0"))
    return Sample(report.documents[0], page)


def form_with_errors(folder: Path) -> Path:
    """A form of Xinjiang with a wrong rate, a weight and a score that spoil the totals."""
    book = openpyxl.load_workbook(FIXTURES / "forms" / "xinjiang.xlsx")
    sheet = book.worksheets[0]
    sheet["I10"], sheet["H16"], sheet["I17"] = 0.9665, "6", "5"
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    folder = tmp_path_factory.mktemp("pages")
    paths = {
        "form.xlsx": form_with_errors(folder),
        "form.pdf": FIXTURES / "forms" / "chongqing.pdf",
        "report.txt": FIXTURES / "reports" / "farmland" / "report.txt",
    }
    if SEED.exists():
        paths["seed.pdf"] = SEED
    return {name: sample(path, folder) for name, path in paths.items()}


def opened(driver: Any, page: Path, size: tuple[int, int] = WIDE, scheme: str = "light") -> Any:
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.get(page.as_uri())
    return driver


def run(driver: Any, script: str, *arguments: object) -> Any:
    return driver.execute_script(script, *arguments)


def settled(driver: Any) -> None:
    """Two frames later, when what a click set off has been laid out."""
    driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))")


def press(driver: Any, *keys: str) -> None:
    for key in keys:
        run(driver, "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true, cancelable: true}))", key)
    settled(driver)


def chosen(driver: Any) -> list[str]:
    return list(run(driver, "return [...document.querySelectorAll('.finding.open')].map((card) => card.id)"))


OUTLINED = """
const strip = {top: document.querySelector('.top').offsetHeight, bottom: innerHeight, left: 0, right: innerWidth};
const drawer = document.getElementById('findings').getBoundingClientRect();
if (drawer.top > strip.top + 10) strip.bottom = drawer.top; else strip.right = drawer.left;
const box = (element) => { const {left, top, right, bottom} = element.getBoundingClientRect(); return {left, top, right, bottom}; };
return [...document.querySelectorAll('main .at')].map((mark) => {
  const frame = mark.querySelector('rect') || mark, drawn = getComputedStyle(frame);
  const [x, y] = [box(frame).left + box(frame).right, box(frame).top + box(frame).bottom].map((sum) => sum / 2);
  const page = mark.closest('.page');
  return {key: mark.dataset.f, text: mark.textContent, box: box(frame), strip, page: page ? {...box(page), id: page.id} : null,
    line: mark.querySelector('rect') ? parseFloat(drawn.strokeWidth) * (drawn.stroke !== 'none') : parseFloat(drawn.outlineWidth),
    hit: mark.contains(document.elementFromPoint(x, y))};
});
"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1400", "800"])
@pytest.mark.parametrize("name", ["seed.pdf", "form.pdf", "form.xlsx", "report.txt"])
def test_clicking_a_finding_scrolls_to_its_figure_and_outlines_it(driver: Any, samples: dict[str, Sample], name: str, size: tuple[int, int]) -> None:
    if name not in samples:
        pytest.skip("the seed report lies beside a development checkout only")
    document = samples[name].document
    views = {view.fact.id: view for view in document.figures}
    opened(driver, samples[name].page, size)
    assert document.findings
    for number, finding in enumerate(document.findings, start=1):
        run(driver, "document.getElementById(arguments[0]).querySelector('.head').click()", f"d0-n{number}")
        settled(driver)
        assert chosen(driver) == [f"d0-n{number}"]
        marks = run(driver, OUTLINED)
        assert marks
        first = marks[0]
        for edge, least, most in (("left", "left", "right"), ("top", "top", "bottom"), ("right", "left", "right"), ("bottom", "top", "bottom")):
            assert first["strip"][least] <= first["box"][edge] <= first["strip"][most], (number, edge)
        assert first["line"] >= 2 and first["hit"]
        if first["page"]:
            boxes = views[finding.figures[0]].place.boxes if finding.figures else finding.place.boxes
            scale = (first["page"]["right"] - first["page"]["left"]) / width_of(driver, first["page"]["id"])
            assert first["page"]["id"] == f"d0-p{boxes[0].page}"
            for edge, origin, value in (
                ("left", "left", boxes[0].x0),
                ("top", "top", boxes[0].top),
                ("right", "left", boxes[0].x1),
                ("bottom", "top", boxes[0].bottom),
            ):
                assert first["box"][edge] == pytest.approx(first["page"][origin] + scale * value, abs=2 * scale + 1)
        elif finding.figures:
            assert "".join(mark["text"] for mark in marks) == views[finding.figures[0]].fact.text
            assert first["key"].split()[0] == f"d0-{finding.figures[0]}"


def width_of(driver: Any, page: str) -> float:
    return float(run(driver, "return document.getElementById(arguments[0]).querySelector('svg').viewBox.baseVal.width", page))


def test_clicking_a_figure_or_its_number_opens_its_finding(driver: Any, samples: dict[str, Sample]) -> None:
    for name in ("form.pdf", "form.xlsx"):
        document = samples[name].document
        opened(driver, samples[name].page)
        for number, finding in enumerate(document.findings, start=1):
            click = "document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', {bubbles: true}))"
            run(driver, click, f"main .pin[data-n='d0-n{number}']")
            assert chosen(driver) == [f"d0-n{number}"]
            press(driver, "Escape")
            run(driver, click, f"main [data-f~='d0-{finding.figures[0]}']")
            (open_card,) = chosen(driver)
            assert finding.figures[0] in document.findings[int(open_card.rpartition("n")[2]) - 1].figures[:1]
            press(driver, "Escape")
            assert not chosen(driver)


def test_an_operand_of_a_proof_leads_to_its_figure(driver: Any, samples: dict[str, Sample]) -> None:
    opened(driver, samples["form.xlsx"].page)
    press(driver, "j")
    keys = run(driver, "return [...document.querySelectorAll('.finding.open .go')].map((button) => button.dataset.go)")
    assert len(set(keys)) > 1
    for place, key in enumerate(keys):
        run(driver, "document.querySelectorAll('.finding.open .go')[arguments[0]].click()", place)
        settled(driver)
        (mark,) = run(driver, OUTLINED)
        assert key in mark["key"].split() and mark["hit"]


def test_keys_go_through_the_findings_and_filters_narrow_them(driver: Any, samples: dict[str, Sample]) -> None:
    sample = samples["report.txt"]
    opened(driver, sample.page)
    shown = "return [...document.querySelectorAll('.finding')].filter((card) => card.offsetHeight).map((card) => card.id)"
    every = [f"d0-n{number}" for number in range(1, len(sample.document.findings) + 1)]
    assert run(driver, shown) == every
    press(driver, "j", "j")
    assert chosen(driver) == [every[1]]
    press(driver, "k")
    assert chosen(driver) == [every[0]]
    press(driver, "k")
    assert chosen(driver) == [every[0]]  # nothing is before the first
    severities = [finding.severity for finding in sample.document.findings]
    assert set(severities) == {"error", "warning"}
    run(driver, "document.querySelector('.severities [data-severity=error]').click()")
    warnings = [name for name, severity in zip(every, severities, strict=True) if severity == "warning"]
    assert run(driver, shown) == warnings
    assert run(driver, "return [...document.querySelectorAll('main .pin')].filter((pin) => pin.offsetHeight).map((pin) => pin.dataset.n)") == warnings
    press(driver, "j")
    assert chosen(driver) == warnings[:1]
    run(driver, "document.querySelector('.severities [data-severity=error]').click()")
    code = sample.document.findings[-1].code
    run(driver, "const rule = document.getElementById('rule'); rule.value = arguments[0]; rule.dispatchEvent(new Event('change'))", code)
    assert run(driver, shown) == [name for name, finding in zip(every, sample.document.findings, strict=True) if finding.code == code]
    run(driver, "const rule = document.getElementById('rule'); rule.value = ''; rule.dispatchEvent(new Event('change'))")
    press(driver, "/")
    assert run(driver, "return document.activeElement.id") == "search"
    driver.switch_to.active_element.send_keys("没有这样的字j")  # a letter typed there is no command
    assert run(driver, shown) == [] and run(driver, "return document.getElementById('none-shown').offsetHeight > 0")


def test_a_figure_under_the_pointer_shows_the_relations_that_hold_it(driver: Any, samples: dict[str, Sample]) -> None:
    document = samples["form.pdf"].document
    opened(driver, samples["form.pdf"].page)
    rate = next(relation for relation in document.relations if relation.rule == "BX01" and relation.outcome == "consistent")
    figure = next(operand for _, operand in rate.operands if isinstance(operand, str))
    run(driver, "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", f"[data-f~='d0-{figure}'] rect")
    settled(driver)
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.by import By

    ActionChains(driver).move_to_element(driver.find_element(By.CSS_SELECTOR, f"[data-f~='d0-{figure}'] rect")).perform()
    said = run(driver, "const popover = document.getElementById('popover'); return popover.hidden ? '' : popover.innerText")
    assert rate.formula in said and (rate.arithmetic or "") in said and "一致" in said
    box = run(driver, "const {left, top, right, bottom} = document.getElementById('popover').getBoundingClientRect(); return [left, top, right, bottom]")
    assert 0 <= box[0] < box[2] <= WIDE[0] and 0 <= box[1] < box[3] <= WIDE[1]
    lit = run(driver, "return [...document.querySelectorAll('.kin')].flatMap((mark) => mark.dataset.f.split(' '))")
    assert {f"d0-{operand}" for _, operand in rate.operands if isinstance(operand, str)} - {f"d0-{figure}"} <= set(lit)


def brightness(driver: Any) -> tuple[float, float]:
    """The mean grey, 0 to 255, of the document's column and of the findings'."""
    shot = Image.open(io.BytesIO(driver.get_screenshot_as_png())).convert("L")
    middle = round(shot.width * 0.66)
    halves = (shot.crop((0, 60, middle, shot.height)), shot.crop((middle + 10, 60, shot.width, shot.height)))
    means = [sum(level * count for level, count in enumerate(half.histogram())) / (half.width * half.height) for half in halves]
    return means[0], means[1]


def test_light_and_dark_follow_the_system_until_another_is_chosen(driver: Any, samples: dict[str, Sample]) -> None:
    page = samples["form.pdf"].page
    opened(driver, page)
    assert min(brightness(driver)) > 200
    opened(driver, page, scheme="dark")
    assert max(brightness(driver)) < 70  # the picture of a page too
    press(driver, "t")
    assert min(brightness(driver)) > 200
    press(driver, "t", "t")  # dark, and back to the system's
    run(driver, "try { localStorage.clear() } catch {}")


def test_the_coverage_is_drawn_over_the_page(driver: Any, samples: dict[str, Sample]) -> None:
    fill = "return getComputedStyle(document.querySelector(arguments[0])).fill"
    for status in ("verified", "unchecked"):
        opened(driver, samples["form.pdf"].page)
        selector = f".overlay .fig.{status}:not(.error, .warning) rect"
        before = run(driver, fill, selector)
        press(driver, "c")
        after = run(driver, fill, selector)
        assert before == "rgba(0, 0, 0, 0)" != after
        press(driver, "c")
        assert run(driver, fill, selector) == before


@pytest.mark.parametrize("name", ["form.pdf", "form.xlsx", "report.txt"])
def test_no_request_leaves_the_page(driver: Any, samples: dict[str, Sample], name: str) -> None:
    driver.get("about:blank")
    for log in ("performance", "browser"):
        driver.get_log(log)
    opened(driver, samples[name].page)
    press(driver, "j", "c", "t", "t", "t", "?")
    run(driver, "document.getElementById('close').click(); scrollTo(0, document.body.scrollHeight)")
    settled(driver)
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
    assert samples[name].page.as_uri() in asked
    assert all(url == samples[name].page.as_uri() or url.startswith("data:image/webp;base64,") for url in asked)
    assert not driver.get_log("browser")  # no error, nothing that the policy had to forbid


INTRUDING = """
const [url, done] = arguments, refused = [];
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
const add = (name, source) => { const element = document.createElement(name); Object.assign(element, source); document.body.append(element); return element; };
add('img', {src: url + '/img'});
add('iframe', {src: url + '/frame'});
add('script', {src: url + '/script'});
add('script', {textContent: 'window.ran = 1'});
add('div', {innerHTML: '<b onclick="window.ran = 1"></b>'}).firstChild.click();
fetch(url + '/fetch').catch(() => {}).finally(() => setTimeout(() => done([refused, window.ran === 1]), 200));
"""


def heard(listener: socket.socket) -> bytes:
    """All that was sent to a listener; a browser may open a connection ahead of a request that is then refused."""
    listener.settimeout(0.2)
    sent = b""
    try:
        while True:
            connection, _ = listener.accept()
            connection.settimeout(0.2)
            with connection, contextlib.suppress(TimeoutError):
                sent += connection.recv(4096)
    except TimeoutError:
        return sent


def test_the_policy_holds_even_against_a_script_that_is_run_in_the_page(driver: Any, samples: dict[str, Sample]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        opened(driver, samples["report.txt"].page)
        directives, ran = driver.execute_async_script(INTRUDING, f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert heard(listener) == b""
    assert {"img-src", "frame-src", "script-src-elem", "script-src-attr", "connect-src"} <= set(directives) and not ran
    driver.get_log("browser")


def test_the_page_fits_a_narrow_window_and_paper(driver: Any, samples: dict[str, Sample]) -> None:
    import base64

    for name, sample in samples.items():
        for size in (WIDE, NARROW):
            opened(driver, sample.page, size)
            press(driver, "j")
            assert run(driver, "return document.documentElement.scrollWidth <= innerWidth"), (name, size)
    opened(driver, samples["form.pdf"].page)
    printed = driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69})
    with pypdfium2.PdfDocument(base64.b64decode(printed["data"])) as paper:
        texts = [page.get_textpage().get_text_range() for page in paper]
    document = samples["form.pdf"].document
    everything = "".join("".join(texts).split())
    assert all("".join(finding.quote.split())[:12] in everything and finding.fingerprint in everything for finding in document.findings)
    assert "按文字筛选" not in everything


def test_three_hundred_pages_open_within_two_seconds_and_stay_under_thirty_megabytes(driver: Any, tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(FIXTURES / "forms" / "sichuan.pdf") as source, pypdfium2.PdfDocument.new() as joined:
        while len(joined) < LONG:
            joined.import_pages(source)
        joined.save(tmp_path / "long.pdf")
    report = gouji.check(tmp_path / "long.pdf", Settings(select=("BX", "SC")))
    assert isinstance(report, Report) and report.documents[0].pages == LONG
    page = tmp_path / "long.html"
    page.write_bytes(render("html", report, "zh", "0.0"))
    assert page.stat().st_size <= MOST_BYTES
    seconds = []
    for _ in range(3):  # another program may be in the way once
        opened(driver, page)
        seconds.append(run(driver, "return performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
        if seconds[-1] <= MOST_SECONDS:
            break
    assert min(seconds) <= MOST_SECONDS
    assert run(driver, "return document.querySelectorAll('.page').length") == LONG
    run(driver, "document.getElementById('d0-p300').scrollIntoView()")
    settled(driver)
    assert run(driver, "const image = document.querySelector('#d0-p300 img'); return image.decode().then(() => image.naturalWidth > 500)")
