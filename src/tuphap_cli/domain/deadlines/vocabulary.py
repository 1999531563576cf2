"""The words that deadlines are written with, by what they do in a phrase; knows no grammar.

To teach a word, add it to its line, with its marks and in lower case. Words typed without marks are found too,
unless another line has the unmarked word itself ("sau" is after, "sáu" is six).
"""

from __future__ import annotations

# Left out before anything is read: they carry no time.
FILLING = """
    là | của | các | những | được | bị | thì | mà | cần | phải | lúc | nhiệm vụ | công việc | thời gian
    | thời hạn | hạn | thời điểm | mốc | nêu trên | theo đúng thời hạn | chậm trễ nhất là | cũng | việc
    | tiến độ thực hiện | tiến độ hoàn thành | sau đó | từ đó | sẽ | của năm báo cáo
"""

# Left out once documents are read: what an office does with a task.
DOING = """
    hoàn thành | hoàn thành xong | hoàn tất | xong | thực hiện | triển khai | tiến hành | tổ chức | đăng ký
    | đăng kí | xử lý | xử lí | triển khai thực hiện | tổ chức thực hiện | trình | nộp | gửi | đảm bảo | bảo đảm | có
"""
# To whom something is submitted: "trình UBND tỉnh trong quý III" says no more of the day than "trình".
SUBMITTING = ("trình", "gửi", "nộp")
BODIES = """
    ubnd | ubnd tỉnh | ubnd thành phố | ubnd huyện | ủy ban nhân dân tỉnh | uỷ ban nhân dân tỉnh | hđnd | hđnd tỉnh
    | chủ tịch ubnd tỉnh | thường trực hđnd tỉnh | ban thường vụ tỉnh ủy | tỉnh ủy | chính phủ | thủ tướng chính phủ
    | bộ tư pháp | bộ nội vụ | sở tư pháp | sở nội vụ | sở tài chính | lãnh đạo sở | giám đốc sở
"""

WORDS: dict[str, str] = {
    "day": "ngày",
    "week": "tuần | tuần lễ",
    "month": "tháng | thg",
    "of_month": "của tháng | của tháng báo cáo",
    "quarter": "quý | quí | q | qúy | qúi",
    "year": "năm",
    "hour": "giờ | h | g",
    "minute": "phút",
    "workday": "ngày làm việc",
    "tmonth": "t",
    "th": "th",
    "before": "trước | đến trước | vào trước",
    "by": """chậm nhất | muộn nhất | trễ nhất | hạn chót | hạn cuối | không quá | không muộn hơn | không chậm hơn
        | không trễ hơn | không sau | không để quá | không chậm quá | không vượt quá | không được quá
        | không được chậm hơn | không được muộn hơn | chậm nhất không quá
        | chậm nhất là đến | trước hoặc trong | trong hoặc trước | thời hạn cuối | thời hạn cuối cùng""",
    "to": "đến | tới | cho đến | cho tới",
    "end": "hết",
    "from": "từ | kể từ | tính từ",
    "begin": "bắt đầu từ | bắt đầu triển khai từ | bắt đầu thực hiện từ",
    "not_before": "không trước | không sớm hơn | sớm nhất | sớm nhất là | sớm nhất từ",
    "from_now": "từ nay | kể từ nay | từ bây giờ",
    "onward": """trở đi | trở về sau | và năm tiếp theo | và những năm tiếp theo | và các năm tiếp theo
        | và những năm sau | và các năm sau | và những năm tới | và các năm tới | và các năm kế tiếp
        | và những năm tiếp sau""",
    "and": "và",
    "or": "hoặc | hay | hoặc là",
    "every": """hằng | hàng | mỗi | từng | vào hằng | vào hàng | định kỳ hằng | định kỳ hàng | định kỳ mỗi
        | định kì hằng | định kì hàng""",
    "periodic": "định kỳ | định kì | theo định kỳ | theo định kì",
    "once": "lần",
    "lan": "lan",
    "first": "đầu | đầu tiên",
    "mid": "giữa",
    "last": "cuối | cuối cùng",
    "half": "nửa",
    "whole": "cả | suốt | suốt cả | toàn",
    "in": "trong | trong vòng | vào | vào trong | ngay trong",
    "next": """tiếp theo | kế tiếp | liền kề | tiếp sau | liền sau | tiếp theo ngay sau kỳ báo cáo | liền kề sau
        | sau liền kề | sau kế tiếp | kế tiếp sau | tiếp theo liền kề | liền kề tiếp theo""",
    "this": "này | nay",
    "third1": "thượng tuần",
    "third2": "trung tuần",
    "third3": "hạ tuần",
    "stage": "giai đoạn",
    "round": "đợt | kỳ | kì",
    "ongoing": "thường xuyên | liên tục | quanh năm",
    "demand": """đột xuất | khi có yêu cầu | khi được yêu cầu | theo yêu cầu | khi phát sinh | khi có phát sinh
        | khi cần thiết | khi cần | khi có nhu cầu | theo nhu cầu | theo phát sinh | khi được giao
        | khi có đề nghị | theo đề nghị | khi được đề nghị | khi có vụ việc | khi có vụ việc phát sinh
        | theo vụ việc | theo vụ việc phát sinh | khi có chỉ đạo | theo thực tế phát sinh | theo sự việc
        | theo sự việc phát sinh | theo sự vụ | theo sự vụ phát sinh | theo công việc phát sinh
        | theo tình hình phát sinh | theo nhiệm vụ phát sinh | theo tình hình thực tế phát sinh
        | theo từng vụ việc | theo từng vụ việc cụ thể""",
    "when": """khi | ngay khi | trước khi | đến khi | cho đến khi | nếu | trường hợp
        | trong trường hợp | trong khi""",
    "after_when": "sau khi",
    "as_soon": "ngay sau khi",
    "after": "sau | ngay sau",
    "follow": """theo | căn cứ | phụ thuộc | phụ thuộc vào | tùy theo | tuỳ theo | tùy thuộc | tuỳ thuộc
        | tùy thuộc vào | tùy | tuỳ""",
    "in_time": """theo đúng thời hạn quy định | đúng thời hạn quy định | đúng thời gian quy định | đúng hạn quy định
        | theo đúng thời gian quy định | đảm bảo thời gian quy định | đảm bảo thời hạn quy định
        | bảo đảm thời gian quy định | bảo đảm thời hạn quy định | trong thời hạn luật định
        | đúng thời hạn luật định""",
    "request": "yêu cầu | đề nghị | phát sinh | nhu cầu",
    "if_any": "nếu có | nếu cần | nếu cần thiết",
    "for": "đối với",
    # A part of a day, before that day: "trong sáng ngày 08/6".
    "daypart": """sáng | chiều | trưa | tối | buổi sáng | buổi chiều | buổi trưa | buổi tối | đầu giờ sáng
        | đầu giờ chiều | cuối giờ sáng | cuối giờ chiều | cuối giờ làm việc | hết giờ hành chính | hết giờ làm việc
        | trước khi hết giờ hành chính | trước khi hết giờ làm việc | cuối ngày | giờ hành chính""",
    "arrived": "tiếp nhận | thụ lý | thụ lí | được thông qua",
    "meeting": "kỳ họp | kì họp | phiên họp | cuộc họp",
    "feast": "tết | tết nguyên đán | tết âm lịch | tết cổ truyền | tết dương lịch",
    "issued": "ký | kí | ban hành | ký ban hành | kí ban hành | phát hành",
    "own_doc": """kế hoạch này | quyết định này | chương trình này | công văn này | văn bản này | chỉ thị này
        | thông báo này | kết luận này | công điện này | nghị quyết này | thông báo kết luận này
        | văn bản giao nhiệm vụ""",
    "plan_doc": "kế hoạch",
    "doc": """quyết định | công văn | cv | thông báo | nghị quyết | nghị định | thông tư | luật
        | văn bản | tờ trình | chương trình | đề án | chỉ thị | kết luận | bộ luật | pháp lệnh | công điện
        | hợp đồng""",
    "no": "số",
    "ref": "điều | khoản | điểm | mục | phụ lục | chương",
    # Of places and bodies that bear a number: "phường 7", "Ban Chỉ đạo 389".
    "place": "phường | quận | quân khu | khu phố | tổ dân phố | ấp | khóm | thôn | ban chỉ đạo | tổ công tác",
    "ord": "thứ",
    "ord1": "thứ nhất",
    "status": """đã hoàn thành | đã thực hiện | đã triển khai | đã xong | đang hoàn thành | đang thực hiện
        | đang triển khai | đang xử lý | chưa hoàn thành | chưa thực hiện | chưa triển khai | quá hạn
        | đã hoàn thành quá hạn | đã ban hành | đã trình | hoàn thành quá hạn | hoàn thành đúng hạn
        | đã hoàn thành đúng hạn""",
    "no_deadline": """không | không có | không có thời hạn | không thời hạn | không quy định | chưa xác định
        | không quy định thời hạn | không xác định | không xác định thời hạn | chưa có thời hạn | chưa có
        | chưa quy định | chưa xác định thời hạn | không có thời hạn cụ thể""",
    "postpone": """lùi | lùi thời hạn | hoãn | tạm hoãn | gia hạn | gia hạn thời gian | điều chỉnh thời hạn
        | chuyển sang | chuyển đến | điều chuyển sang | dời | dời sang | lùi sang | kéo dài
        | điều chỉnh sang | điều chỉnh đến | điều chỉnh lùi | điều chỉnh thời gian | điều chỉnh tiến độ
        | điều chỉnh hạn | điều chỉnh thời điểm | điều chỉnh lại thời hạn | điều chỉnh lại thời gian
        | tạm dừng | tạm dừng thực hiện""",
    # Of a text, or of the deadline: what is beside it tells.
    "adjust": "điều chỉnh",
    "further_notice": """đến khi có thông báo mới | cho đến khi có thông báo mới | chờ thông báo mới
        | đến khi có thông báo | đến khi có chỉ đạo mới""",
    "about": """dự kiến | khoảng | vào khoảng | ước | tầm | có thể | phấn đấu | phấn đấu hoàn thành | cố gắng
        | chừng""",
    "whereof": "trong đó cao điểm | trong đó thời gian cao điểm | trong đó tháng cao điểm | trong đó đợt cao điểm",
    "last_months": "các tháng cuối năm | những tháng cuối năm | các quý cuối năm | những quý cuối năm",
    "first_months": "các tháng đầu năm | những tháng đầu năm | các quý đầu năm | những quý đầu năm",
    "finish": "kết thúc",
    "at_least": "ít nhất | tối thiểu",
    "lunar": "âm lịch | âl",
    # Of a council: "khóa X, nhiệm kỳ 2021-2026".
    "council": "khóa | khoá",
    "tenure": "nhiệm kỳ | nhiệm kì",
    "annual_report": "đối với báo cáo năm | đối với báo cáo hằng năm | đối với báo cáo hàng năm | thường niên",
    # Limits before a number or a time; before other words no more than "on", "under".
    "on": "trên | dưới | tính",
    # Between words no more than "with"; behind a day or a sign it says for whom the day is: "với cấp xã".
    "with": "với",
    # Words that bound, deny or share out what is beside them: never passed over in silence.
    "limit": """các năm tiếp theo | những năm tiếp theo | các năm sau | những năm sau | các năm tới | những năm tới
        | các năm kế tiếp | chưa | trừ | ngoại trừ | ngoài | riêng | nhất
        | hơn | quá | năm học | học kỳ | mùa | thập kỷ | buổi | đêm | đã | đang | thay | thay vì
        | bãi bỏ | hủy | huỷ
        | bắt đầu | trong đó | cao điểm | vượt | dịp | ngày lễ | nghỉ | niên độ | hôm | mai | kia | tuổi
        | chạp | giêng | hiệu lực | phần trăm | một phần | từng phần | dừng | bỏ | tạm | chỉ | chậm | muộn | trễ
        | số liệu đến | số liệu tính đến | số liệu từ | số liệu tính từ | chốt đến | chốt số liệu đến
        | cách | còn lại | kể | đủ | thêm | nữa | nhưng | song | ngược | lệch | trái | sai | nhầm | sớm""",
}

# Words that merely look like one of the above, and phrases that hold one without meaning time.
OTHER = """
    bộ | tư pháp | cải cách tư pháp | tư | tự | tử | tuân | tuân thủ | tuấn | thắng | thẳng | quỹ | hạng | nằm | đền
    | đèn | sở | sơ | sổ | sử | lân | làn | mới | mọi | môi | bà | bá | hải | hại | tạm ứng | tấm | tâm
    | bày | trọng | đấu | đâu | dấu | sâu | độ | hãy | tôi | kỹ | kỷ | kỹ thuật | mức | quả | trụ | trữ | trú
    | khống | chứa | chữa | việt nam | miền nam | phía nam | hà nam | quảng nam | nam định | tây nam | đông nam
    | quy định | quy chế | quy hoạch | quy trình | quy mô | quy chuẩn | quy phạm | quy ước | nội quy | đầu tư
    | đầu mối | bắt đầu từ cơ sở | ban đầu | hàng đầu | người đứng đầu | đứng đầu | kết quả | liên quan đến
    | một số | một cửa | phối hợp với | trong danh sách | hàng hóa | hàng hoá | ngân hàng | nhà hàng | mặt hàng
    | khách hàng | tuần tra | sau đây | số hoá | danh mục | hạng mục | đề mục
    | toàn bộ | chuyển đổi số | dân số | thông số | cải cách | tư cách | cách thức | một cách | đầy đủ | quá trình
    | thay thế | thay mặt | trái phép | trái pháp luật | trái quy định | tầm nhìn | tầm quan trọng | đầu ra | đầu vào
    | nhất là | tố tụng | mời | mối | tù | hãng | dầu | gió | muối | điều ước | đủ điều kiện | khấu trừ | miễn trừ
    | từng cơ quan | từng đơn vị | từng địa phương | từng lĩnh vực | chi thường xuyên | kinh phí thường xuyên
    | giáo dục thường xuyên
    | trên địa bàn | trong tỉnh | ngoài tỉnh | trong và ngoài tỉnh | từng bước | tuyên truyền | hàng không
    | giữa các | kết quả thực hiện | kết quả triển khai
    | kết quả tổ chức thực hiện | kết quả triển khai thực hiện | kết quả xử lý | tình hình thực hiện
    | tình hình triển khai | tình hình triển khai thực hiện | trong nước | nước ngoài | ngoài nước
    | bảo đảm tiến độ | tiến độ | trên cơ sở
    | đã nêu | tháng an toàn | thời kỳ | trong phạm vi | chỉ tiêu | chỉ số | giám sát | sở tư pháp | bộ tư pháp
    | qua phòng | qua sở | qua văn phòng | qua hệ thống | qua email | qua thư điện tử | qua đường bưu điện
    | tội phạm | phạm tội | tội danh | nắm tình hình | nắm bắt | nắm chắc | hài hòa | hài hoà | hài lòng | lẫn nhau
    | lấn chiếm | việc cưới | cưới hỏi | thăng hạng | học bạ | giấy mời | thư mời | nam giới
    | du lịch | du khách | chỉ huy | chi cục | hàng hải | người cao tuổi | năm căn | ba tri | hải quan
    | phòng tư pháp | gần nhất | thống nhất | nhất trí
"""

# Typed as one word where a space was lost: "trướcngày", "hằngnăm", "thángđầu".
GLUED = (
    ("từ trước đến hết trong hằng hàng mỗi đầu giữa cuối", "ngày tuần tháng quý năm"),
    ("tuần tháng quý", "đầu cuối"),
)

UNITS_OF_TEN = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_words() -> dict[str, int]:
    """The numbers 1 to 31 in words, "tư" and "lăm" and the unmarked forms excepted where they mean more."""
    words = {word: n for n, word in enumerate(UNITS_OF_TEN, 1) if word != "năm"}
    words |= {"mười": 10, "bẩy": 7, "mười lăm": 15, "mười nhăm": 15}
    for n, word in enumerate(UNITS_OF_TEN, 1):
        if word != "năm":
            words[f"mười {word}"] = 10 + n
            words[f"hai mươi {word}"] = 20 + n
    words |= {"hai mươi": 20, "hai mươi mốt": 21, "hai mươi tư": 24, "hai mươi lăm": 25, "hai mươi nhăm": 25}
    words |= {"hai mốt": 21, "hai tư": 24, "hai lăm": 25, "hai nhăm": 25, "ba mốt": 31}
    return words | {"ba mươi": 30, "ba mươi mốt": 31, "ba mươi một": 31}


# The fifteenth and the twenty-fifth, or ten and twenty years.
MISSPELT = {"mười năm": 15, "hai mươi năm": 25}
# What a number's word without its marks may be: "sau" after, "tu" from, "lam" to do, "nam" south; "bay" to fly.
UNMARKED_NUMBERS = frozenset(("sau", "tu", "lam", "nam"))
NUMBERS_OR_WORDS = UNMARKED_NUMBERS | {"bay", "tam"}
# Words of their own that a word of time without its marks looks like: "ngay" at once, "thang" ladder, "nam" south.
TIME_OR_WORDS = frozenset(("ngay", "thang", "quy", "nam", "tu", "hang", "tung", "va", "ca", "sang", "chieu", "toi"))
# In a text that has marks these are words of their own: "nội dung", "thu hồi", "quy định chi tiết", "gửi sang".
WORDS_WITHOUT_MARKS = frozenset(
    ("chi", "du", "dung", "huy", "khoa", "lai", "mua", "qua", "sang", "tam", "thu", "tinh", "trai")
)
# Unmarked these mean something else at least as often.
MARKED_ONLY = frozenset(
    (
        "tháng tư",
        "tháng sáu",
        "của tháng tư",
        "của tháng sáu",
        "quý tư",
        "quí tư",
        "mười năm",
        "hai mươi năm",
        "hai mốt",
        "hai tư",
        "hai lăm",
        "ba mốt",
        "tuân thủ",
        "chừng",
    )
)


# "tháng năm" and the unmarked "thang tu", "thang sau" are left to the grammar, which asks.
MONTH_NAMES = {
    "tháng một": 1,
    "tháng hai": 2,
    "tháng ba": 3,
    "tháng bốn": 4,
    "tháng tư": 4,
    "tháng sáu": 6,
    "tháng bảy": 7,
    "tháng tám": 8,
    "tháng chín": 9,
    "tháng mười": 10,
    "tháng mười một": 11,
    "tháng mười hai": 12,
}
WEEKDAYS = {
    "thứ hai": 0,
    "thứ ba": 1,
    "thứ tư": 2,
    "thứ năm": 3,
    "thứ sáu": 4,
    "thứ bảy": 5,
    "chủ nhật": 6,
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Numbers of months only; elsewhere they belong to names.
ROMAN_MONTHS = {"v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
# As spreadsheets write months ("30-Jun-21"); elsewhere they are words.
SPREADSHEET_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
# A small L typed, or read by a scanner, for the capital I of a quarter.
MISREAD_ROMAN = {
    "l": 1,
    "ll": 2,
    "il": 2,
    "li": 2,
    "lll": 3,
    "ill": 3,
    "iil": 3,
    "lil": 3,
    "ili": 3,
    "lli": 3,
    "lii": 3,
    "lv": 4,
}
# Words that have a number, by what they do in a phrase.
NUMBERED = {
    "w": number_words(),
    "weekday": WEEKDAYS,
    "rm": ROMAN_MONTHS,
    "emonth": SPREADSHEET_MONTHS,
    "misread": MISREAD_ROMAN,
}


def submissions() -> list[str]:
    """What is submitted to whom, every verb with every body."""
    return [f"{verb} {' '.join(body.split())}" for verb in SUBMITTING for body in BODIES.split("|")]
