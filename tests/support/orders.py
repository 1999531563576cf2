"""Documents that give tasks in sentences, made up for the tests: a telegram, conclusions, a directive, a decision."""

from __future__ import annotations


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a sample; a line that begins in lower case or with "(" goes on with the one above."""
    found: list[str] = []
    for line in (line.strip() for line in text.strip().split("\n")):
        if found and (line[:1].islower() or line.startswith("(")) and line[1:2] != ")":
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


TELEGRAM = """
    THỦ TƯỚNG CHÍNH PHỦ
    Số: 41/CĐ-TTg
    Hà Nội, ngày 12 tháng 3 năm 2026
    CÔNG ĐIỆN
    Về việc tăng cường phòng, chống cháy rừng mùa khô
    THỦ TƯỚNG CHÍNH PHỦ điện:
    - Bộ trưởng các Bộ: Nông nghiệp và Môi trường, Công an, Quốc phòng;
    - Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương.
    Từ đầu tháng 02 năm 2026 đến nay đã xảy ra 37 vụ cháy rừng; Bộ Công an đã khởi tố 02 vụ trước ngày 05/3/2026.
    Để chủ động phòng, chống cháy rừng, Thủ tướng Chính phủ yêu cầu:
    1. Bộ trưởng Bộ Nông nghiệp và Môi trường:
    a) Khẩn trương rà soát các khu vực trọng điểm, hoàn thành trước ngày 25 tháng 3 năm 2026.
    b) Chủ trì, phối hợp với Bộ Quốc phòng, Bộ Công an hướng dẫn chữa cháy; báo cáo trong tháng 4 năm 2026.
    2. Bộ trưởng Bộ Công an chỉ đạo lực lượng cảnh sát phòng cháy, chữa cháy trực 24/24 giờ.
    3. Bộ trưởng các Bộ: Tài chính, Khoa học và Công nghệ bố trí kinh phí chậm nhất ngày 10/4/2026.
    4. Đài Truyền hình Việt Nam, Đài Tiếng nói Việt Nam tăng thời lượng tuyên truyền.
    5. Giao Văn phòng Chính phủ theo dõi, đôn đốc; định kỳ hằng tháng tổng hợp, báo cáo Thủ tướng Chính phủ./.
    Nơi nhận:
    - Như trên;
    - Các Bộ: Xây dựng, Tài chính;
    - Lưu: VT, NN (2b).
    KT. THỦ TƯỚNG
    PHÓ THỦ TƯỚNG
"""
CONCLUSION = """
    ỦY BAN NHÂN DÂN TỈNH LẠNG GIANG
    VĂN PHÒNG
    Số: 88/TB-VP
    Lạng Giang, ngày 04 tháng 5 năm 2026
    THÔNG BÁO
    Kết luận của Chủ tịch UBND tỉnh tại cuộc họp về giải phóng mặt bằng
    Sau khi nghe Sở Xây dựng báo cáo ngày 28/4/2026, Chủ tịch UBND tỉnh kết luận như sau:
    I. Đánh giá
    - Sở Xây dựng đã hoàn thành hồ sơ trước ngày 30/3/2026.
    - Tiến độ bồi thường còn chậm, nhất là tại xã Hòa Lạc.
    II. Nhiệm vụ thời gian tới
    1. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và UBND xã Hòa Lạc rà soát phương án,
    trình UBND tỉnh trước ngày 20/5/2026.
    2. Giao Giám đốc Sở Nông nghiệp và Môi trường: (i) Hoàn thành đo đạc trước ngày 15/5/2026;
    (ii) Phối hợp với Sở Tư pháp thẩm định dự thảo.
    3. Về kinh phí
    - Sở Tài chính bố trí vốn, hoàn thành trong quý II/2026. Giao Kho bạc Nhà nước khu vực hướng dẫn thanh toán.
    - UBND xã Hòa Lạc vận động các hộ dân bàn giao mặt bằng chậm nhất ngày 30/6/2026;
    4. Các sở, ngành liên quan phối hợp chặt chẽ trong quá trình thực hiện.
    5. Yêu cầu các sở, ngành, UBND các xã, phường báo cáo kết quả trước ngày 25 hằng tháng.
    Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.
    Nơi nhận:
    - Chủ tịch, các PCT UBND tỉnh;
    - Lưu: VT.
"""
DIRECTIVE = """
    CHỈ THỊ
    Về tăng cường công tác hòa giải ở cơ sở năm 2026
    Số: 05/CT-UBND
    Căn cứ Luật Hòa giải ở cơ sở; Sở Tư pháp báo cáo tại Tờ trình số 21/TTr-STP ngày 10/02/2026.
    Chủ tịch UBND tỉnh yêu cầu các cơ quan, đơn vị tập trung thực hiện một số nhiệm vụ sau:
    1. Sở Tư pháp
    - Tham mưu UBND tỉnh ban hành Kế hoạch trước ngày 31/3/2026.
    - Tổ chức tập huấn cho hòa giải viên trong quý III/2026.
    + Biên soạn tài liệu.
    + Mời báo cáo viên.
    2. Đề nghị Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh phối hợp chỉ đạo kiện toàn tổ hòa giải.
    3. Chủ tịch UBND các xã, phường bố trí kinh phí; báo cáo Sở Tư pháp trước ngày 15/11/2026.
    Báo cáo gồm cả số liệu của năm trước.
    TM. ỦY BAN NHÂN DÂN
    CHỦ TỊCH
"""
DECISION = """
    QUYẾT ĐỊNH
    Về việc tổ chức Hội thi Hòa giải viên giỏi
    Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/02/2025;
    Theo đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số 30/TTr-STP ngày 02/3/2026,
    QUYẾT ĐỊNH:
    Điều 1. Tổ chức Hội thi Hòa giải viên giỏi cấp tỉnh năm 2026.
    Điều 2. Giao Sở Tư pháp chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch tổ chức Hội thi,
    hoàn thành trước ngày 30/9/2026.
    Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
    Điều 4. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Tư pháp chịu trách nhiệm thi hành Quyết định này./.
"""
LETTER = """
    Kính gửi: Sở Tư pháp
    Chúng tôi xin gửi lời cảm ơn tới Sở Tư pháp về buổi làm việc ngày 12/3/2026.
    Bộ Tài chính đã trả lời trước ngày 01/3/2026, chúng tôi rất mong nhận được ý kiến.
    Trân trọng./.
"""
