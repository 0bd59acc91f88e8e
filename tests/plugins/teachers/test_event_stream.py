"""Server-sent events, in whatever pieces they arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor_teachers.event_stream import EventStream

STREAMS: list[tuple[bytes, list[str]]] = [
    (b"data: a\n\ndata: b\n\n", ["a", "b"]),
    (b"data:a\r\n\r\ndata:  b\r\n\r\n", ["a", " b"]),
    (b"data: a\r\rdata: b\r\r\n", ["a", "b"]),
    (b": keep-alive\n\nevent: x\nid: 7\ndata: a\n\n", ["a"]),
    (b"data: {\ndata: }\n\n", ["{\n}"]),
    (b"data: a\n\ndata: torn", ["a"]),
    ("data: µ\n\n".encode(), ["µ"]),
    (b"\n\n\n", []),
]


@pytest.mark.parametrize(("sent", "events"), STREAMS)
def test_streams(sent: bytes, events: list[str]) -> None:
    assert list(EventStream().feed(sent)) == events


@given(st.sampled_from(STREAMS), st.data())
def test_pieces_make_no_difference(stream: tuple[bytes, list[str]], data: st.DataObject) -> None:
    sent, events = stream
    received, given_out = EventStream(), []
    while sent:
        size = data.draw(st.integers(1, len(sent)))
        given_out += list(received.feed(sent[:size]))
        sent = sent[size:]
    # A lone carriage return at the very end may wait for its line feed.
    assert given_out == events[: len(given_out)]
    assert len(given_out) >= len(events) - 1
