"""The words for what an office does; knows no grammar. A new one is one more in its list, with its marks."""

# What an office does; first behind a time or before it, such a word says that the time is that of the work.
ACTS = """
    áp dụng | bàn giao | bảo trì | bồi dưỡng | bổ sung | bố trí | cập nhật | chấm thi | chỉ đạo | chuẩn bị | công bố
    | công khai | công nhận | cung cấp | đào tạo | đăng tải | đấu thầu | điều tra | dự thảo | đôn đốc | đưa vào
    | đưa vào sử dụng | đưa vào vận hành | giám sát | giải ngân | giao kế hoạch | góp ý | hoàn thiện | hướng dẫn
    | in ấn | khai giảng | khai mạc | khai thác | khai trương | khánh thành | khảo sát | khởi công | khởi động
    | kiểm tra
    | kiểm kê | kiện toàn | ký kết | lắp đặt | mở rộng | nâng cao | lập | lập danh sách | lấy ý kiến | lựa chọn
    | mua sắm | nâng cấp
    | nghiên cứu | nghiệm thu | nhân rộng | phát động | phát triển | quản lý | phân công | phân bổ | phê duyệt
    | phối hợp
    | phổ biến | quán triệt | rà soát | ra mắt | sửa đổi | soạn thảo | sử dụng | tập huấn | tham mưu | thanh lý
    | thanh tra | thành lập | thẩm định | thẩm tra | thi công | thiết kế | thí điểm | thu thập | thử nghiệm
    | tích hợp | tiếp thu | tiếp tục | trao giải | trao thưởng | trưng bày | tuyên truyền | tư vấn | vận hành
    | vận hành chính thức | vận hành thử | xác định | xác minh | xây dựng | xây dựng kế hoạch | xây dựng dự thảo
    | xét chọn | xét duyệt | xin ý kiến | duy trì | theo dõi | kết nối | số hóa
    | hợp nhất | khắc phục | chốt danh sách | gửi dự thảo | trình ban hành | trình phê duyệt | trình thẩm định
    | trình ký | lồng ghép
"""

# What reports on a period: the period beside it may be what is reported on.
REPORTS = """
    báo cáo | báo cáo kết quả | báo cáo sơ kết | báo cáo tổng kết | báo cáo công tác | đánh giá
    | tổng hợp | thống kê | số liệu
"""
# What reports on a period, or, with "trong" behind it, takes place in one.
REVIEWS = "sơ kết | tổng kết"
WORK = {"act": ACTS, "report": REPORTS, "review": REVIEWS}
