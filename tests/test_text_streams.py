"""What evidence quotes of texts, whichever way the evidence of these is asked for."""

from __future__ import annotations

import duckdb
import pyarrow
import pytest

from toolkit.validation.rules import text_streams
from toolkit.validation.rules.text_streams import quotations_stream

TEXTS = {"a": "Ada met Bo.", "c": "It rained in Lomé."}
EVIDENCE = [
    ("e1", "a", 0, 3),
    ("e2", "b", 0, 3),
    ("e3", "c", 13, 17),
    ("e4", "a", 8, 99),
    ("e5", "a", 4, 4),
    ("e6", "c", -1, 4),
    ("e7", None, 0, 4),
]


@pytest.mark.parametrize("few", [-1, 4096], ids=["all evidence", "that of the texts"])
@pytest.mark.parametrize("texts", [TEXTS, {"b": "Cy spoke."}, {"x": "Nobody."}, {}])
def test_quotations_are_those_of_the_texts_at_hand(few, texts, monkeypatch):
    monkeypatch.setattr(text_streams, "_FEW_TEXTS", few)
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE evidence "
            "(evidence_id VARCHAR, article_id VARCHAR, char_start BIGINT, char_end BIGINT)"
        )
        connection.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?)", EVIDENCE)
        with quotations_stream(connection, texts) as stream:
            rows = pyarrow.RecordBatchReader.from_stream(stream).read_all().to_pylist()
    assert sorted(tuple(row.values()) for row in rows) == [
        (evidence_id, texts[article_id][start:end], len(texts[article_id]))
        for evidence_id, article_id, start, end in EVIDENCE
        if article_id in texts and 0 <= start < end
    ]
