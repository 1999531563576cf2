"""More phrases as offices write them, with the reading each must have, by what makes them hard to read.

Made up for the tests, after the manner of real ones. The plan's year is 2023; the notation, and the days of what
recurs, are those of ``deadline_cases``.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.support.deadline_cases import MONTH_ENDS, QUARTER_ENDS, monthly, quarterly

YEAR = 2023


def weekly(first: date) -> str:
    """The days of every week of 2023 from ``first`` on, as the table writes them."""
    days = (first + timedelta(weeks=n) for n in range(53))
    return " ".join(f"{day:%d/%m/%Y}" for day in days if day.year == YEAR)


FRIDAYS, MONDAYS = weekly(date(2023, 1, 6)), weekly(date(2023, 1, 2))

PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "words that only hold a word of time or limit": (
        ("gửi Thứ trưởng phụ trách trước ngày 20/4/2023", "sure before 19/04/2023"),
        ("gửi các nội dung góp ý trước ngày 20/4/2023", "sure before 19/04/2023"),
        ("Hoàn thành mục tiêu cải cách hành chính trước ngày 30/9/2023", "sure before 29/09/2023"),
        ("Ban hành quy định chi tiết trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("thu hồi giấy phép, phát huy sáng kiến, đổi mới sáng tạo trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("gửi đầy đủ hồ sơ qua Cục Bổ trợ tư pháp trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("Trong quá trình thực hiện, báo cáo chậm nhất ngày 15/5/2023", "sure by 15/05/2023"),
        ("làm việc với Sở Tài chính, công khai trên nền tảng số trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("Sở Nội vụ sẽ gửi dự thảo trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("hoàn thành vào trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("Vào hằng quý", f"sure every {QUARTER_ENDS}"),
        ("tổ chức 02 lớp tập huấn, hoàn thành trong tháng 8/2023", "sure within 31/08/2023"),
        ("Trước ngày 09/11/2023 (Ngày Pháp luật)", "sure before 08/11/2023"),
        ("rà soát các khoản thu theo Điều lệ này trước 30/6/2023", "ask external 29/06/2023"),
        ("triển khai Luật này trước ngày 30/6/2023", "sure before 29/06/2023"),
        ("gửi hồ sơ sang Phòng Tư pháp chậm nhất ngày 12/7/2023", "sure by 12/07/2023"),
        ("khoa học, mua sắm, tinh gọn bộ máy trước ngày 12/7/2023", "sure before 11/07/2023"),
        (
            "Trung tâm giáo dục thường xuyên gửi dự toán chi thường xuyên trước ngày 12/7/2023",
            "sure before 11/07/2023",
        ),
        ("chi thường xuyên của đơn vị", "ask unread -"),
        # The same words where they do limit.
        ("hoàn thành trên 80% trước ngày 30/9/2023", "ask before 29/09/2023"),
        ("hoàn thành 80 phần trăm trong quý III/2023", "ask within 30/09/2023"),
        ("rà soát 20 văn bản ban hành trước ngày 30/6/2023", "ask before 29/06/2023"),
        ("theo Nghị định số 34/2016/NĐ-CP ban hành trước ngày 30/6/2023", "ask external 29/06/2023"),
        ("các đơn vị còn lại trước ngày 30/9/2023", "ask before 29/09/2023"),
        ("trước ngày 30/9/2023 với cấp xã", "ask before 29/09/2023"),
        ("Với các đơn vị miền núi: trước ngày 30/9/2023", "ask before 29/09/2023"),
        ("trước ngày 30/9/2023 với cấp xã 30/10/2023", "ask before 29/09/2023 30/10/2023"),
        ("truoc 30/9/2023, tru cap xa", "ask before 29/09/2023"),
    ),
    "an hour and a day that recurs": (
        ("trước 16h30 ngày 20 hằng tháng", "sure every " + monthly(20)),
        ("17 giờ ngày 20 hằng tháng", "sure every " + monthly(20)),
        ("0 giờ ngày 20 hằng tháng", "ask every " + monthly(20)),
        ("chậm nhất 17 giờ ngày 10 tháng cuối quý", "sure every " + quarterly(3, 10)),
        ("trước 10 giờ ngày 05/12 hằng năm", "sure every 05/12/2023"),
        ("chậm nhất đến 16 giờ ngày 12/4/2023", "sure by 12/04/2023"),
        ("chiều thứ Sáu hằng tuần", "sure every " + FRIDAYS),
        ("Hằng tuần, chậm nhất 16h thứ Sáu", "sure every " + FRIDAYS),
        ("sáng thứ Hai hàng tuần", "sure every " + MONDAYS),
        ("từ 01/10/2023 đến trước 17h ngày 15/10/2023", "sure range 15/10/2023"),
    ),
    "the report that the day is for": (
        ("chậm nhất ngày 12 của tháng báo cáo đối với báo cáo định kỳ hằng tháng", "sure every " + monthly(12)),
        ("trước ngày 12 hằng tháng đối với báo cáo tháng", "sure every " + monthly(11)),
        ("ngày 12 đối với báo cáo tháng", "sure every " + monthly(12)),
        ("trước ngày 08 tháng cuối quý (đối với báo cáo quý)", "sure every " + quarterly(3, 7)),
        ("chậm nhất ngày 05 tháng 7 đối với báo cáo định kỳ 6 tháng", "sure by 05/07/2023"),
        ("chậm nhất ngày 20 tháng 11 đối với báo cáo định kỳ hằng năm", "sure every 20/11/2023"),
        ("trước ngày 08/3 đối với báo cáo quý", "ask every 07/03/2023"),
        ("tháng 6 đối với báo cáo hằng quý", "ask within " + QUARTER_ENDS),
        ("báo cáo hằng quý", "sure every " + QUARTER_ENDS),
        ("Họp giao ban: hằng tháng", "ask every " + MONTH_ENDS),
        ("Tổ chức kiểm tra hằng quý", "sure every " + QUARTER_ENDS),
        ("báo cáo kết quả thực hiện Kế hoạch hằng quý", "ask every " + QUARTER_ENDS),
        ("gửi trước ngày 10/7 của năm báo cáo", "sure before 09/07/2023"),
        ("hằng năm báo cáo Sở Tư pháp trước ngày 20/12", "sure every 19/12/2023"),
        ("6 tháng và hằng năm", "sure every 30/06/2023 31/12/2023"),
        ("ngày thứ 12 hằng tháng", "sure every " + monthly(12)),
        ("ngày thứ 6 hằng tháng", "ask every " + MONTH_ENDS),  # or a Friday
        ("01 lớp/quý", "sure every " + QUARTER_ENDS),
        ("02 hội nghị/năm", "ask every 30/06/2023 31/12/2023"),
    ),
    "when the work is done": (
        ("Tổ chức hội nghị vào tháng 9/2023", "sure within 30/09/2023"),
        ("Tổng kết vào cuối năm 2023", "sure by 31/12/2023"),
        ("Ban hành Kế hoạch vào quý I/2023", "sure within 31/03/2023"),
        ("gửi báo cáo vào ngày 25 hằng tháng", "sure every " + monthly(25)),
        ("Tuyên truyền Luật được thông qua vào tháng 6/2023", "ask within 30/06/2023"),
        ("phải kết thúc trong quý IV/2023", "sure within 31/12/2023"),
        ("trong hoặc trước ngày 30/6/2023", "sure by 30/06/2023"),
    ),
    "a period, and the day in it": (
        ("Trong năm 2023, xong trước ngày 15/12/2023", "sure before 14/12/2023"),
        ("Trong năm (hoàn thành trước 30/11)", "sure before 29/11/2023"),
        ("Hoàn thành trong năm 2023, chậm nhất ngày 15/12", "sure by 15/12/2023"),
        ("Quý IV/2023; hoàn thành trước ngày 15/12/2023", "sure before 14/12/2023"),
        ("Năm 2023, hoàn thành trong quý III", "sure within 30/09/2023"),
        ("Quý II/2023; trước ngày 15/8/2023", "ask within 30/06/2023 14/08/2023"),
        ("từ ngày 01/9 đến hết năm", "sure range 31/12/2023"),
        ("từ năm 2024 đến hết năm", "ask range 31/12/2024"),
    ),
    "a space or a sign that is lost, or one too many": (
        ("trướcngày 30/6/2023", "sure before 29/06/2023"),
        ("hằngnăm, trước 15/11", "sure every 14/11/2023"),
        ("trongquý III/2023", "sure within 30/09/2023"),
        ("6 thángđầu năm", "sure range 30/06/2023"),
        ("từngày 01/7 đếnngày 15/7", "sure range 15/07/2023"),
        ("Quý I/năm 2024", "sure within 31/03/2024"),
        ("Tháng 3 - năm 2024", "sure within 31/03/2024"),
        ("ngày 15 tháng 6/năm 2024", "sure by 15/06/2024"),
    ),
    "at once, and what comes again on days": (
        ("Hoàn thành ngay trong tháng 7/2023", "sure within 31/07/2023"),
        ("Định kỳ ngày 20 tháng cuối quý", "sure every " + quarterly(3, 20)),
        ("Định kỳ ngày 20 hằng tháng", "sure every " + monthly(20)),
        ("Định kỳ quý", "sure every " + QUARTER_ENDS),
        ("Định kỳ tháng 6 và tháng 12", "ask within 30/06/2023 31/12/2023"),
        ("Hoàn thành 01 báo cáo trong quý III/2023", "sure within 30/09/2023"),
        ("hoàn thành 3 quý III/2023", "ask within 30/09/2023"),
    ),
    "a day of a quarter's month, of other years, of the moon": (
        ("ngày 15 tháng cuối quý II/2023", "sure by 15/06/2023"),
        ("trước ngày 20 tháng đầu quý III", "sure before 19/07/2023"),
        ("ngày 31 tháng cuối quý II", "ask by -"),
        ("ngày 15 tháng cuối quý 7", "ask unread -"),
        ("trước ngày 15/11 thường niên", "sure every 14/11/2023"),
        ("báo cáo thường niên trước ngày 15/11", "ask before 14/11/2023"),
        ("trước ngày 15/11 của các năm tiếp theo", "ask before 14/11/2023"),
        ("trước ngày 15/7 (ÂL)", "sure event -"),
    ),
    "a day with a dash behind a bound": (
        ("chậm nhất ngày 4-6", "sure by 04/06/2023"),
        ("trước ngày 4-6", "sure before 03/06/2023"),
        ("đến ngày 4-6/2023", "ask by 04/06/2023 30/06/2023"),
        ("ngày 4-6", "ask by 04/06/2023"),
        ("mỗi quý ít nhất 01 lần", "sure every " + QUARTER_ENDS),
    ),
    "a document, and the day beside it": (
        ("Trước ngày 15/5/2023 theo Công văn số 144/UBND-NC", "sure before 14/05/2023"),
        (
            "trước ngày 15/5/2023 (theo Công văn số 144/UBND-NC ngày 02/3/2023 của UBND tỉnh)",
            "sure before 14/05/2023",
        ),
        ("Theo Quyết định số 12/QĐ-STP, báo cáo trước ngày 15/5/2023", "sure before 14/05/2023"),
        ("Thực hiện theo Kế hoạch số 12/KH-STP; báo cáo trước ngày 15/5/2023", "ask external 14/05/2023"),
        # The document may say when the rest is due.
        ("Gửi dự thảo trước ngày 15/5/2023, ban hành theo Quyết định số 12/QĐ-TTg", "ask external 14/05/2023"),
        ("trước ngày 15/5/2023, nội dung khác theo Kế hoạch số 12/KH-UBND", "ask external 14/05/2023"),
        ("Rà soát, báo cáo trước ngày 15/5/2023 theo Công văn số 144/UBND-NC", "sure before 14/05/2023"),
        ("Quý II/2023 theo Quyết định số 12/QĐ-STP", "ask external 30/06/2023"),
        ("Theo Quyết định số 12/QĐ-STP của Sở", "sure external -"),
    ),
    "a term that begins on a day": (
        ("20 ngày, bắt đầu từ ngày 01/6/2023", "ask event 20/06/2023 21/06/2023"),
        ("20 ngày kể từ ngày được thông qua", "sure event -"),
        ("20 ngày kể từ ngày 01/6/2023", "sure event 21/06/2023"),
        ("trong 10 ngày làm việc bắt đầu từ ngày 01/6/2023", "ask event -"),
        ("bắt đầu từ ngày 01/6/2023", "sure from -"),
    ),
}
