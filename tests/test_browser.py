"""The published pages in a browser (Chromium, without a window): what its scripts do, and that nothing is fetched."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BROWSER, reason="needs Chromium")]
ROW = re.compile(r"<tr(?P<marks>[^>]*)>(?P<cells>.*?)</tr>", re.DOTALL)
SECONDS = 120  # that a slow machine may take to start it


@pytest.fixture
def pages(clerk: Clerk, run: Run, tmp_path: Path) -> Path:
    """Pages of five tasks of two units."""
    with clerk.at_once():
        secretariat, records = clerk.unit("VP", "Văn phòng"), clerk.unit("HCTP", "Phòng Hành chính tư pháp")
        plan = clerk.decision()
        titles = (
            ("Đôn đốc đăng ký thi đua", secretariat, "31/5"),
            ("Rà soát văn bản về hộ tịch", records, "30/6"),
            ("Tập huấn hòa giải ở cơ sở", secretariat, "16/7"),
            ("Kiểm tra công chứng", records, "1/4"),
            ("Đơn thư của công dân", records, "30/9"),
        )
        for number, (title, unit, due) in enumerate(titles, 1):
            clerk.task(plan, title, unit=unit, due=day(due), item=str(number))
    assert run("publish", str(tmp_path / "www")).code == 0
    return tmp_path / "www"


def seen(address: str, folder: Path) -> str:
    """The page at ``address`` as it is once its scripts have run."""
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        f"--user-data-dir={folder / 'trinh-duyet'}", "--virtual-time-budget=3000", "--dump-dom", address,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=True).stdout


def rows(dom: str) -> list[tuple[str, bool]]:
    """The text and whether it is shown, of each row of tasks."""
    return [
        (" ".join(re.sub(r"<[^>]+>", " ", row["cells"]).split()), "hidden" not in row["marks"])
        for row in ROW.finditer(dom.partition("<tbody")[2])
        if 'class="head"' not in row["marks"]
    ]


def titles_shown(dom: str) -> list[str]:
    """The first two words of the titles of the rows that are shown."""
    return [" ".join(text.split()[2:4]) for text, shown in rows(dom) if shown]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("don doc", ["Đôn đốc"]),
        ("ĐÔN ĐỐC", ["Đôn đốc"]),
        ("don", ["Đôn đốc", "Đơn thư"]),
        ("ra soat", ["Rà soát"]),
        ("hctp kiem", ["Kiểm tra"]),
        ("on doc", []),
        ("%E1%", ["Đôn đốc", "Rà soát", "Tập huấn", "Kiểm tra", "Đơn thư"]),
    ],
)
def test_the_list_is_searched_as_the_program_searches(
    pages: Path, run: Run, tmp_path: Path, typed: str, found: list[str]
) -> None:
    fragment = typed if "%" in typed else quote(typed)
    dom = seen(f"{(pages / 'nhiem-vu.html').as_uri()}#q={fragment}", tmp_path)
    assert titles_shown(dom) == found
    assert '<p class="search" data-all=""' in dom
    if "%" not in typed:
        assert f"{len(found)} of 5 rows" in dom
        listed = json.loads(run("task", "list", *typed.split(), "-f", "json").out)["rows"]
        assert [" ".join(row["title"].split()[:2]) for row in listed] == found


def pressing(page: Path, heading: str) -> Path:
    """A copy of ``page`` in which a heading is pressed, and which lets the script of the test do so."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    press = (
        f"[...document.querySelectorAll('.sort')].find((one) => one.textContent === {json.dumps(heading)}).click();"
    )
    copy = page.with_name("thu.html")
    copy.write_text(text.replace("</body>", f"<script>{press}</script></body>"), encoding="utf-8")
    return copy


def test_a_heading_sorts_the_list(pages: Path, tmp_path: Path) -> None:
    dom = seen(pressing(pages / "nhiem-vu.html", "Due").as_uri(), tmp_path)
    assert titles_shown(dom) == ["Kiểm tra", "Đôn đốc", "Rà soát", "Tập huấn", "Đơn thư"]
    assert 'aria-sort="ascending"' in dom


@pytest.fixture
def served(pages: Path) -> Iterator[tuple[str, set[str]]]:
    """The address at which the pages are served, and what is asked of it."""
    asked = set[str]()

    class Handler(SimpleHTTPRequestHandler):
        def send_head(self) -> io.BytesIO | BinaryIO | None:
            asked.add(self.path)
            return super().send_head()

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(pages))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def test_opening_a_page_asks_for_the_page_alone(pages: Path, tmp_path: Path, served: tuple[str, set[str]]) -> None:
    address, asked = served
    for place in ("index.html", "don-vi/vp.html", "nhiem-vu/1.html"):
        asked.clear()
        assert "<nav" in seen(f"{address}/{place}", tmp_path)
        assert asked - {"/favicon.ico"} == {f"/{place}"}  # a browser asks for the icon of any server
    text = (pages / "index.html").read_text(encoding="utf-8")
    (pages / "thu.html").write_text(text.replace("</main>", '<img src="/anh.png" alt=""></main>'), encoding="utf-8")
    asked.clear()
    seen(f"{address}/thu.html", tmp_path)
    assert "/anh.png" not in asked, "the policy of the page lets it load pictures"
    without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", (pages / "thu.html").read_text("utf-8"))
    (pages / "thu.html").write_text(without, encoding="utf-8")
    seen(f"{address}/thu.html", tmp_path)
    assert "/anh.png" in asked, "this test would not see what a page asks for"
