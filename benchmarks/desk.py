"""The desk under load, as its user meets it: `gouji serve` in a process of its own, asked over the loopback and, where Chromium is installed, looked at.

Prints medians: the overview of many documents, the review of a long PDF, and how long pages take while eight documents are being checked.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pypdfium2

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPORT = FIXTURES / "reports" / "farmland" / "report.txt"
FORM = FIXTURES / "forms" / "hubei-university.pdf"
ROUNDS = 9


class Server:
    """A desk in `folder` with eight checks at a time, and somebody who has its token."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "gouji", "serve", "--no-browser", "--isolated", "--port", "0", "--workers", "8", "--workspaces", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found
        self.entrance, self.host = found[0], urlsplit(found[0]).netloc
        _, headers, _ = self.ask("GET", f"/?{urlsplit(found[0]).query}", cookie="")
        self.cookie = headers["set-cookie"].partition(";")[0]
        page = self.ask("GET", "/")[2].decode()
        self.csrf = json.loads(page.partition('id="desk">')[2].partition("</script>")[0])["csrf"]
        self.workspace = str(self.post("/workspaces", json.dumps({"name": "benchmark"}).encode())["address"])

    def ask(self, method: str, path: str, body: bytes | None = None, cookie: str | None = None) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=120)
        headers = {"Cookie": self.cookie if cookie is None else cookie} | ({"X-Gouji-Csrf": self.csrf} if method == "POST" else {})
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status < 400, (answer.status, path)
        return answer.status, answer.headers, content

    def post(self, path: str, body: bytes) -> Any:
        return json.loads(self.ask("POST", path, body)[2])

    def put(self, name: str, content: bytes) -> list[int]:
        told = self.post(f"{self.workspace}/files?name={quote(name)}", content)
        assert not told["refused"], told
        return list(told["documents"])

    def busy(self) -> int:
        totals = json.loads(self.ask("GET", f"{self.workspace}/rows?ids=")[2])["totals"]
        return int(re.search(r'data-busy="(\d+)"', totals)[1])  # type: ignore[index]

    def settled(self) -> float:
        started = time.perf_counter()
        while self.busy():
            time.sleep(0.5)
        return time.perf_counter() - started

    def seconds(self, path: str) -> list[float]:
        self.ask("GET", path)
        return [self.second(path) for _ in range(ROUNDS)]

    def second(self, path: str) -> float:
        started = time.perf_counter()
        self.ask("GET", path)
        return time.perf_counter() - started


def browser(server: Server, profile: str) -> Any:
    """Chromium, with the desk entered; None where it is not installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        return None
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    started.set_window_size(1400, 900)
    started.get(server.entrance)
    return started


PAINT = "const [paint] = performance.getEntriesByName('first-contentful-paint'); return paint ? paint.startTime / 1000 : null"
DRAWN = """
const done = arguments[0], look = () => {
  const image = document.querySelector('.page img');
  if (image && image.complete && image.naturalWidth && document.querySelector('.page .overlay .fig')) done(performance.now() / 1000);
  else requestAnimationFrame(look);
};
look();
"""


def painted(driver: Any, address: str, script: str, wait: bool) -> list[float]:
    """Seconds from the click until something is seen."""
    found = []
    for _ in range(5):
        driver.get(address)
        if not wait:
            time.sleep(0.2)  # the browser tells of a paint a little later
        found.append(float(driver.execute_async_script(script) if wait else driver.execute_script(script)))
    return found


def many(count: int) -> bytes:
    """An archive of reports, no two alike."""
    text, packed = REPORT.read_text(encoding="utf-8"), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number % 40}/{number}.txt", text.replace("青禾县", f"第{number}县"))
    return packed.getvalue()


def long(pages: int) -> bytes:
    """A PDF of so many pages of forms."""
    made = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(FORM) as form:
        while len(made) < pages:
            made.import_pages(form, list(range(min(len(form), pages - len(made)))))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def told(what: str, seconds: list[float], most: float) -> None:
    print(f"{what:58} median {statistics.median(seconds):6.3f} s  most {max(seconds):6.3f} s  (asked for: {most} s)", flush=True)


def measure(server: Server, driver: Any, documents: int, pages: int) -> None:
    origin = f"http://{server.host}"
    (review,) = server.put("long.pdf", long(pages))
    print(f"a PDF of {pages} pages checked in {server.settled():.1f} s", flush=True)
    at = f"{server.workspace}/d/{review}"
    told(f"review of {pages} pages, at the server", server.seconds(at), 1)
    told("a page of it: what is drawn over it", server.seconds(f"{at}/pages/{pages // 2}"), 1)
    told("a page of it: its picture", server.seconds(f"{at}/pictures/{pages // 2}.webp"), 1)
    if driver:
        told("the same in Chromium: page and marks seen", painted(driver, origin + at, DRAWN, True), 1)
    server.put("many.zip", many(documents - 1))
    print(f"{documents} documents checked in {server.settled():.1f} s, eight at a time", flush=True)
    told(f"overview of {documents}, at the server", server.seconds(server.workspace), 0.3)
    if driver:
        told("the same in Chromium: first contentful paint", painted(driver, origin + server.workspace, PAINT, False), 1)
    server.post(f"{server.workspace}/retry", json.dumps({"ids": list(range(review, review + documents))}).encode())
    while not server.busy():
        time.sleep(0.05)
    told("eight checks at once: overview, at the server", [server.second(server.workspace) for _ in range(ROUNDS)], 1)
    told("eight checks at once: list of workspaces", [server.second("/") for _ in range(ROUNDS)], 1)
    assert server.busy(), "the checks were over too soon"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=300)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "desk")
        drain = threading.Thread(target=lambda: list(server.process.stdout or ()), daemon=True)
        drain.start()
        driver = browser(server, f"{folder}/profile")
        try:
            measure(server, driver, asked.documents, asked.pages)
        finally:
            if driver:
                driver.quit()
            server.process.terminate()
            server.process.wait(20)


if __name__ == "__main__":
    main()
