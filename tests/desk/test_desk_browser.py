"""The desk in a browser: reports dropped, gone through, decided upon, taken out. Needs Chromium and its driver."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

import gouji
from gouji.report import DocumentReport, Relation

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
SEED = Path(os.environ.get("GOUJI_SHARED") or ROOT.parent / "shared") / "reports" / "seed"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
DRIVER = shutil.which("chromedriver")
WIDE, NARROW = (1400, 900), (1000, 900)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--lang=zh-CN",
)  # fmt: skip
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server is killed as other systems kill")


class Server:
    """`gouji serve` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gouji", "serve", "--no-browser", "--port", str(self.port), "--workspaces", str(self.folder)]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
        assert self.process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=\w+", self.process.stdout.readline())
        assert found
        self.entrance, self.port = found[0], int(found[1])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("home") / "desk")
    yield started
    started.kill()


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[Any]:
    """One browser for all tests; where there is none they are skipped, but not in CI."""
    if CHROMIUM is None or DRIVER is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium and its driver are not installed (Debian: chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    started.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    sized(started, WIDE)
    yield started
    started.quit()


def sized(driver: Any, size: tuple[int, int]) -> None:
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False})


def run(driver: Any, script: str, *arguments: object) -> Any:
    return driver.execute_script(script, *arguments)


def until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """What the condition gives once it gives anything."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
    return found


def reached(driver: Any, address: str) -> None:
    """Opens an address, as soon as the server answers there."""
    from selenium.common.exceptions import WebDriverException

    def opened() -> bool:
        try:
            driver.get(address)
        except WebDriverException:
            return False
        return True

    until(opened)


def press(driver: Any, *keys: str) -> None:
    for key in keys:
        run(driver, "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true, cancelable: true}))", key)


def typed(driver: Any, selector: str, text: str) -> None:
    from selenium.webdriver.common.by import By

    driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)


DROP = """
const transfer = new DataTransfer();
for (const [name, data] of arguments[0]) transfer.items.add(new File([Uint8Array.from(atob(data), (each) => each.charCodeAt(0))], name));
const fire = (kind) => document.getElementById('drop').dispatchEvent(new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true}));
fire('dragover');
const over = document.getElementById('drop').classList.contains('over');
window.told = [];
new MutationObserver(() => window.told.push(document.getElementById('told').textContent)).observe(document.getElementById('told'), {childList: true});
fire('drop');
return over;
"""


def settled(driver: Any, documents: int) -> None:
    wanted = f"0/{documents}"
    until(lambda: run(driver, "const {busy, documents} = document.getElementById('totals').dataset; return `${busy}/${documents}`") == wanted)


def form_with_errors(folder: Path) -> Path:
    book = openpyxl.load_workbook(FIXTURES / "forms" / "xinjiang.xlsx")
    sheet = book.worksheets[0]
    sheet["I10"], sheet["H16"], sheet["I17"] = 0.9665, "6", "5"
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


@dataclass(frozen=True, slots=True)
class Filled:
    """A workspace at `address`; `paths` by name are what was dropped, `ids` what it is called there."""

    address: str
    paths: dict[str, Path]
    ids: dict[str, str]
    told: list[str]
    driver: Any

    def review(self, name: str) -> Any:
        self.driver.get(f"{self.address}/d/{self.ids[name]}")
        return self.driver


@pytest.fixture(scope="module")
def filled(driver: Any, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    wrong = (FIXTURES / "reports" / "farmland" / "report.txt").read_text(encoding="utf-8")
    (folder / "mended.txt").write_text(wrong.replace("90.72%", "90.27%"), encoding="utf-8")
    lines = (f"{place}、项目{place}全年预算数{place}00万元，全年执行数{place}0万元，预算执行率为80%。\n" for place in range(1, 81))
    (folder / "many.txt").write_text("".join(lines), encoding="utf-8")
    paths = {
        "many.txt": folder / "many.txt",
        "farmland.txt": FIXTURES / "reports" / "farmland" / "report.txt",
        "draft.txt": FIXTURES / "reports" / "farmland" / "report.txt",
        "mended.txt": folder / "mended.txt",
        "commerce.docx": FIXTURES / "reports" / "commerce" / "report.docx",
        "form.xlsx": form_with_errors(folder),
        "form.pdf": FIXTURES / "forms" / "hubei-university.pdf",
        "broken.pdf": folder / "broken.pdf",
    }
    if SEED.exists():
        paths |= {f"seed.{kind}": SEED / f"report.{kind}" for kind in ("pdf", "docx", "txt")}
    reached(driver, server.entrance)
    assert "token" not in driver.current_url
    typed(driver, "#name", "2023年度自评")
    run(driver, "document.querySelector('#make button').click()")
    until(lambda: "/w/" in driver.current_url)
    content = [[name, base64.b64encode(path.read_bytes()).decode()] for name, path in paths.items()]
    assert run(driver, DROP, content)  # the place to drop on says that it takes them
    settled(driver, len(paths))
    names = run(driver, "return [...document.querySelectorAll('#rows tr')].map((row) => [row.querySelector('.name').dataset.v, row.dataset.id])")
    return Filled(driver.current_url, paths, dict(names), run(driver, "return window.told"), driver)


def checked(path: Path) -> DocumentReport:
    return gouji.check(path).documents[0]


def test_documents_that_are_dropped_show_their_progress_and_stand_worst_first(driver: Any, filled: Filled) -> None:
    assert set(filled.ids) == set(filled.paths)
    assert any("正在放入" in told and "commerce.docx" in told for told in filled.told) and any("已核对" in told for told in filled.told)
    driver.get(filled.address)
    rows = run(driver, "return [...document.querySelectorAll('#rows tr')].map((row) => [...row.cells].map((cell) => cell.innerText))")
    assert "broken.pdf" in rows[0][1] and "损坏" in rows[0][1] and rows[0][4] == "未读出"
    errors = [int(row[5]) for row in rows[1:]]
    assert errors == sorted(errors, reverse=True) and errors[1] == 3 and "many.txt" in rows[1][1]
    assert not driver.get_log("browser")


def test_documents_chosen_on_the_first_page_make_a_workspace(driver: Any, server: Server) -> None:
    reached(driver, server.entrance)
    typed(driver, "#welcome #files", str(FIXTURES / "reports" / "farmland" / "report.txt"))
    until(lambda: "/w/" in driver.current_url)
    settled(driver, 1)
    assert "report.txt" in run(driver, "return document.querySelector('#rows tr').innerText")


def test_the_overview_sorts_filters_and_narrows_to_a_rule(driver: Any, filled: Filled) -> None:
    driver.get(filled.address)
    shown = "return [...document.querySelectorAll('#rows tr')].filter((row) => row.offsetHeight).map((row) => row.querySelector('.name').dataset.v)"
    every = run(driver, shown)
    run(driver, "document.querySelector('th.name button').click()")
    assert run(driver, shown) == sorted(every)
    run(driver, "document.querySelector('th.name button').click()")
    assert run(driver, shown) == sorted(every, reverse=True)
    run(driver, "document.querySelector('th.name button').click()")
    assert run(driver, shown) == every
    typed(driver, "#filter", "farmland")
    assert run(driver, shown) == ["farmland.txt"]
    run(driver, "const field = document.getElementById('filter'); field.value = ''; field.dispatchEvent(new Event('input'))")
    run(driver, "document.querySelector('#chart [data-code=SC07]').click()")
    assert run(driver, shown) == ["form.xlsx"]
    run(driver, "document.querySelector('#chart [data-code=SC07]').click()")
    run(driver, "const field = document.getElementById('state'); field.value = 'unreadable'; field.dispatchEvent(new Event('change'))")
    assert run(driver, shown) == ["broken.pdf"]


LIT = """
const marks = [...document.querySelectorAll('main .at')];
if (!marks.length) return null;
const box = (element) => { const {left, top, right, bottom} = element.getBoundingClientRect(); return {left, top, right, bottom}; };
const side = document.getElementById('findings').getBoundingClientRect(), top = document.querySelector('.top').offsetHeight;
const strip = side.top > top + 10 ? {top, bottom: side.top, left: 0, right: innerWidth} : {top, bottom: innerHeight, left: 0, right: side.left};
const page = marks[0].closest('.page'), image = page?.querySelector('img');
const frame = box(marks[0].querySelector('rect') || marks[0]);
return {text: marks.map((mark) => mark.textContent).join(''), frame, key: marks[0].dataset.f,
  seen: frame.top >= strip.top && frame.bottom <= strip.bottom,
  hit: marks[0].contains(document.elementFromPoint((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)),
  page: page && {number: Number(page.dataset.page), image: box(image), drawn: image.complete && image.naturalWidth > 500,
    width: page.querySelector('svg').viewBox.baseVal.width}};
"""


def opened(driver: Any, number: int) -> None:
    """Chooses a finding, unless it is chosen already."""
    click = "const card = document.getElementById(arguments[0]); if (!card.classList.contains('open')) card.querySelector('.head').click()"
    run(driver, click, f"d0-n{number}")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1400", "1000"])
@pytest.mark.parametrize("name", ["form.pdf", "seed.pdf"])
def test_every_figure_at_fault_is_marked_on_the_visible_picture_of_its_page(driver: Any, filled: Filled, name: str, size: tuple[int, int]) -> None:
    if name not in filled.ids:
        pytest.skip("the seed report lies beside a development checkout only")
    document = checked(filled.paths[name])
    views = {view.fact.id: view for view in document.figures}
    sized(driver, size)
    try:
        filled.review(name)
        assert document.findings
        for number, finding in enumerate(document.findings, start=1):
            opened(driver, number)
            boxes = views[finding.figures[0]].place.boxes if finding.figures else finding.place.boxes

            def lit(page: int = boxes[0].page) -> Any:
                found = run(driver, LIT)
                return found if found and found["page"]["number"] == page and found["page"]["drawn"] and found["seen"] and found["hit"] else None

            found = until(lit)  # two frames may pass before it lies still
            scale = (found["page"]["image"]["right"] - found["page"]["image"]["left"]) / found["page"]["width"]
            edges = ("left", "left", boxes[0].x0), ("top", "top", boxes[0].top), ("right", "left", boxes[0].x1), ("bottom", "top", boxes[0].bottom)
            for edge, origin, value in edges:
                assert found["frame"][edge] == pytest.approx(found["page"]["image"][origin] + scale * value, abs=2 * scale + 1), (number, edge)
    finally:
        sized(driver, WIDE)


@pytest.mark.parametrize("name", ["farmland.txt", "commerce.docx", "form.xlsx", "seed.docx", "seed.txt"])
def test_every_figure_at_fault_is_marked_in_the_visible_text(driver: Any, filled: Filled, name: str) -> None:
    if name not in filled.ids:
        pytest.skip("the seed report lies beside a development checkout only")
    document = checked(filled.paths[name])
    texts = {view.fact.id: view.fact.text for view in document.figures}
    filled.review(name)
    for number, finding in enumerate(document.findings, start=1):
        opened(driver, number)
        wanted = f"d0-{finding.figures[0]}" if finding.figures else f"d0-w{number}"

        def lit(wanted: str = wanted) -> Any:
            found = run(driver, LIT)
            return found if found and wanted in found["key"].split() and found["seen"] and found["hit"] else None

        found = until(lit)
        assert not finding.figures or found["text"] == texts[finding.figures[0]]


def test_a_finding_far_down_is_reached_from_its_figure(driver: Any, filled: Filled) -> None:
    number = len(checked(filled.paths["many.txt"]).findings)
    assert number > 60  # more than come with the page
    filled.review("many.txt")
    run(driver, f"document.querySelector(`main [data-f~='${{desk.known.findings[{number - 1}].at}}']`)?.click()")
    until(lambda: run(driver, "return document.querySelectorAll('.cards > .finding').length") == number)
    until(lambda: run(driver, "return document.querySelector('main .at') && document.querySelector('.finding.open .decision button')"))
    opened(driver, number)
    press(driver, "y")
    until(lambda: verdict(driver, number) == "已确认")
    assert run(driver, "return document.getElementById('decided').textContent") == f"已审核 1 / {number}"


def held(relation: Relation) -> list[str]:
    """The figures that a relation holds."""
    operands = [operand for _, operand in relation.operands]
    return [one for operand in operands if isinstance(operand, (str, tuple)) for one in ((operand,) if isinstance(operand, str) else operand)]


def test_a_figure_under_the_pointer_tells_all_relations_that_hold_it(driver: Any, filled: Filled) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.by import By

    document = checked(filled.paths["form.pdf"])
    relation = next(each for each in document.relations if each.rule == "BX01")
    figure = next(operand for _, operand in relation.operands if isinstance(operand, str))
    filled.review("form.pdf")
    selector = f"main [data-f~='d0-{figure}'] rect"
    until(lambda: run(driver, "return document.querySelector(arguments[0])", selector))
    run(driver, "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
    time.sleep(0.2)
    ActionChains(driver).move_to_element(driver.find_element(By.CSS_SELECTOR, selector)).perform()
    said = until(lambda: run(driver, "const popover = document.getElementById('popover'); return popover.hidden ? '' : popover.innerText"))
    holding = [each for each in document.relations if figure in held(each)]
    assert len(holding) > 1 and all(each.formula in said for each in holding)
    assert run(driver, "return document.querySelectorAll('main .kin').length") > 0


CARD = "document.getElementById('d0-n1')"


def verdict(driver: Any, number: int) -> str:
    return str(run(driver, "return document.getElementById(arguments[0]).querySelector('.verdict').textContent", f"d0-n{number}"))


def test_what_is_accepted_with_a_reason_by_keyboard_is_still_so_after_a_reload(driver: Any, filled: Filled) -> None:
    filled.review("farmland.txt")
    press(driver, "a")
    run(driver, f"{CARD}.querySelector('form').requestSubmit()")
    assert verdict(driver, 1) == ""  # without a reason nothing is accepted
    typed(driver, ".finding.open textarea", "已核对原始凭证 <b>属实</b>")
    run(driver, f"{CARD}.querySelector('form').requestSubmit()")
    until(lambda: verdict(driver, 1) == "已接受")
    press(driver, "j", "y")
    until(lambda: verdict(driver, 2) == "已确认")
    driver.refresh()
    assert (verdict(driver, 1), verdict(driver, 2), verdict(driver, 3)) == ("已接受", "已确认", "")
    assert run(driver, f"return {CARD}.querySelector('.reason').textContent") == "已核对原始凭证 <b>属实</b>"
    assert run(driver, "return document.getElementById('decided').textContent") == "已审核 2 / 3"
    assert not [entry for entry in driver.get_log("browser") if "409" not in entry["message"]]


def test_two_tabs_do_not_overwrite_one_another_unseen(driver: Any, filled: Filled) -> None:
    filled.review("form.xlsx")
    first = driver.current_window_handle
    press(driver, "m")
    typed(driver, ".finding.open textarea", "第一个窗口")
    driver.switch_to.new_window("tab")
    try:
        filled.review("form.xlsx")
        opened(driver, 1)
        press(driver, "y")
        until(lambda: verdict(driver, 1) == "已确认")
        driver.switch_to.window(first)
        run(driver, f"{CARD}.querySelector('form').requestSubmit()")
        told = until(lambda: run(driver, f"return {CARD}.querySelector('.conflict')?.textContent"))
        assert "已确认" in told and "还没有保存" in told
        run(driver, f"{CARD}.querySelectorAll('.conflict button')[1].click()")
        until(lambda: run(driver, f"return {CARD}.querySelector('.said')?.textContent") == "第一个窗口")
    finally:
        for window in [each for each in driver.window_handles if each != first]:
            driver.switch_to.window(window)
            driver.close()
        driver.switch_to.window(first)
        sized(driver, WIDE)
    driver.get_log("browser")  # it tells of the 409, which was meant


def taken(driver: Any, downloads: Path, form: str) -> Path:
    """Exports from the page that is open, and gives the file that comes of it."""
    before = set(downloads.iterdir())
    run(driver, "document.querySelector(`#export [data-form=${arguments[0]}]`).click()", form)
    found: list[Path] = until(lambda: [path for path in downloads.iterdir() if path not in before and path.suffix != ".crdownload" and path.stat().st_size])
    return found[0]


def test_an_annotated_pdf_and_the_findings_list_can_be_taken_and_opened(driver: Any, filled: Filled, downloads: Path) -> None:
    name = "seed.pdf" if "seed.pdf" in filled.ids else "form.pdf"
    filled.review(name)
    copy = taken(driver, downloads, "annotated")
    with pypdfium2.PdfDocument(copy) as annotated:
        assert len(annotated) >= (checked(filled.paths[name]).pages or 0)
    assert copy.name == name.replace(".pdf", ".gouji.pdf")
    driver.get(filled.address)
    sheet = openpyxl.load_workbook(io.BytesIO(taken(driver, downloads, "xlsx").read_bytes())).worksheets[0]
    text = " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value)
    assert ("已核对原始凭证" in text and "第一个窗口" in text and "seed.pdf" in text) or "form.xlsx" in text


def test_the_wrong_and_the_mended_draft_are_compared(driver: Any, filled: Filled) -> None:
    driver.get(filled.address)
    for name in ("draft.txt", "mended.txt"):
        run(driver, "document.querySelector(`#rows input[value='${arguments[0]}']`).click()", filled.ids[name])
    assert run(driver, "return document.getElementById('compare').disabled") is False
    run(driver, "document.getElementById('compare').click()")
    fixed = until(lambda: run(driver, "return document.querySelector('.kind.fixed')?.innerText"))
    changed = run(driver, "return [...document.querySelectorAll('.kind.changed tr')].map((row) => row.innerText)")
    assert "BX01" in fixed and any("90.72%" in row and "90.27%" in row for row in changed)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1400", "1000"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_is_wider_than_its_window(driver: Any, server: Server, filled: Filled, lang: str, size: tuple[int, int]) -> None:
    sized(driver, size)
    ids = filled.ids
    pages = ("", f"/d/{ids['form.xlsx']}", f"/compare?old={ids['farmland.txt']}&new={ids['mended.txt']}")
    try:
        for address in (f"http://127.0.0.1:{server.port}/", *(filled.address + page for page in pages)):
            driver.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            assert run(driver, "return document.documentElement.scrollWidth <= innerWidth"), address
            assert run(driver, "return document.documentElement.lang") == ("zh-CN" if lang == "zh" else "en")
    finally:
        driver.get(f"{filled.address}?lang=zh")
        sized(driver, WIDE)


def test_eight_checks_at_once_do_not_keep_a_page_waiting(driver: Any, filled: Filled) -> None:
    driver.get(filled.address)
    run(driver, "document.getElementById('every').click(); document.getElementById('retry').click()")
    until(lambda: run(driver, "return Number(document.getElementById('totals').dataset.busy)"))
    seconds = []
    for _ in range(4):
        driver.get(filled.address)
        seconds.append(run(driver, "return performance.getEntriesByType('navigation')[0].responseEnd") / 1000)
    assert min(seconds) < 1
    settled(driver, len(filled.ids))


def test_a_server_that_is_killed_in_mid_check_goes_on_where_it_was(driver: Any, server: Server, filled: Filled) -> None:
    driver.get(filled.address)
    run(driver, "document.getElementById('every').click(); document.getElementById('retry').click()")
    until(lambda: run(driver, "return Number(document.getElementById('totals').dataset.busy)"))
    server.kill()
    server.start()
    reached(driver, filled.address)  # the cookie of before still opens it
    settled(driver, len(filled.ids))
    filled.review("farmland.txt")
    assert (verdict(driver, 1), verdict(driver, 2)) == ("已接受", "已确认")
    driver.get_log("browser")


def test_the_server_ends_when_it_is_asked_to_though_pages_are_open(driver: Any, server: Server, filled: Filled) -> None:
    driver.get(filled.address)
    until(lambda: run(driver, "return document.readyState") == "complete")
    started = time.monotonic()
    assert server.stop() == 0 and time.monotonic() - started < 15
