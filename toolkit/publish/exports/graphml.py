"""GraphML: who met whom, for networkx, igraph, Gephi and yEd."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from toolkit.publish.exports.export import Export
from toolkit.publish.exports.lines import Lines, write_lines
from toolkit.publish.exports.meeting_graph import EDGE_VALUES, EDGES, NODE_VALUES, NODES
from toolkit.publish.exports.text import xml_text
from toolkit.publish.published_version import PublishedVersion


def write(published: PublishedVersion, stream: BinaryIO) -> None:
    """Write the graph, one element a line; a value that is unknown has no element."""
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(
            f'<key id="{part}-{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>'
            for part, values in (("node", NODE_VALUES), ("edge", EDGE_VALUES))
            for name, kind in values.items()
        ),
        '<graph id="who-met-whom" edgedefault="undirected">',
    ]
    stream.write("".join(f"{line}\n" for line in head).encode())
    node = f"""'<node id="' || actor_id || '">' || {_data("node", NODE_VALUES)} || '</node>'"""
    edge = (
        """'<edge source="' || source || '" target="' || target || '">' || """
        f"""{_data("edge", EDGE_VALUES)} || '</edge>'"""
    )
    for lines in (
        Lines(f"SELECT {node} FROM ({NODES}) ORDER BY actor_id"),
        Lines(f"SELECT {edge} FROM ({EDGES}) ORDER BY source, target"),
    ):
        write_lines(published.connection, lines, stream)
    stream.write(b"</graph>\n</graphml>\n")


def _data(part: str, names: Iterable[str]) -> str:
    """Return SQL of the elements with the values of these columns."""
    elements = (
        f"""'<data key="{part}-{name}">' || {xml_text(f"{name}::VARCHAR")} || '</data>'"""
        for name in names
    )
    return f"concat({', '.join(elements)})"


EXPORT = Export("graphml", "Who met whom, as GraphML", "meetings.graphml", "application/xml", write)
