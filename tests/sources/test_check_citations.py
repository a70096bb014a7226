"""The command `check_citations`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ITEMS = [{"id": "freeze", "type": "book", "title": "Russia: A History", "editor": [{"family": "Freeze"}]}]
TEXT = "It was war (Freeze 347)."


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "sources.json"
    path.write_text(json.dumps(ITEMS), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> str:
    out = io.StringIO()
    call_command("check_citations", *map(str, arguments), stdout=out)
    return out.getvalue()


def run_json(*arguments: str | Path) -> dict[str, Any]:
    return json.loads(run(*arguments, "--json"))  # type: ignore[no-any-return]


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "essay.txt"
    path.write_bytes(data)
    return path


def test_json_without_a_database(tmp_path: Path, sources: Path) -> None:
    citation = {"source": "freeze", "locator": "347", "status": "matched", "candidates": []}
    place = {"start": 12, "end": 22, "text": "Freeze 347"}
    result = run_json(written(tmp_path, TEXT.encode()), "--sources", sources)
    assert result == {"citations": [citation | place], "findings": []}


def test_table_for_readers(tmp_path: Path, sources: Path) -> None:
    table = run(written(tmp_path, TEXT.encode()), "--sources", sources)
    assert "Freeze 347" in table
    assert "citations: 1" in table


def test_standard_input(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="ascii"))
    assert len(run_json("-", "--sources", sources)["citations"]) == 1


def test_byte_order_mark_is_no_character(tmp_path: Path, sources: Path) -> None:
    result = run_json(written(tmp_path, b"\xef\xbb\xbf" + TEXT.encode()), "--sources", sources)
    assert result["citations"][0]["start"] == 12


def test_an_object_with_items_will_do(tmp_path: Path, sources: Path) -> None:
    sources.write_text(json.dumps({"items": ITEMS}))
    assert run_json(written(tmp_path, TEXT.encode()), "--sources", sources)["findings"] == []


@pytest.mark.parametrize("data", [b"[{", b"3", b'{"a": 1}', b"\xff\xfe[", b"[" * 100_000])
def test_a_faulty_list_of_sources_is_refused(tmp_path: Path, data: bytes, sources: Path) -> None:
    sources.write_bytes(data)
    with pytest.raises(CommandError, match=r"sources\.json"):
        run(written(tmp_path, TEXT.encode()), "--sources", sources)


def test_text_that_is_not_utf8_or_not_there_is_refused(tmp_path: Path, sources: Path) -> None:
    with pytest.raises(CommandError, match="not UTF-8: byte 4"):
        run(written(tmp_path, b"caf\xe9 au lait"), "--sources", sources)
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.txt", "--sources", sources)
