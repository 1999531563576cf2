"""A report with everything that a report can hold, as a department's half-yearly review has it."""

from __future__ import annotations

from datetime import date

from tuphap_cli.reports.base import Cell, Chart, Column, Line, Report, Share, Table, sentence_list

DAY = date(2021, 6, 14)
UNITS = (
    ("Văn phòng Sở", (12, 1, 3, 2, 2)),
    ("Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật", (31, 4, 12, 5, 0)),
    ("Phòng Phổ biến, giáo dục pháp luật", (18, 0, 7, 1, 4)),
    ("Phòng Hành chính và Bổ trợ tư pháp", (22, 6, 9, 11, 1)),
    ("Thanh tra Sở", (4, 0, 2, 0, 0)),
    ("Trung tâm Trợ giúp pháp lý Nhà nước", (1312, 40, 118, 9, 0)),
    ("Phòng Công chứng số 1", (0, 0, 0, 0, 0)),
)
BOXES = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện, trong hạn", "Quá hạn, chưa hoàn thành",
         "Không có thời hạn")  # fmt: skip
INTRO = ("Trong 6 tháng đầu năm 2021, Sở Tư pháp được giao 1.636 nhiệm vụ; số liệu dưới đây tính đến hết ngày "
         "14/6/2021 và đã đối chiếu với sổ theo dõi.")  # fmt: skip
BOX_TONES = ("good", "warn", "calm", "bad", "pale")


def _counted(figures: tuple[int, ...]) -> tuple[Cell, ...]:
    finished, due = sum(figures[:2]), sum(figures[:2]) + figures[3]
    return (sum(figures), *figures, Share(round(100 * finished / due, 2) if due else None))


def units() -> Table:
    """The table by unit with a stacked chart."""
    columns = (
        Column("TT", right=True), Column("Đơn vị", flexible=True), Column("Tổng số", right=True),
        *(Column(box, right=True, tone=tone) for box, tone in zip(BOXES, BOX_TONES, strict=True)),
        Column("Tỷ lệ", right=True),
    )  # fmt: skip
    lines = tuple(
        Line((i, name, *_counted(figures)), "bad" if figures[3] else "") for i, (name, figures) in enumerate(UNITS, 1)
    )
    totals = tuple(sum(figures[i] for _name, figures in UNITS) for i in range(5))
    chart = Chart("stacked", "Tình hình thực hiện theo đơn vị", 1, (3, 4, 5, 6, 7))
    return Table(columns, lines, title="1. Theo đơn vị chủ trì", footer=(None, "Tổng cộng", *_counted(totals)),
                 name="by_unit", part="I. KẾT QUẢ THỰC HIỆN", chart=chart,
                 intro=(INTRO,))  # fmt: skip


def periods() -> Table:
    """A table whose columns are compared side by side."""
    columns = (Column("Chỉ tiêu", flexible=True), Column("6 tháng 2020", right=True),
               Column("6 tháng 2021", right=True, tone="plain"), Column("Thay đổi", right=True))  # fmt: skip
    lines = (
        Line(("Nhiệm vụ được giao", 1284, 1620, 336)),
        Line(("Hoàn thành", 1010, 1438, 428)),
        Line(("Quá hạn, chưa hoàn thành", 60, 28, -32)),
    )
    chart = Chart("columns", "So với cùng kỳ năm trước", 0, (1, 2))
    return Table(columns, lines, title="2. So với cùng kỳ", name="against", chart=chart)


def ages() -> Table:
    """A tree of lines with a chart of one column, which is a share."""
    columns = (Column("Thời gian quá hạn", flexible=True), Column("Số nhiệm vụ", right=True),
               Column("Tỷ trọng", right=True, tone="bad"))  # fmt: skip
    lines = (
        Line(("Dưới 30 ngày", 14, Share(50.0))), Line(("trong đó dưới 10 ngày", 9, Share(32.14)), level=1),
        Line(("31 đến 90 ngày", 10, Share(35.714, 1))), Line(("Trên 90 ngày", 4, Share(14.29)), "bad"),
    )  # fmt: skip
    return Table(columns, lines, title="3. Theo thời gian quá hạn", name="ages",
                 chart=Chart("bars", "Tỷ trọng theo thời gian quá hạn", 0, (2,)))  # fmt: skip


def overdue(*, annex: bool = True) -> Table:
    """A list under head lines, with long texts, days and numbers."""
    columns = (
        Column("TT", right=True), Column("Mục"), Column("Nhiệm vụ", flexible=True), Column("Văn bản giao"),
        Column("Thời hạn"), Column("Số ngày quá hạn", right=True), Column("Nguyên nhân, đề xuất", flexible=True),
    )  # fmt: skip
    long = ("Chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các huyện, thành phố rà soát văn bản quy "
            "phạm pháp luật do Hội đồng nhân dân, Ủy ban nhân dân tỉnh ban hành")  # fmt: skip
    lines: list[Line] = []
    for unit, _figures in UNITS[:4]:
        lines.append(Line((None, None, f"{unit} (9)"), "head"))
        for n in range(1, 10):
            task = f"{long} (việc thứ {n})" if n % 3 else f"Báo cáo quý {n}"
            due = date(2021, 1 + n % 6, 3 + n)
            why = "Chờ ý kiến của Bộ Tư pháp" if n % 2 else None
            lines.append(Line((len(lines), f"II.{n}", task, f"{n}/QĐ-STP", due, (DAY - due).days, why),
                              "bad" if n % 2 else "warn"))  # fmt: skip
    footer = (None, None, "Cộng", None, None, 36)
    return Table(columns, tuple(lines), title="Phụ lục I. Danh mục nhiệm vụ quá hạn, chưa hoàn thành", name="overdue",
                 footer=footer, annex=annex, wide=True, intro=("(Kèm theo Báo cáo số …/BC-STP)",))  # fmt: skip


def rich() -> Report:
    """The whole report."""
    done = Table(
        (Column("TT", right=True), Column("Nhiệm vụ", flexible=True), Column("Ngày hoàn thành")),
        (Line((1, "Kế hoạch công tác năm", date(2021, 1, 15))), Line((2, "Tập huấn", date(2021, 4, 2)))),
        title="Phụ lục II. Nhiệm vụ đã hoàn thành", annex=True,
    )  # fmt: skip
    empty = Table((Column("TT"), Column("Nhiệm vụ")), (), title="4. Gia hạn", empty="Không có nhiệm vụ được gia hạn.")
    return Report(
        schema="test/1", as_of=DAY, rows=[], title="Báo cáo kết quả thực hiện nhiệm vụ 6 tháng đầu năm 2021",
        heading=("Kỳ báo cáo: 15/12/2020 – 14/6/2021", "Số liệu tính đến ngày 14/06/2021."),
        tables=(
            units(), periods(), ages(), empty,
            Table((), (), title="Đánh giá chung", part="II. NHẬN XÉT", intro=("Công tác đạt kết quả khá.", "…………")),
            sentence_list("Khó khăn, vướng mắc", ["Thiếu biên chế.", "Kinh phí cấp chậm."]),
            overdue(), done,
        ),
        closing=("Tỷ lệ: đã hoàn thành ÷ (đã hoàn thành + quá hạn) = 1.438/1.466 = 98,09%.",),
        mark="41f0c2d8a9b7e6551b20",
    )  # fmt: skip
