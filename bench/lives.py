"""Makes registers in which an office has lived for some years, by the command line alone, the same for one seed.

Everything that a clerk can do happens: annexes with groups, single tasks, recurring tasks and their further years,
completions with and without a document, entries for earlier days and into signed periods, extensions (also until
further notice), suspended and cancelled tasks that run again, completions taken back, tasks and whole units handed
over, units that close with and without a successor, periodic reports, obstacles, undoing and doing again. What the
register refuses is counted and left.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.clerk import Life, typed

HEADINGS = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Ghi chú")
VERBS = ("Rà soát", "Tham mưu ban hành", "Tổ chức tập huấn", "Kiểm tra", "Báo cáo", "Hướng dẫn", "Thẩm định")
MATTERS = (
    "văn bản về hộ tịch", "công tác hòa giải ở cơ sở", "hoạt động công chứng", "trợ giúp pháp lý", "lý lịch tư pháp",
    "thi hành pháp luật về xử lý vi phạm hành chính", "phổ biến, giáo dục pháp luật",
)  # fmt: skip
PRODUCTS = ("", "", "Báo cáo", "Kế hoạch", "Công văn", "Tờ trình và dự thảo")
GROUPS = ("Công tác văn bản", "Công tác hộ tịch, chứng thực", "Bổ trợ tư pháp", "Tổ chức, thi đua")
KINDS = ("key", "regular", "ad_hoc")
# Code, kind, code of the unit above; more come by chance.
UNITS = (
    ("STP", "department", ""), ("VP", "division", "STP"), ("HCTP", "division", "STP"), ("PBPL", "division", "STP"),
    ("HT", "centre", "HCTP"), ("CC1", "centre", "HCTP"), ("TG", "centre", ""), ("TP-A", "district_office", ""),
    ("TP-B", "district_office", ""),
)  # fmt: skip


# -- what is there at first and comes with a year ------------------------------------------------------------


def found(life: Life) -> None:
    """The register and its units."""
    life.do("init")
    for code, kind, parent in UNITS:
        if parent and parent not in life.units:
            continue
        if code == "STP" or life.chance(0.85):
            above = ["--parent", parent] if parent else []
            alias = life.options(0.4, "--alias", f"P. {code}")
            life.do("unit", "add", code, "--name", f"Đơn vị {code}", "--kind", kind, *above, *alias)
            life.units.append(code)


def deadline(life: Life) -> str:
    """The words of a deadline, of every kind that plans have."""
    year, day = life.today.year, typed(life.ahead(300))
    quarter = life.random.choice(("II", "III", "IV"))
    return life.random.choice((
        f"Trước ngày {day}", f"Trước ngày {day}", day, day, f"Quý {quarter}/{year}", "Hàng quý", "Hàng tháng",
        f"Tháng {life.random.randint(2, 12)}/{year}", "6 tháng, năm", f"Trong năm {year}", "Thường xuyên",
        "Thường xuyên", "Khi có yêu cầu", "Sau khi có hướng dẫn của Bộ Tư pháp", "", "Quý II, III",
        "Theo kế hoạch riêng",
    ))  # fmt: skip


def title(life: Life) -> str:
    """What is to be done; no two tasks have the same words."""
    return f"{life.random.choice(VERBS)} {life.random.choice(MATTERS)}, việc {life.random.randint(1, 10**6)}"


def annex(life: Life, number: str, size: int) -> None:
    """A plan of ``size`` tasks in groups, as a table in a file."""
    rows: list[Sequence[str]] = [HEADINGS]
    for position in range(size):
        part = position * 3 // size + 1
        if position == 0 or part != (position - 1) * 3 // size + 1:
            rows.append(("I" * part, life.random.choice(GROUPS), "", "", "", "", ""))
        lead = life.random.choice([*life.units, *life.units, ""])
        supports = "; ".join(life.random.sample(life.units, life.random.randint(0, 2)))
        rows.append((
            f"{position + 1}", title(life), life.random.choice(PRODUCTS), lead, supports, deadline(life), "",
        ))  # fmt: skip
    file = life.register.with_name("annex.csv")
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    issued = max(date(life.today.year, 1, 1), life.today - timedelta(days=life.random.randint(0, 20)))
    declared = life.options(0.6, "--declares", str(size + life.random.choice((0, 0, 2))))
    if life.do(
        "import", str(file), "--decision", number, "--issued", typed(issued), "--issuer", "Sở Tư pháp", *declared
    ):
        life.decisions.append((f"{number}@{issued.year}", issued))
        life.tasks += size
    file.unlink()


def single_decision(life: Life) -> None:
    """A decision without an annex, which may carry out another one."""
    number, issued = life.paper("KH-STP"), life.today - timedelta(days=life.random.randint(0, 15))
    implements = ["--implements", life.decisions[0][0]] if life.decisions and life.chance(0.4) else []
    if life.do(
        "decision", "add", number, "--issued", typed(issued), *implements, *life.options(0.3, "--declares", "4")
    ):
        life.decisions.append((f"{number}@{issued.year}", issued))


def single_task(life: Life) -> None:
    """A task entered by hand."""
    number, issued = life.random.choice(life.decisions)
    due = ["--due", typed(life.ahead(200))] if life.chance(0.5) else ["--deadline", deadline(life)]
    if life.chance(0.15):
        due = ["--due", "; ".join(typed(life.today + timedelta(days=n)) for n in (20, 90, 170))]
    assigned = ["--assigned", typed(max(issued, life.today - timedelta(days=life.random.randint(0, 30))))]
    took = life.do(
        "task", "add", title(life), "--decision", number, *due, *life.options(0.5, *assigned),
        *life.options(0.9, "--unit", life.random.choice(life.units)),
        *life.options(0.6, "--kind", life.random.choice(KINDS)),
        *life.options(0.4, "--product", "Báo cáo"), *life.options(0.2, "--support", life.random.choice(life.units)),
        *life.options(0.7, "--adjust"),
    )  # fmt: skip
    life.tasks += took


# -- what happens from day to day ----------------------------------------------------------------------------


def _finish(life: Life) -> None:
    tasks = [life.some(life.random.choice(("open", "overdue"))) for _ in range(life.random.choice((1, 1, 1, 2)))]
    life.do(
        "task",
        "done",
        *dict.fromkeys(tasks),
        *life.past(),
        *life.options(0.6, "--doc", life.paper("BC-STP")),
        *life.occurrence(),
    )


def _start(life: Life) -> None:
    life.do("task", "start", life.some("in_time_not_started"), *life.past(), *life.occurrence())


def _progress(life: Life) -> None:
    percent = str(life.random.randint(0, 100))
    life.do("task", "progress", life.task(), "--percent", percent, *life.past(), *life.occurrence())


def _extend(life: Life) -> None:
    to = "until further notice" if life.chance(0.2) else typed(life.ahead(150) - timedelta(days=30))
    life.do("task", "extend", life.some("open"), "--to", to, *life.ground(), *life.past(), *life.occurrence())


def _suspend(life: Life) -> None:
    life.do("task", "suspend", life.some("open"), *life.ground(), *life.past())


def _cancel(life: Life) -> None:
    life.do("task", "cancel", life.some("open"), *life.ground(), *life.past())


def _reopen(life: Life) -> None:
    """Of a halted task by its document, of a completed one from a day on, or as never completed."""
    task = life.some(life.random.choice(("done", "done", "suspended", "cancelled")))
    life.do("task", "reopen", task, *life.ground(), *life.past(), *life.occurrence())


def _assign(life: Life) -> None:
    unit = life.random.choice(life.units)
    life.do("task", "assign", life.task(), "--unit", unit, *life.past(), *life.options(0.5, "--by", life.paper()))


def _edit(life: Life) -> None:
    what = life.random.choice((
        ["--due", typed(life.ahead(200)), "--reason", "Gõ nhầm"],
        ["--deadline", deadline(life), "--reason", "Gõ nhầm"],
        ["--kind", life.random.choice(KINDS)], ["--product", "Đề án"], ["--title", title(life)],
    ))  # fmt: skip
    life.do("task", "edit", life.task(), *what, *life.options(0.8, "--adjust"))


def _meet(life: Life) -> None:
    where = ["--task", life.task()] if life.chance(0.7) else ["--unit", life.random.choice(life.units)]
    life.obstacles += life.do(
        "obstacle", "add", "Thiếu người làm", *where, *life.past(), *life.options(0.5, "--proposal", "Bổ sung")
    )


def _clear(life: Life) -> None:
    life.do(
        "obstacle", "resolve", str(life.random.randint(1, life.obstacles + 1)), "--how", "Đã bố trí", *life.past()
    )


def _file(life: Life) -> None:
    month = life.today.month
    period = life.random.choice((
        f"Q{max(1, (month - 1) // 3)}/{life.today.year}", f"M{max(1, month - 1)}/{life.today.year}",
        f"H1/{life.today.year}", f"{life.today.year - 1}",
    ))  # fmt: skip
    units = life.random.sample(life.units, min(len(life.units), life.random.randint(1, 4)))
    life.do("filing", "record", *units, period, *life.on(), *life.options(0.3, "--replace"))


def _transfer(life: Life) -> None:
    """A unit hands its tasks over, closes afterwards, or closes without a successor."""
    giver, taker = life.random.sample(life.units, 2)
    if life.chance(0.7):
        life.do("unit", "transfer", giver, "--to", taker, *life.ground(), "--adjust")
    if life.chance(0.6) and life.do("unit", "close", giver):
        life.units.remove(giver)
    if len(life.units) < 4:
        code = f"M{life.random.randint(1, 10**4)}"
        if life.do("unit", "add", code, "--name", f"Đơn vị {code}", *life.options(0.5, "--parent", "STP")):
            life.units.append(code)


def _undo(life: Life) -> None:
    """The last command, or one of the last thirty; the founding stays."""
    numbers = [str(seq) for seq in range(12, 42)] if life.chance(0.5) else []
    number = [life.random.choice(numbers)] if numbers else []
    life.do("undo", *number, "--yes", "--adjust")


def _redo(life: Life) -> None:
    life.do("redo", "--yes", "--adjust")


def _withdraw(life: Life) -> None:
    if len(life.decisions) > 2:
        life.do("decision", "withdraw", life.decisions[-1][0], *life.ground(), "--adjust")


DAILY: dict[Callable[[Life], None], int] = {
    _finish: 26, _progress: 16, _start: 12, _extend: 10, _reopen: 7, _suspend: 4, _cancel: 3, _assign: 5, _edit: 4,
    single_task: 4, single_decision: 1, _meet: 3, _clear: 2, _file: 4, _transfer: 2, _undo: 3, _redo: 2,
}  # fmt: skip


def new_year(life: Life) -> None:
    """The year's plan, under the same number each year, and the recurring tasks of the old one renewed."""
    for number, _issued in life.decisions[:1]:
        life.do("task", "renew", "--decision", number, "--year", str(life.today.year))
    annex(life, "25/QĐ-STP", life.random.randint(15, 55))


def sign(life: Life, before: date) -> None:
    """Sign the report of a quarter that has just ended; one in six is opened again."""
    window_end = date(life.today.year, (life.today.month - 1) // 3 * 3 + 3, 14)
    if before <= window_end < life.today and life.chance(0.6):
        period = f"Q{(window_end.month + 2) // 3}/{window_end.year}"
        life.do("report", "close", period, "--doc", life.paper("BC-STP"))
        if life.chance(0.15):
            life.do("report", "reopen", period, *life.ground())


def live(register: Path, seed: int) -> Life:
    """Make the register of ``seed`` at ``register``; 30 to 200 tasks, two to three years."""
    random = Random(seed)
    life = Life(register, random, date(2020 + seed % 2, 1, 6) + timedelta(days=random.randint(0, 50)))
    found(life)
    new_year(life)
    single_decision(life)
    last = life.today + timedelta(days=random.randint(420, 900))
    acts = list(DAILY)
    per_day = random.uniform(0.3, 0.9)
    while life.today < last:
        before = life.today
        life.today += timedelta(days=random.randint(1, 6))
        if life.today.year > before.year:
            new_year(life)
        elif before.month < 7 <= life.today.month and life.chance(0.4):
            annex(life, "262/KH-UBND", random.randint(3, 25))
        sign(life, before)
        for _ in range(random.randint(0, max(1, round(6 * per_day)))):
            random.choices(acts, list(DAILY.values()))[0](life)
    if random.random() < 0.5:
        _withdraw(life)
    return life
