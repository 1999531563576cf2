"""Notes that name a cause or a proposal, and notes that only tell of work."""

from __future__ import annotations

import unicodedata

import pytest

from tuphap_cli.domain.causes import names_cause

CAUSES = (
    "Chờ ý kiến Bộ Nội vụ",
    "Đã trình dự thảo, chưa được phê duyệt",
    "Do dịch bệnh phải lùi sang quý sau",
    "THIẾU BIÊN CHẾ",
    "Vướng quy định về kinh phí",
    "Sở Tài chính chậm trả lời",
    "Đề nghị gia hạn đến 30/9",
    "Do Sở Tài chính chưa có ý kiến",
    "không kịp tiến độ",
    "Hết kinh phí",
    "Nguyên nhân: hồ sơ không đủ",
    "Có khó khăn về nhân lực; không còn vướng mắc về kinh phí",
)
WORK = (
    "",
    "Đã phân công",
    "Đã trình dự thảo",
    "Hoàn thành dự thảo lần 2",
    "Không có vướng mắc",
    "Không gặp khó khăn",
    "Họp do Sở Nội vụ chủ trì",
    "Gửi cho các đơn vị",
    "Do đó đã ban hành",
    "Tổ chức tại Trung tâm; 120 người dự",
    "Dịch tài liệu xong",
)


@pytest.mark.parametrize("note", CAUSES)
def test_a_cause_or_proposal_is_one_in_any_case_and_form_of_letters(note: str) -> None:
    assert names_cause(note)
    assert names_cause(note.upper())
    assert names_cause(unicodedata.normalize("NFD", note))


@pytest.mark.parametrize("note", WORK)
def test_what_only_tells_of_work_is_none(note: str) -> None:
    assert not names_cause(note)
