"""The lines between host and worker, and the environment of a worker."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor.verification.protocol import (
    WORKER_STDERR_CHARS,
    LineChannel,
    ProtocolError,
    WorkerGoneError,
    WorkerLateError,
    decode,
    encode,
)
from preceptor.verification.worker_process import worker_environment


class Pipes:
    """A channel and the far ends of its three pipes."""

    def __init__(self) -> None:
        self.child_in, to_child = os.pipe()
        from_child, self.child_out = os.pipe()
        child_err, self.child_err = os.pipe()
        self.near = [to_child, from_child, child_err]
        self.channel = LineChannel(to_child, from_child, child_err)

    def close(self) -> None:
        for descriptor in (*self.near, self.child_in, self.child_out, self.child_err):
            try:
                os.close(descriptor)
            except OSError:
                continue


@pytest.fixture
def pipes() -> Iterator[Pipes]:
    pipes = Pipes()
    yield pipes
    pipes.close()


def soon() -> float:
    return time.monotonic() + 0.05


def test_lines_come_one_by_one_however_they_are_cut(pipes: Pipes) -> None:
    os.write(pipes.child_out, b'{"a": 1}\n{"b"')
    assert pipes.channel.receive(soon()) == {"a": 1}
    with pytest.raises(WorkerLateError):
        pipes.channel.receive(soon())
    os.write(pipes.child_out, b": 2}\n")
    assert pipes.channel.receive(soon()) == {"b": 2}


def test_a_closed_pipe_is_a_worker_gone(pipes: Pipes) -> None:
    os.write(pipes.child_err, b"last words\n")
    os.close(pipes.child_out)
    with pytest.raises(WorkerGoneError):
        pipes.channel.receive(soon())
    assert pipes.channel.stderr == "last words\n"


def test_nobody_reading_is_a_worker_gone(pipes: Pipes) -> None:
    os.close(pipes.child_in)
    with pytest.raises(WorkerGoneError):
        pipes.channel.send(b"x\n", soon())


def test_a_reader_that_stopped_is_late(pipes: Pipes) -> None:
    with pytest.raises(WorkerLateError):
        pipes.channel.send(b"x" * 10_000_000, soon())


def test_a_line_without_end_is_refused(pipes: Pipes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preceptor.verification.limits.WORKER_LINE_BYTES", 1000)
    os.write(pipes.child_out, b"x" * 5000)
    with pytest.raises(ProtocolError, match="more than 1000 bytes"):
        pipes.channel.receive(soon())


def test_a_chatty_stderr_is_drained_and_its_end_kept(pipes: Pipes) -> None:
    for number in range(50):
        os.write(pipes.child_err, b"%05d " % number * 200)
        with pytest.raises(WorkerLateError):
            pipes.channel.receive(time.monotonic() + 0.001)
    assert len(pipes.channel.stderr) == WORKER_STDERR_CHARS
    assert pipes.channel.stderr.endswith("00049 ")


@pytest.mark.parametrize(
    "line", [b"", b"noise", b"[1]", b"1", b"{", b'{"a": ' + b"9" * 5000 + b"}", b"[" * 100_000]
)
def test_what_is_no_message(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(line)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_survives_the_crossing(text: str) -> None:
    line = encode({"text": text})
    assert line.count(b"\n") == 1
    assert decode(line) == {"text": text}


SECRETS = {
    "OPENAI_API_KEY": "x",
    "HF_TOKEN": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_SESSION_TOKEN": "x",
    "MY_PASSWORD": "x",
    "PASSWORD": "x",
    "db_passwd": "x",
    "OPENAIKEY": "x",
    "GOOGLE_APPLICATION_CREDENTIALS": "x",
    "SSH_AUTH_SOCK": "x",
    "CLIENT_SECRETS": "x",
    "HTTPS_PROXY": "http://user:word@proxy:3128",
    "DATABASE_URL": "postgres://me:pw@host/db",
}
PLAIN = {
    "PATH": "/usr/bin",
    "HOME": "/home/me",
    "LANG": "C.UTF-8",
    "TOKENIZERS_PARALLELISM": "false",
    "KEYBOARD": "us",
    "HTTP_PROXY": "http://proxy:3128",
    "PYTHONPATH": "/src",
}


def test_the_environment_is_scrubbed_of_secrets() -> None:
    kept = worker_environment({**SECRETS, **PLAIN})
    assert not SECRETS.keys() & kept.keys()
    assert PLAIN.items() <= kept.items()
    assert kept["OMP_NUM_THREADS"] == "1"
