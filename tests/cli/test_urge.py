"""urge: a clerk drafts letters to units with overdue tasks, records them with their numbers, sees them again."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.cli.output import Reply, draw_report

WHO = ("--sign-by", "TL. GIÁM ĐỐC; CHÁNH VĂN PHÒNG; Trần Văn Bình")
SENT = ("urge", "HCTP", "--number", "51/STP-VP", "--signed", "8/7", *WHO)


def object_of(run: Run, *argv: str) -> dict[str, Any]:
    """What a command gives as JSON."""
    found: dict[str, Any] = json.loads(run(*argv, "-f", "json").out)
    return found


def letters(run: Run, *argv: str) -> list[dict[str, Any]]:
    """The letters as ``urge list`` gives them."""
    rows: list[dict[str, Any]] = object_of(run, "urge", "list", *argv)["rows"]
    return rows


def paragraphs(path: Path) -> list[str]:
    """Every paragraph of a Word file that says something, in its order, those of tables too."""
    document = docx.Document(str(path))
    said = ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]
    return [text.strip() for text in said if text.strip()]


@pytest.fixture
def vi(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in Vietnamese."""
    monkeypatch.setenv("TUPHAP_LANG", "vi")


# -- drafts ----------------------------------------------------------------------------------------------------


def test_without_a_number_the_letter_is_a_draft_of_which_the_register_knows_nothing(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    ran = run("urge", "hctp")
    assert ran.code == 0
    lines = ran.out.splitlines()
    unit = "Phòng Hành chính tư pháp"
    assert lines[:3] == [f"Letter that urges: {unit}", "Draft, without a number yet", f"To: {unit}"]
    assert "Carrying out 25/QĐ-STP of 26/02/2021 by Sở Tư pháp, Department of Justice has given your unit" in ran.out
    assert "On 09/07/2021 your unit still has 1 task overdue; the longest delay is 9 days, as follows:" in lines
    assert next(line for line in lines if "Rà soát" in line).split()[-2:] == ["30/06/2021", "9"]
    assert "3. To send the answer to Department of Justice by 16/07/2021, to be reported to its leaders." in lines
    assert lines[-1] == "Your unit is asked to see to it./."
    assert "It is not in the register yet" in ran.err
    assert dump_file(office.register.path) == before
    assert letters(run) == []


def test_a_letter_is_a_file_in_the_layout_of_the_decree(office: Clerk, run: Run, tmp_path: Path, vi: None) -> None:
    place = tmp_path / "cong-van.docx"
    run("settings", "office", "Sở Tư pháp")
    run("settings", "place", "Bạc Liêu")
    run("settings", "copies", "Giám đốc Sở (để b/c); Thanh tra Sở")
    ran = run(*SENT, "-o", str(place))
    assert ran.code == 0
    said = paragraphs(place)
    assert said[1] == "SỞ TƯ PHÁP"
    start = said.index("Số: 51/STP-VP")
    assert said[start : start + 4] == [
        "Số: 51/STP-VP",
        "V/v đôn đốc thực hiện các nhiệm vụ đã quá hạn",
        "Bạc Liêu, ngày 08 tháng 7 năm 2021",
        "Kính gửi: Phòng Hành chính tư pháp",
    ]
    assert said[start + 4].startswith("Thực hiện Quyết định số 25/QĐ-STP ngày 26/02/2021 của Sở Tư pháp")
    assert (
        "đơn vị còn 01 nhiệm vụ đã quá hạn nhưng chưa hoàn thành, trường hợp chậm nhất là 08 ngày" in said[start + 5]
    )
    end = said.index("Nơi nhận:")
    assert said[end - 1] == "Đề nghị đơn vị quan tâm thực hiện./."
    assert said[end:] == [
        "Nơi nhận:", "- Như trên;", "- Giám đốc Sở (để b/c);", "- Thanh tra Sở;", "- Lưu: VT, VP.",
        "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Trần Văn Bình",
    ]  # fmt: skip
    assert "Mã xác nhận" not in "".join(said)


def test_one_letter_to_several_units_names_each_and_groups_the_table(
    office: Clerk, run: Run, tmp_path: Path, vi: None
) -> None:
    place = tmp_path / "chung.docx"
    run("urge", "--all", "--one", "-o", str(place))
    said = paragraphs(place)
    at = said.index("Kính gửi:")
    assert said[at + 1 : at + 3] == ["- Phòng Hành chính tư pháp;", "- Văn phòng Sở."]
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(place)).tables[1].rows]
    assert [row[0] for row in rows] == ["TT", "Phòng Hành chính tư pháp", "1", "Văn phòng Sở", "2"]
    assert rows[2][1:] == ["Rà soát văn bản về hộ tịch", "25/QĐ-STP (I.1)", "30/06/2021", "9", ""]


def test_several_letters_are_several_files_with_numbers_that_go_on(office: Clerk, run: Run, tmp_path: Path) -> None:
    ran = run("urge", "--all", "--number", "09/STP-VP", "-o", str(tmp_path / "don-doc.docx"))
    assert ran.code == 0
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["don-doc-HCTP.docx", "don-doc-VP.docx"]
    assert [row["number"] for row in letters(run)] == ["10/STP-VP", "09/STP-VP"]
    assert [row["units"] for row in letters(run)] == [["VP"], ["HCTP"]]
    assert "10/STP-VP" in " ".join(paragraphs(tmp_path / "don-doc-VP.docx"))


def test_units_whose_codes_cannot_be_names_of_files_have_files_of_their_own(
    clerk: Clerk, run: Run, tmp_path: Path
) -> None:
    plan = clerk.decision()
    for number, code in enumerate(("A/B", "A&B", "A-B"), 1):
        unit = clerk.unit(code, f"Phòng {number}")
        clerk.task(plan, f"Việc {number}", unit=unit, due=day("30/6"), item=str(number))
    assert run("urge", "--all", "-o", str(tmp_path / "thu.md")).code == 0
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["thu-A-B-2.md", "thu-A-B-3.md", "thu-A-B.md"]
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")]
    assert sorted(next(n for n in "123" if f"Việc {n}" in text) for text in texts) == ["1", "2", "3"]


def test_deadlines_that_are_more_than_tasks_are_counted_in_two_figures(clerk: Clerk, run: Run, vi: None) -> None:
    dues = [day("31/3"), day("30/6")]
    clerk.task(clerk.decision(), "Báo cáo quý", unit=clerk.unit("VP", "Văn phòng"), due=dues, item="1")
    assert "đơn vị còn 02 lượt thời hạn của 01 nhiệm vụ đã quá hạn" in run("urge", "VP").out


@pytest.mark.parametrize("ending", ["md", "html", "txt", "json"])
def test_a_letter_comes_in_the_format_of_its_file(office: Clerk, run: Run, tmp_path: Path, ending: str) -> None:
    place = tmp_path / f"don-doc.{ending}"
    assert run("urge", "VP", "-o", str(place)).code == 0
    text = place.read_text(encoding="utf-8")
    assert "Đôn đốc đăng ký phong trào thi đua" in text
    assert "2021-07-16" in text if ending == "json" else "16/07/2021" in text


def test_as_a_page_a_letter_is_surrounded_as_on_paper(office: Clerk, run: Run, tmp_path: Path, vi: None) -> None:
    place = tmp_path / "don-doc.html"
    run("urge", "--all", "--one", *WHO, "-o", str(place))
    text = re.sub(r"<(style|script|head)\b.*?</\1>", "", place.read_text(encoding="utf-8"), flags=re.DOTALL)
    said = [" ".join(part.split()) for part in re.findall(r"<p[^>]*>(.*?)</p>", re.sub("</?(strong|em)>", "", text))]
    assert said[:6] == [
        "UBND TỈNH …", "SỞ TƯ PHÁP", "Số: /…", "V/v đôn đốc thực hiện các nhiệm vụ đã quá hạn",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    ]  # fmt: skip
    assert said[7:10] == ["Kính gửi:", "- Phòng Hành chính tư pháp;", "- Văn phòng Sở."]
    assert said[-3:] == ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Trần Văn Bình"]
    assert "letterhead" not in run("overdue", "-f", "html").out.partition("<body>")[2]


def test_a_trial_writes_neither_file_nor_register(office: Clerk, run: Run, tmp_path: Path) -> None:
    before = dump_file(office.register.path)
    ran = run(*SENT, "--dry-run", "-o", str(tmp_path / "a.docx"))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Tried only; nothing was written.")
    assert dump_file(office.register.path) == before
    assert not list(tmp_path.glob("a*"))


def test_a_file_that_is_not_ours_is_not_replaced_and_nothing_is_recorded(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    place = tmp_path / "cong-van.docx"
    place.write_text("của người khác")
    before = dump_file(office.register.path)
    assert run(*SENT, "-o", str(place)).code == 7
    assert place.read_text() == "của người khác"
    assert dump_file(office.register.path) == before


# -- recorded --------------------------------------------------------------------------------------------------


def test_with_its_number_a_letter_is_in_the_register_and_seen_at_its_tasks(office: Clerk, run: Run) -> None:
    found = object_of(run, *SENT)
    assert (found["schema"], found["command"], found["dry_run"]) == ("tuphap.urge/1", "urge write", False)
    assert found["letters"] == [
        {
            "number": "51/STP-VP", "signed_on": "2021-07-08", "answer_by": "2021-07-15", "units": ["HCTP"],
            "tasks": [1], "deadlines": 1,
        }
    ]  # fmt: skip
    assert [(row["task"], row["days_late"], row["number"]) for row in found["rows"]] == [(1, 8, "51/STP-VP")]
    (letter,) = letters(run)
    assert letter == {
        "number": "51/STP-VP", "signed_on": "2021-07-08",
        "signer": "TL. GIÁM ĐỐC, CHÁNH VĂN PHÒNG, Trần Văn Bình", "units": ["HCTP"], "tasks": [1], "deadlines": 1,
        "still_overdue": [1], "answer_by": "2021-07-15",
    }  # fmt: skip
    urged = {
        "number": "51/STP-VP", "signed_on": "2021-07-08", "unit": "HCTP", "due": "2021-06-30", "days_late": 8,
        "answer_by": "2021-07-15",
    }  # fmt: skip
    sentence = "Urged on 08/07/2021, 51/STP-VP: Phòng Hành chính tư pháp, 8 days late; answer by 15/07/2021."
    for verb in ("show", "why"):
        assert object_of(run, "task", verb, "1")["rows"][0]["urged"] == [urged]
        assert object_of(run, "task", verb, "2")["rows"][0]["urged"] == []
        assert sentence in run("task", verb, "1").out
        assert object_of(run, "task", verb, "1", "--as-of", "7/7")["rows"][0]["urged"] == []


def test_the_check_and_the_list_of_what_is_overdue_say_when_a_task_was_urged(office: Clerk, run: Run) -> None:
    assert "Urged" not in run("check", "--all").out
    run(*SENT)
    brief = run("check").out.splitlines()
    assert "No. 1 (HCTP): 9 days overdue, urged on 08/07/2021, 51/STP-VP – Rà soát văn bản…" in brief
    assert "No. 2 (VP): 39 days overdue – Đôn đốc đăng ký phong trào thi đua" in brief
    for command in (("check", "--all"), ("overdue",)):
        lines = run(*command).out.splitlines()
        assert next(line for line in lines if "Rà soát" in line).endswith("08/07/2021, 51/STP-VP")
        assert [one["task"] for one in object_of(run, *command)["urged"]] == [1]
        assert object_of(run, *command, "--as-of", "7/7")["urged"] == []


def test_a_letter_to_several_units_parts_them_by_more_than_the_commas_of_their_names(
    office: Clerk, run: Run, vi: None
) -> None:
    run("unit", "edit", "VP", "--name", "Phòng Phổ biến, giáo dục pháp luật")
    units = "Phòng Hành chính tư pháp; Phòng Phổ biến, giáo dục pháp luật"
    assert f"Kính gửi: {units}" in run("urge", "--all", "--one").out.splitlines()
    assert f"đôn đốc {units}: " in run("urge", "--all", "--one", "--number", "51/STP-VP").err
    assert units in run("urge", "list").out


def test_what_was_urged_and_done_is_not_open_any_more(office: Clerk, run: Run) -> None:
    run("urge", "--all", "--one", "--number", "51/STP-VP")
    run("task", "done", "1", "--doc", "90/BC-STP")
    assert [row["still_overdue"] for row in letters(run, "--open")] == [[2]]
    run("task", "extend", "2", "--to", "30/7/2021", "--by", "60/QĐ-STP", "--reason", "Chờ hướng dẫn")
    assert letters(run, "--open") == []
    assert [row["tasks"] for row in letters(run)] == [[1, 2]]
    assert letters(run, "--unit", "PBPL") == []
    assert "\n1 letter.\n" in run("urge", "list").out


def test_the_list_says_how_many_letters_have_tasks_left(office: Clerk, run: Run) -> None:
    run("urge", "VP", "--number", "51/STP-VP")
    run("urge", "HCTP", "--number", "52/STP-VP")
    run("task", "done", "1", "--doc", "90/BC-STP")
    assert "2 letters, 1 of them with tasks that are still overdue." in run("urge", "list").out


def test_letters_are_written_before_the_register_is_held_and_again_where_it_has_changed(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = list[str]()

    def draw_slowly(reply: Reply, form: str, file: str) -> None:
        if not drawn:
            office.done(1, day("9/7"), "90/BC-STP")  # another clerk; it would have to wait if the register were held
        drawn.append(Path(file).name)
        draw_report(reply, form, file)

    monkeypatch.setattr("tuphap_cli.cli.urge.draw_report", draw_slowly)
    place = tmp_path / "chung.md"
    assert run("urge", "--all", "--one", "--number", "51/STP-VP", "-o", str(place)).code == 0
    assert drawn == ["chung.md", "chung.md"]
    assert "Rà soát văn bản về hộ tịch" not in place.read_text(encoding="utf-8")
    assert [row["tasks"] for row in letters(run)] == [[2]]


def test_the_next_letter_says_that_one_was_sent_before(office: Clerk, run: Run) -> None:
    run(*SENT)
    assert "Department of Justice has urged before: 51/STP-VP of 08/07/2021." in run("urge", "HCTP").out
    assert "urged before" not in run("urge", "VP").out


def test_a_letter_is_taken_back_and_comes_again(office: Clerk, run: Run) -> None:
    before = letters(run)
    run(*SENT)
    after = letters(run)
    assert entries(office)[-1].command == "urge write"
    assert run("undo", "--yes").code == 0
    assert letters(run) == before
    assert run("redo", "--yes").code == 0
    assert letters(run) == after
    told = run("journal", "show", str(len(entries(office)) - 2)).out
    assert "letter that urges 51/STP-VP" in told


def test_a_task_that_a_letter_names_is_not_undone_under_it(clerk: Clerk, run: Run) -> None:
    unit, plan = clerk.unit("VP", "Văn phòng"), clerk.decision()
    clerk.task(plan, "Báo cáo", unit=unit, due=day("30/6"), item="1")
    number = len(entries(clerk))
    run("urge", "VP", "--number", "51/STP-VP")
    ran = run("undo", str(number), "--yes")
    assert ran.code == 5
    assert "urge write" in ran.err


def test_the_same_number_in_another_year_is_another_letter(office: Clerk, run: Run, monkeypatch: Any) -> None:
    run(*SENT)
    ran = run("urge", "VP", "--number", "51 /STP-VP")
    assert ran.code == 5
    assert "“51/STP-VP” is already in the register" in ran.err
    monkeypatch.setenv("TUPHAP_TODAY", "2022-07-09")
    assert run("urge", "VP", "--number", "51/STP-VP").code == 0


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        ((), 2, "--all"),
        (("HCTP", "--all"), 2, "--all"),
        (("KHAC",), 4, "no unit"),
        (("HCTP", "--number", "51"), 4, "letter_sign"),
        (("--all", "--number", "A/STP-VP"), 4, "has to begin with a figure"),
        (("HCTP", "--number", "51/STP-VP", "--signed", "10/7/2021"), 4, "in the future"),
        (("HCTP", "--number", "51/STP-VP", "--answer-by", "8/7/2021"), 4, "only signed on 09/07/2021"),
        (("HCTP", "--sign-by", "A; B; C; D"), 4, "AUTHORITY; POST; NAME"),
        (("HCTP", "-f", "ics"), 2, "ics"),
        (("HCTP", "--template", "khong-co.docx", "-o", "a.docx"), 4, "khong-co.docx"),
        (("--all", "-f", "docx"), 4, "--output"),
    ],
)  # fmt: skip
def test_urge_refuses_what_cannot_be_meant(
    office: Clerk, run: Run, argv: tuple[str, ...], code: int, says: str
) -> None:
    before = dump_file(office.register.path)
    ran = run("urge", *argv) if argv else run("urge", "write")
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert dump_file(office.register.path) == before


def test_a_unit_with_nothing_overdue_gets_no_letter(office: Clerk, run: Run) -> None:
    ran = run("urge", "PBPL", "--number", "51/STP-VP")
    assert (ran.code, letters(run)) == (0, [])
    assert ran.out == "Nothing is overdue there; there is no letter to write.\n"
    assert "Phòng Phổ biến pháp luật: nothing is overdue on 09/07/2021" in ran.err


def test_a_bare_number_takes_the_sign_of_the_settings(office: Clerk, run: Run) -> None:
    run("settings", "letter_sign", "STP-VP")
    run("settings", "answer_days", "1")
    run("urge", "HCTP", "--number", "5")
    assert [(row["number"], row["answer_by"]) for row in letters(run)] == [("05/STP-VP", "2021-07-12")]


def test_a_task_without_a_unit_and_a_unit_that_has_ended_are_said(office: Clerk, run: Run) -> None:
    plan = office.decision("26/QĐ-STP")
    office.task(plan, "Báo cáo", due=day("1/7"), item="1")
    ran = run("urge", "--all")
    assert "1 overdue task has no lead unit. See: tuphap missed" in ran.err
    assert ran.code == 0


def test_the_usual_verb_need_not_be_named(office: Clerk, run: Run) -> None:
    assert run("urge", "VP").out == run("urge", "write", "VP").out
    assert "list" in run("urge", "--help").out
    assert "--answer-by" in run("urge", "VP", "--help").out


def test_the_template_of_the_letters_can_be_changed_for_the_office(office: Clerk, run: Run, tmp_path: Path) -> None:
    own, made = tmp_path / "mau.docx", tmp_path / "cong-van.docx"
    assert run("urge", "template", "-o", str(own)).code == 0
    document = docx.Document(str(own))
    document.paragraphs[0].insert_paragraph_before("Mẫu của Sở: {{ office_name }}, {{ subject }}")
    document.save(str(own))
    assert run("urge", "VP", "--template", str(own), "-o", str(made)).code == 0
    assert "Mẫu của Sở: Department of Justice, Re: carrying out overdue tasks" in paragraphs(made)


def test_the_commands_of_the_manual_do_what_it_says(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = [
        shlex.split(line.replace("VPS", "VP"))[2:] for line in manual.splitlines() if line.startswith("$ tuphap urge")
    ]
    assert len(shown) > 4
    assert [run(*argv).code for argv in shown] == [0] * len(shown)
    made = sorted(path.name for path in tmp_path.glob("*.docx"))
    assert made == ["don-doc-HCTP.docx", "don-doc-VP.docx", "don-doc-chung.docx", "don-doc.docx"]
    assert [row["number"] for row in letters(run)] == ["52/STP-VP", "51/STP-VP"]
