"""The mails of the nightly check, sent to a real server with TLS and read back; what is refused, and the secret."""

from __future__ import annotations

import json
import smtplib
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import Run
from tests.support.postman import PASSWORD, USER, Box, mail_server
from tests.support.registers import Clerk, Ran, day, dump_file
from tuphap_cli import errors
from tuphap_cli.cli import checking, smtp

OFFICE, RECORDS, EDUCATION = "vanphong@tuphap.vn", "hctp@tuphap.vn", "pbpl@tuphap.vn"
Night = Callable[..., Ran]


@pytest.fixture
def addressed(office: Clerk, run: Run) -> Clerk:
    """The office, of which two units have addresses."""
    run("unit", "edit", "HCTP", "--email", RECORDS)
    run("unit", "edit", "PBPL", "--email", EDUCATION)
    return office


@pytest.fixture
def night(run: Run, monkeypatch: pytest.MonkeyPatch) -> Night:
    """Sends the mails of a day: ``night("10/7")``."""

    def on(text: str, *words: str) -> Ran:
        monkeypatch.setenv("TUPHAP_TODAY", day(text).isoformat())
        return run("check", "--mail", *words)

    return on


def set_up(monkeypatch: pytest.MonkeyPatch, box: Box, security: str, *, trusted: bool = True) -> None:
    """Name the server in the environment, and trust its authority."""
    named = {
        "SMTP_HOST": "localhost", "SMTP_PORT": str(box.port), "SMTP_SECURITY": security, "SMTP_USER": USER,
        "SMTP_PASSWORD": PASSWORD, "MAIL_SENDER": "nhac-viec@tuphap.vn", "MAIL_OFFICE": OFFICE,
    }  # fmt: skip
    for name, value in named.items():
        monkeypatch.setenv(f"TUPHAP_{name}", value)
    monkeypatch.setattr(smtp, "TIMEOUT", 5)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(box.authority))


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """A server that wants STARTTLS and a log-in, and the settings for it."""
    with mail_server(tmp_path, "starttls") as served:
        set_up(monkeypatch, served, "starttls")
        yield served


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def results(ran: Ran) -> dict[str, str]:
    """What became of the mail to each unit ("" is the office)."""
    return {row["unit"] or "": row["result"] for row in json.loads(ran.out)["rows"]}


def told(clerk: Clerk) -> set[int]:
    """Whom the register has told anything by mail (0: the office)."""
    return {row[0] for row in clerk.register.connection.execute("SELECT DISTINCT unit FROM check_told")}


# -- what arrives ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_office_and_each_unit_with_an_address_get_what_is_theirs(
    addressed: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    with mail_server(tmp_path, security) as box:
        set_up(monkeypatch, box, security)
        ran = run("check", "--mail", "-f", "json")
    assert (ran.code, ran.err) == (3, "")
    assert results(ran) == {"": "sent", "HCTP": "sent", "PBPL": "sent", "STP": "nothing_new", "VP": "no_address"}
    assert box.logins == ["right"]
    assert {mail["To"] for mail in box.mails} == {OFFICE, RECORDS, EDUCATION}
    text = part(box.to(RECORDS), "plain")
    assert "Rà soát văn bản về hộ tịch" in text
    assert "Đôn đốc đăng ký" not in text
    assert "Đôn đốc đăng ký" in part(box.to(OFFICE), "plain")


def test_a_mail_in_vietnamese_as_a_person_sees_it(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    monkeypatch.setenv("TUPHAP_OFFICE", "Sở Tư pháp")
    run("check", "--mail")
    mail = box.to(RECORDS)
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["Subject"] == "Kiểm tra ngày 09/07/2021 – Phòng Hành chính tư pháp (1 điều mới)"
    assert mail["From"] == "Sở Tư pháp <nhac-viec@tuphap.vn>"
    assert (mail["Reply-To"], mail["Auto-Submitted"], mail["Content-Language"]) == (OFFICE, "auto-generated", "vi")
    assert part(mail, "plain").splitlines() == [
        "Kiểm tra ngày 09/07/2021 – Phòng Hành chính tư pháp",
        "Quá hạn: 1 lượt thời hạn của 1 nhiệm vụ",
        "Bỏ sót: 1 trường hợp",
        "",
        "Chưa báo lần nào (1)",
        "Số 1 (HCTP): quá hạn 9 ngày, chưa hề thực hiện – Rà soát văn bản về hộ tịch",
        "",
        f"Báo cáo tiến độ về {OFFICE}.",
    ]
    page = part(mail, "html")
    for words in ("Rà soát văn bản về hộ tịch", "30/06/2021", "quá hạn 9 ngày", '<html lang="vi">'):
        assert words in page
    assert "<script" not in page
    assert "tuphap check --all" in part(box.to(OFFICE), "plain")


def test_a_title_is_text_in_the_page(addressed: Clerk, run: Run, box: Box) -> None:
    addressed.task(1, "Sửa <script>alert(1)</script>\r\nBcc: x@y.vn", unit=2, due=day("1/7"))
    run("check", "--mail")
    page = part(box.to(RECORDS), "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert {mail["Bcc"] for mail in box.mails} == {None}


def test_twice_the_same_night_does_not_mail_twice_and_the_next_tells_what_is_new(
    addressed: Clerk, night: Night, box: Box
) -> None:
    assert night("9/7").code == 3
    again = night("9/7")
    assert (again.code, again.out, again.err, len(box.mails)) == (0, "", "", 3)
    box.mails.clear()
    assert results(night("13/7", "-f", "json")) == {
        "": "sent", "HCTP": "nothing_new", "PBPL": "sent", "STP": "nothing_new", "VP": "no_address",
    }  # fmt: skip
    assert "3 days left" in part(box.to(EDUCATION), "plain")
    assert "9 days overdue" not in part(box.to(OFFICE), "plain")


def test_mails_and_screen_are_told_apart(addressed: Clerk, night: Night, run: Run, box: Box) -> None:
    run("check", "--new")
    assert night("9/7").code == 3
    assert run("check", "--new").code == 0


def test_what_comes_back_is_mailed_again(addressed: Clerk, night: Night, box: Box) -> None:
    night("9/7")
    addressed.done(1, day("9/7"), "1/BC")
    assert night("10/7").code == 0
    addressed.reopen(1, day("10/7"))
    box.mails.clear()
    night("11/7")
    assert "Rà soát văn bản" in part(box.to(RECORDS), "plain")


def test_only_a_unit_named_is_written_to(addressed: Clerk, night: Night, box: Box) -> None:
    assert results(night("9/7", "--unit", "STP", "-f", "json")) == {
        "HCTP": "sent", "PBPL": "sent", "STP": "nothing_new",
    }  # fmt: skip
    assert {mail["To"] for mail in box.mails} == {RECORDS, EDUCATION}


def test_a_register_that_is_not_sound_is_told_to_the_office_once_a_day(
    addressed: Clerk, night: Night, box: Box
) -> None:
    night("9/7")
    addressed.register.connection.execute("UPDATE task SET title = 'khác' WHERE id = 3")
    box.mails.clear()
    night("10/7")
    night("10/7")
    night("11/7")
    assert [mail["To"] for mail in box.mails] == [OFFICE, OFFICE]
    assert "not sound" in part(box.mails[0], "plain")


# -- trials and settings --------------------------------------------------------------------------------------


def test_a_trial_shows_the_mails_and_needs_no_server(
    addressed: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_MAIL_OFFICE", OFFICE)
    before = dump_file(addressed.register.path)
    ran = run("check", "--mail", "--dry-run")
    assert ran.code == 3
    for words in (f"To {OFFICE}: Check of 09/07/2021 (5 pieces of news)", f"To {RECORDS}: ", "Rà soát văn bản về"):
        assert words in ran.out
    assert ran.out.splitlines()[-1] == "Tried only; nothing was written."
    rows = json.loads(run("check", "--mail", "--dry-run", "-f", "json").out)["rows"]
    assert [row["address"] for row in rows] == [OFFICE, RECORDS, EDUCATION]
    assert dump_file(addressed.register.path) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--as-of", "1/7/2021"), "--as-of"), (("--all",), "--all"), ((), "smtp_host is empty"),
        (("--unit", "VP"), "no address"),
    ],
)  # fmt: skip
def test_what_cannot_be_mailed_is_wrong_usage(addressed: Clerk, run: Run, words: tuple[str, ...], says: str) -> None:
    ran = run("check", "--mail", *words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert run("check", "--dry-run").code == 2


@pytest.mark.parametrize("host", ["mail.tuphap.vn", "10.0.0.7", "localhost.tuphap.vn", "128.0.0.1"])
def test_nothing_goes_to_another_machine_in_the_clear(
    addressed: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("TUPHAP_SMTP_HOST", host)
    monkeypatch.setenv("TUPHAP_SMTP_SECURITY", "none")
    ran = run("check", "--mail")
    assert (ran.code, ran.out) == (2, "")
    assert "in the clear" in ran.err


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_server_on_this_machine_may_do_without_tls(
    addressed: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    with mail_server(tmp_path, "none") as box:
        set_up(monkeypatch, box, "none")
        monkeypatch.setenv("TUPHAP_SMTP_HOST", host)
        monkeypatch.delenv("TUPHAP_SMTP_USER")
        assert run("check", "--mail").code == 3
    assert len(box.mails) == 3


# -- what is refused ------------------------------------------------------------------------------------------


def failed(run: Run, clerk: Clerk, why: str) -> None:
    """Nothing went, nothing counts as told, and it is said why."""
    ran = run("check", "--mail")
    assert ran.code == 7
    assert why in ran.err
    assert "3 of 3 mails were not taken by localhost" in ran.err
    assert told(clerk) == set()


def test_a_certificate_that_is_not_trusted_ends_it(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    failed(run, addressed, "its certificate is not to be trusted")
    assert (box.mails, box.logins) == ([], [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_name_ends_it(
    addressed: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    with mail_server(tmp_path, security, name="mail.khac.vn") as box:
        set_up(monkeypatch, box, security)
        failed(run, addressed, "its certificate is not to be trusted")
        assert (box.mails, box.logins) == ([], [])


def test_a_server_that_offers_no_tls_gets_neither_mail_nor_password(
    addressed: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(tmp_path, "none") as box:
        set_up(monkeypatch, box, "starttls")
        failed(run, addressed, "it does not offer what is needed")
        assert (box.mails, box.logins) == ([], [])


def test_a_wrong_password_ends_it(addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_SMTP_PASSWORD", "sai")
    failed(run, addressed, "535")
    assert "right" not in box.logins


@pytest.mark.parametrize("password", ["", "mật khẩu"])
def test_a_password_that_is_not_there_or_cannot_be_sent_ends_it(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", ModuleType("keyring"))
    monkeypatch.setenv("TUPHAP_SMTP_PASSWORD", password)
    failed(run, addressed, "no password of van-thu" if not password else "letters")
    assert box.mails == []


def test_a_port_where_nobody_listens(addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("TUPHAP_SMTP_PORT", str(taken.getsockname()[1]))
        failed(run, addressed, "nobody answers at port")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_does_not_answer(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.3)
    monkeypatch.setenv("TUPHAP_SMTP_SECURITY", security)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setenv("TUPHAP_SMTP_PORT", str(silent.getsockname()[1]))
        failed(run, addressed, "no answer within")


def test_a_recipient_that_is_refused_is_told_the_next_time_and_alone(
    addressed: Clerk, night: Night, box: Box
) -> None:
    box.refused.add(RECORDS)
    ran = night("9/7", "-f", "json")
    assert ran.code == 7
    assert results(ran) | {"VP": ""} == {
        "": "sent", "HCTP": "failed", "PBPL": "sent", "STP": "nothing_new", "VP": "",
    }  # fmt: skip
    assert json.loads(ran.err)["code"] == "output.mail"
    assert "1 of 3 mails" in json.loads(ran.err)["sentence"]
    box.refused.clear()
    box.mails.clear()
    assert night("9/7").code == 3
    assert [mail["To"] for mail in box.mails] == [RECORDS]


def test_a_server_that_hangs_up_has_taken_what_it_has_taken(addressed: Clerk, night: Night, box: Box) -> None:
    box.hung_up.add(RECORDS)
    ran = night("9/7", "-f", "json")
    assert ran.code == 7
    assert results(ran) | {"VP": ""} == {
        "": "sent", "HCTP": "failed", "PBPL": "failed", "STP": "nothing_new", "VP": "",
    }  # fmt: skip
    assert told(addressed) == {0}
    box.hung_up.clear()
    box.mails.clear()
    night("9/7")
    assert {mail["To"] for mail in box.mails} == {RECORDS, EDUCATION}


def test_what_is_no_address_is_refused_and_the_others_go(addressed: Clerk, night: Night, run: Run, box: Box) -> None:
    run("unit", "edit", "HCTP", "--email", "phòng hành chính")
    ran = night("9/7", "-f", "json")
    assert (ran.code, results(ran)["HCTP"], results(ran)["PBPL"]) == (7, "failed", "sent")


def test_where_nothing_can_be_recorded_nothing_is_sent(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuphap_cli.cli import access

    def refused() -> None:
        raise errors.RegisterReadOnly(path=addressed.register.path)

    monkeypatch.setattr(access, "to_write", refused)
    assert run("check", "--mail").code == 6
    assert box.mails == []


def test_a_mail_that_went_and_could_not_be_recorded_is_named(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "TURNS", 1)

    def busy(*_words: object) -> None:
        raise errors.RegisterBusy(path=addressed.register.path, seconds=8)

    monkeypatch.setattr("tuphap_cli.store.write.told.tell", busy)
    ran = run("check", "--mail")
    assert ran.code == 6
    assert f"The mail to {OFFICE} has gone, but does not count as told" in ran.err
    assert len(box.mails) == 1


def test_an_answer_that_cannot_be_given_is_said_before_anything_is_sent(
    addressed: Clerk, run: Run, box: Box, tmp_path: Path
) -> None:
    (tmp_path / "cua-toi.html").write_text("đừng mất", encoding="utf-8")
    for words, code in ((("-f", "pdf2"), 2), (("-o", str(tmp_path / "cua-toi.html")), 7)):
        assert run("check", "--mail", *words).code == code
    assert (box.mails, told(addressed)) == ([], set())


# -- the secret -----------------------------------------------------------------------------------------------


def test_the_password_is_in_no_output_and_no_file(
    addressed: Clerk, run: Run, box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is wrong, where the server repeats it, and in the log of a fault of the program."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    said = []

    def carried_out(*words: str) -> None:
        ran = run(*words)
        said.append(ran.out + ran.err)

    for words in (("check", "--mail", "--dry-run"), ("check", "--mail", "-o", str(tmp_path / "thu.html")),
                  ("settings",), ("settings", "-f", "json"), ("doctor",), ("journal", "list")):  # fmt: skip
        carried_out(*words)
    assert len(box.mails) == 3

    def repeats(*_words: object, **_named: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, f"{PASSWORD} is wrong".encode())

    def breaks(*_words: object, **_named: object) -> None:
        raise RuntimeError

    for broken in (repeats, breaks):
        monkeypatch.setattr(smtplib.SMTP, "login", broken)
        monkeypatch.setenv("TUPHAP_TODAY", "2021-07-14")
        carried_out("check", "--mail")
    assert "… is wrong" in said[-2]
    [log] = tmp_path.glob("tuphap-*.log")
    assert "RuntimeError" in log.read_text()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    for content in (*(text.encode() for text in said), *(path.read_bytes() for path in files)):
        assert PASSWORD.encode() not in content
    journal = sqlite3.connect(addressed.register.path)
    assert not any(PASSWORD in str(row) for row in journal.execute("SELECT * FROM journal"))
    journal.close()


def test_a_password_in_the_settings_is_not_shown(env: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "config" / "tuphap" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'smtp_password = "{PASSWORD}"\n', encoding="utf-8")
    run("init")
    for words in (("settings",), ("settings", "smtp_password", PASSWORD), ("doctor",), ("status",)):
        ran = run(*words)
        assert PASSWORD not in ran.out + ran.err


def test_the_keyring_has_the_password_where_the_environment_has_none(
    addressed: Clerk, run: Run, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = ModuleType("keyring")
    asked: list[tuple[str, str]] = []

    def get_password(service: str, user: str) -> str:
        asked.append((service, user))
        return PASSWORD

    monkeypatch.setattr(keyring, "get_password", get_password, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.delenv("TUPHAP_SMTP_PASSWORD")
    assert run("check", "--mail").code == 3
    assert (asked, len(box.mails)) == ([("tuphap-smtp", USER)], 3)
