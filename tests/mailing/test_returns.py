"""Letters that come back, and readers who complain: believed only with the signed word of the letter."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from typer.testing import CliRunner

from lanterne.cli.main import app
from lanterne.mailing import services, tokens
from lanterne.mailing.models import Dispatch, Report, Subscription
from lanterne.mailing.rules import Return, State, verdict
from lanterne.mailing.services import Took, Unreadable
from tests.mailing.conftest import MORNING, NOON, announce, join, words

pytestmark = pytest.mark.usefixtures("markets")
ADA = "ada@example.com"
DAY = timedelta(days=1)


@pytest.fixture
def sent(postbox, pen, settings):
    """A letter that went to Ada, by the name it bears."""
    settings.MAILING_RETURNS = "returns@news.example"
    with time_machine.travel(MORNING, tick=False):
        join(postbox, ADA)
        pen.said = {"fr": words()}
        announce("FR")
        services.send_due(at=NOON)
    return postbox.kept[-1]


def state():
    return Subscription.objects.get(address__email=ADA).state


def report(
    to: str, *, action="failed", status="5.1.1", returned: str = "", subject="Undelivered"
) -> bytes:
    """As Postfix writes one."""
    original = f"Content-Type: text/rfc822-headers\n\n{returned}\n\n--b--\n" if returned else ""
    return (
        f"From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: {subject}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {ADA}\nAction: {action}\nStatus: {status}\n\n"
        f"--b\n{original}" + ("" if original else "--b--\n")
    ).encode()


def complaint(returned: str, kind: str = "abuse") -> bytes:
    return (
        "From: fbl@isp.example\nTo: abuse@news.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nA complaint.\n\n"
        "--b\nContent-Type: message/feedback-report\n\n"
        f"Feedback-Type: {kind}\nUser-Agent: SomeISP/1.0\nVersion: 1\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{returned}\n\n--b--\n"
    ).encode()


def test_a_mailbox_that_is_no_more_is_given_up_at_once(sent):
    assert services.take_report(raw=report(sent.returns_to), at=NOON) is Took.STOPPED
    assert state() == State.BOUNCED
    assert services.take_report(raw=report(sent.returns_to), at=NOON) is Took.KNOWN


def test_without_an_address_of_its_own_the_letter_s_name_tells_which_it_was(sent):
    returned = f"Subject: x\nMessage-ID: {sent.message['Message-ID']}"
    raw = report("news@example.com", returned=returned)
    assert services.take_report(raw=raw, at=NOON) is Took.STOPPED


def test_what_comes_back_for_now_is_counted(sent):
    raws = [report(sent.returns_to, status="4.2.2", subject=f"{n}") for n in range(3)]
    took = [services.take_report(raw=raw, at=NOON + DAY * n) for n, raw in enumerate(raws)]
    assert took == [Took.COUNTED, Took.COUNTED, Took.STOPPED]
    assert state() == State.BOUNCED


def test_what_came_back_long_ago_counts_no_more(sent):
    for turn in range(4):
        raw = report(sent.returns_to, status="4.4.1", subject=f"{turn}")
        assert services.take_report(raw=raw, at=NOON + 20 * DAY * turn) is Took.COUNTED


def test_a_mailbox_that_came_back_to_life_begins_anew(sent, postbox):
    services.take_report(raw=report(sent.returns_to), at=NOON)
    with time_machine.travel(NOON + DAY, tick=False):
        join(postbox, ADA, at=NOON + DAY)
    raw = report(sent.returns_to, status="4.4.1")
    assert services.take_report(raw=raw, at=NOON + 2 * DAY) is Took.COUNTED
    assert state() == State.CONFIRMED


def test_who_complains_is_off_the_list(sent):
    raw = complaint(f"Message-ID: {sent.message['Message-ID']}\nSubject: x\n\nHello")
    assert services.take_report(raw=raw, at=NOON) is Took.LEFT
    assert state() == State.LEFT


@pytest.mark.parametrize(
    ("action", "status", "said"),
    [
        ("failed", "5.1.1", Return.PERMANENT),
        ("Failed ", " 5.7.1", Return.PERMANENT),
        ("failed", "5.2.2", Return.TEMPORARY),
        ("failed", "4.4.7", Return.TEMPORARY),
        ("failed", "", Return.TEMPORARY),
        ("delayed", "4.4.1", None),
        ("delivered", "2.0.0", None),
        ("relayed", "5.1.1", None),
    ],
)
def test_what_a_server_says_is_understood(action, status, said):
    assert verdict(action, status) is said


def _forged(sent):
    number = Dispatch.objects.get().pk
    return f"returns+{number}-{'0' * 20}@news.example"


@pytest.mark.parametrize(
    ("make", "took"),
    [
        (lambda sent: report(_forged(sent)), Took.NOT_OURS),
        (lambda sent: report(ADA), Took.NOT_OURS),
        (lambda sent: report(tokens.of_dispatch(10**17) + "@news.example"), Took.NOT_OURS),
        (lambda sent: complaint("Message-ID: <1-00000000000000000000@x>\n\n"), Took.NOT_OURS),
        (lambda sent: report(sent.returns_to, action="delayed"), Took.NO_REPORT),
        (
            lambda sent: complaint(f"Message-ID: {sent.message['Message-ID']}", "not-spam"),
            Took.NO_REPORT,
        ),
        (
            lambda sent: f"To: {sent.returns_to}\nSubject: Away\n\nI am away.".encode(),
            Took.NO_REPORT,
        ),
        (lambda sent: b"", Took.NO_REPORT),
        (lambda sent: b"\x00\xff" * 5000, Took.NO_REPORT),
    ],
)
def test_what_proves_nothing_changes_nothing(sent, make, took):
    assert services.take_report(raw=make(sent), at=NOON) is took
    assert state() == State.CONFIRMED
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"To: x\n\n" + b"x" * (1024 * 1024),
        b"".join(
            f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n'.encode()
            for n in range(3000)
        ),
    ],
)
def test_what_would_wear_the_reader_out_is_refused_in_a_sentence(raw):
    with pytest.raises(Unreadable, match="is not read"):
        services.take_report(raw=raw, at=NOON)


@pytest.mark.parametrize(
    "spoilt",
    [
        "Subject: a\n=\\nutype: b\n c: d",
        "Subject: =?utf-8?b?%%%?=\nContent-Type: ;;;=",
        "Content-Type: message/rfc822\n\n" * 5000,
        "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64",
    ],
)
def test_a_letter_that_came_back_spoilt_is_read_all_the_same_or_refused(sent, spoilt):
    raw = complaint(f"{spoilt}\nMessage-ID: {sent.message['Message-ID']}\n\nHello")
    try:
        took = services.take_report(raw=raw, at=NOON)
    except Unreadable:
        took = None
    assert took in {None, Took.LEFT, Took.NOT_OURS}
    assert state() == (State.LEFT if took is Took.LEFT else State.CONFIRMED)


def run(*paths):
    return CliRunner().invoke(app, ["bounces", *map(str, paths)])


@pytest.mark.parametrize("kind", ["eml", "mbox", "maildir", "folder"])
def test_reports_are_read_from_wherever_they_lie(sent, tmp_path, kind):
    raw, other = report(sent.returns_to), b"Subject: Away\n\nI am away.\n"
    if kind == "maildir":
        for place in ("new", "cur", "tmp"):
            (tmp_path / place).mkdir()
        (tmp_path / "new" / "1").write_bytes(raw)
        (tmp_path / "cur" / "2").write_bytes(other)
        (tmp_path / "tmp" / "3").write_bytes(raw)
        told = run(tmp_path)
    elif kind == "mbox":
        both = b"".join(b"From x Thu Nov 26 12:00:00 2026\n" + one + b"\n" for one in (raw, other))
        (tmp_path / "returns").write_bytes(both)
        told = run(tmp_path / "returns")
    else:
        (tmp_path / "1.eml").write_bytes(raw)
        (tmp_path / "2.eml").write_bytes(other)
        told = run(tmp_path) if kind == "folder" else run(tmp_path / "1.eml", tmp_path / "2.eml")
    assert told.output.splitlines() == [
        "     1 addresses are written to no more",
        "     1 report no failure",
    ]
    assert state() == State.BOUNCED


def test_a_message_too_large_is_named_and_the_others_are_read(sent, tmp_path):
    (tmp_path / "1.eml").write_bytes(b"x" * (1024 * 1024 + 1))
    (tmp_path / "2.eml").write_bytes(report(sent.returns_to))
    told = run(tmp_path)
    assert "1.eml: A report larger than 1 MB is not read." in told.output
    assert state() == State.BOUNCED


def test_a_message_of_somebody_s_own_making_is_no_report():
    letter = EmailMessage()
    letter["Subject"] = "Hello"
    letter.set_content("Action: failed\nStatus: 5.1.1")
    assert services.take_report(raw=letter.as_bytes(), at=NOON) is Took.NO_REPORT
