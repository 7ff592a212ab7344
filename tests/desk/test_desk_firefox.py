"""The desk in Firefox: the same way from the drop to a decision, and that what is marked can still be read."""

from __future__ import annotations

import base64
import io
import os
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from .firefox import Firefox
from .test_arrivals import packed
from .test_desk_browser import DROP, FIXTURES, LIT, WIDE, Server, checked, until

PROGRAM = next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), None)
FORM = FIXTURES / "forms" / "hubei-university.pdf"
FARMLAND = FIXTURES / "reports" / "farmland" / "report.txt"
DROPPED = (FORM, FARMLAND)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if PROGRAM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Firefox is not installed (Debian: firefox-esr)")
    started = Firefox(PROGRAM, tmp_path_factory.mktemp("firefox"), WIDE)
    yield started
    started.quit()


@pytest.fixture(scope="module")
def address(firefox: Firefox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workspace that came of reports dropped on the first page, with one that is refused among them."""
    server = Server(tmp_path_factory.mktemp("home") / "desk")
    firefox.get(server.entrance)
    content = [
        [name, base64.b64encode(data).decode()] for name, data in (("empty.zip", packed(("a/", b""))), *((each.name, each.read_bytes()) for each in DROPPED))
    ]
    firefox.run("document.getElementById('name').value = '2023'")
    firefox.run(DROP.replace("getElementById('drop')", "getElementById('welcome')"), content)
    until(lambda: "/w/" in firefox.run("return location.href") and firefox.run("return document.readyState") == "complete")
    until(
        lambda: firefox.run(
            "return document.getElementById('totals')?.dataset.busy === '0' && document.querySelectorAll('#rows td.state.checked').length === 2"
        )
    )
    yield firefox.run("return location.href")
    server.kill()


def test_reports_dropped_on_the_first_page_make_a_workspace_and_what_is_refused_is_told_there(firefox: Firefox, address: str) -> None:
    names = firefox.run("return [...document.querySelectorAll('#rows tr')].map((row) => row.querySelector('.name').dataset.v)")
    assert sorted(names) == sorted(path.name for path in DROPPED)
    assert firefox.run("return document.querySelector('.crumbs').lastChild.textContent") == "2023"
    refused = firefox.run("const list = document.getElementById('refused'); return list.hidden ? '' : list.textContent")
    assert refused.startswith("empty.zip ") and len(refused) > len("empty.zip ")
    firefox.get(address)
    assert firefox.run("return document.getElementById('refused').hidden")  # it is told once
    assert not firefox.errors


def identity(firefox: Firefox, address: str, name: str) -> str:
    firefox.get(address)
    script = "return [...document.querySelectorAll('#rows tr')].find((row) => row.querySelector('.name').dataset.v === arguments[0]).dataset.id"
    return str(firefox.run(script, name))


def test_every_figure_at_fault_is_marked_where_it_stands_and_can_still_be_read(firefox: Firefox, address: str) -> None:
    document = checked(FORM)
    views = {view.fact.id: view for view in document.figures}
    firefox.get(f"{address}/d/{identity(firefox, address, FORM.name)}")
    assert document.findings
    for number, finding in enumerate(document.findings, start=1):
        click = "const card = document.getElementById(arguments[0]); if (!card.classList.contains('open')) card.querySelector('.head').click()"
        firefox.run(click, f"d0-n{number}")
        box = views[finding.figures[0]].place.boxes[0]

        def lit(page: int = box.page) -> Any:
            found = firefox.run(LIT)
            return found if found and found["page"]["number"] == page and found["page"]["drawn"] and found["seen"] and found["hit"] else None

        until(lit)
        time.sleep(1)  # its frame flashes when it is found, and Firefox counts the frame in
        found = until(lit)
        image, frame = found["page"]["image"], found["frame"]
        scale = (image["right"] - image["left"]) / found["page"]["width"]
        assert frame["left"] == pytest.approx(image["left"] + scale * box.x0, abs=2 * scale + 1)
        assert frame["top"] == pytest.approx(image["top"] + scale * box.top, abs=2 * scale + 1)
        assert ink(firefox.picture(), frame) > 0.05, number


def ink(picture: bytes, frame: Any) -> float:
    """The share of dark points within a frame, its border left out."""
    with Image.open(io.BytesIO(picture)) as whole:
        inside = whole.convert("L").crop(tuple(round(frame[edge] + inset) for edge, inset in (("left", 4), ("top", 4), ("right", -4), ("bottom", -6))))
    return sum(inside.histogram()[:90]) / (inside.width * inside.height)


def test_what_is_accepted_with_a_reason_stays_accepted(firefox: Firefox, address: str) -> None:
    review = f"{address}/d/{identity(firefox, address, FARMLAND.name)}"
    firefox.get(review)
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true, cancelable: true}))"
    firefox.run(press, "a")
    firefox.run("document.querySelector('.finding.open textarea').value = '已核对'; document.querySelector('.finding.open form').requestSubmit()")
    verdict = "return document.querySelector('#d0-n1 .verdict').textContent"
    until(lambda: firefox.run(verdict) == "已接受")
    firefox.get(review)
    assert firefox.run(verdict) == "已接受" and firefox.run("return document.querySelector('#d0-n1 .reason').textContent") == "已核对"
    assert not firefox.errors
