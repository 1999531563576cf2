"""A corrected annex: rows that go, come, move and take each other's numbers; headings that change their words."""

from __future__ import annotations

import pytest

from tests.test_import_command import Desk, codes, desk, plan, row_of

__all__ = ["desk"]


def renumbered(rows: list[list[str]]) -> list[list[str]]:
    """``rows`` with the tasks of each group numbered from 1."""
    number = 0
    for row in rows[1:]:
        number = number + 1 if row[0].isdecimal() else 0
        row[0] = str(number) if number else row[0]
    return rows


def test_a_row_that_goes_lets_the_next_ones_take_its_number(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    desk.run("task", "done", "3", "--on", "1/4/2021")
    rows = plan()
    rows.remove(row_of(rows, "Kiểm tra công tác"))
    answer = desk.bring(desk.put(renumbered(rows)))
    assert sorted(codes(answer)) == ["item.taken", "row.gone", "row.updated"]
    tasks = desk.tasks()
    assert (tasks["I.2"]["task"], tasks["I.2"]["state"]) == (3, "done_on_time")
    assert tasks["I.2~2"]["task"] == 2
    assert codes(desk.bring(desk.put(renumbered(rows)))) == ["row.gone"]
    assert set(codes(desk.bring(desk.put(plan())))) == {"row.updated"}
    assert [task["task"] for task in desk.tasks().values()] == [1, 2, 3, 4, 5]


def test_a_row_that_goes_and_one_that_comes(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    rows = plan()
    rows.remove(row_of(rows, "Tập huấn"))
    rows.insert(4, ["3", "Mua sắm trang thiết bị phòng họp", "Hợp đồng", "Văn phòng", "", "30/9/2021", ""])
    answer = desk.bring(desk.put(renumbered(rows)))
    assert (answer["counts"]["tasks"], answer["counts"]["updated"]) == (1, 2)
    titles = {item: task["title"] for item, task in desk.tasks().items()}
    assert titles["I.1"].startswith("Kiểm tra")
    assert titles["I.1~1"].startswith("Tập huấn")
    assert titles["I.3"].startswith("Mua sắm")


def test_a_task_entered_by_hand_gives_way_to_the_number_of_the_file(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    desk.run("task", "add", "Đón tiếp đoàn công tác", "--decision", "40/QĐ-STP", "--item", "I.4")
    rows = plan()
    rows.insert(2, ["1", "Lập kế hoạch năm", "Kế hoạch", "Văn phòng", "", "31/3/2021", ""])
    answer = desk.bring(desk.put(renumbered(rows)))
    assert "item.taken" in codes(answer)
    assert desk.tasks()["I.4~6"]["title"] == "Đón tiếp đoàn công tác"


def test_a_heading_with_other_words_takes_its_tasks_along(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    rows = plan()
    rows[1][1] = "Hộ tịch và quốc tịch"
    answer = desk.bring(desk.put(rows))
    assert (answer["counts"]["groups"], answer["counts"]["updated"], answer["counts"]["unchanged"]) == (1, 3, 2)
    assert "Hộ tịch và quốc tịch" in desk.run("task", "show", "1").out
    again = desk.bring(desk.put(rows))
    assert (again["counts"]["groups"], again["counts"]["unchanged"], codes(again)) == (0, 5, [])


@pytest.mark.parametrize("times", [2, 3])
def test_groups_of_the_same_words_stay_apart(desk: Desk, times: int) -> None:
    rows = plan()[:3]
    rows += [["II", "Chung", "", "", "", "", ""], ["1", "Việc thứ hai", "", "Văn phòng", "", "30/6/2021", ""]]
    rows += [["I", "Hộ tịch", "", "", "", "", ""], ["9", "Việc thứ ba", "", "Văn phòng", "", "30/6/2021", ""]]
    first = desk.bring(desk.put(rows))
    assert first["counts"]["groups"] == 3
    for _time in range(times):
        again = desk.bring(desk.put(rows))
        assert (again["counts"]["groups"], again["counts"]["updated"]) == (0, 0)
    rows.insert(3, ["A", "Nhóm chèn thêm", "", "", "", "", ""])
    rows.insert(4, ["1", "Việc của nhóm mới", "", "Văn phòng", "", "30/6/2021", ""])
    assert desk.bring(desk.put(rows))["counts"]["tasks"] == 1


def test_new_groups_in_one_import_after_another_each_find_a_place(desk: Desk) -> None:
    rows = plan()
    desk.bring(desk.put(rows))
    rows += [
        ["III", "Nuôi con nuôi", "", "", "", "", ""],
        ["1", "Rà soát hồ sơ", "", "Văn phòng", "", "30/6/2021", ""],
    ]
    desk.bring(desk.put(rows))
    at = rows.index(row_of(rows, "Chứng thực"))
    rows[at:at] = [["IA", "Quốc tịch", "", "", "", "", ""], ["1", "Xác minh", "", "Văn phòng", "", "30/6/2021", ""]]
    assert desk.bring(desk.put(rows))["written"] is True
