"""GEXF 1.2: who met whom, for Gephi, with the number of meetings as weight."""

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
    stream.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        b'<graph mode="static" defaultedgetype="undirected">\n'
    )
    for part, values in (("node", NODE_VALUES), ("edge", EDGE_VALUES)):
        attributes = "".join(
            f'<attribute id="{name}" title="{name}" type="{kind}"/>'
            for name, kind in values.items()
        )
        stream.write(f'<attributes class="{part}">{attributes}</attributes>\n'.encode())
    node = (
        f"""'<node id="' || actor_id || '" label="' || {xml_text("name")} || '">' || """
        f"""{_values(NODE_VALUES)} || '</node>'"""
    )
    edge = (
        """'<edge id="' || row_number() OVER (ORDER BY source, target) || '" source="' || source"""
        """ || '" target="' || target || '" weight="' || meetings || '">' || """
        f"""{_values(EDGE_VALUES)} || '</edge>'"""
    )
    stream.write(b"<nodes>\n")
    nodes = Lines(f"SELECT {node} FROM ({NODES}) ORDER BY actor_id")
    write_lines(published.connection, nodes, stream)
    stream.write(b"</nodes>\n<edges>\n")
    edges = Lines(f"SELECT {edge} FROM ({EDGES}) ORDER BY source, target")
    write_lines(published.connection, edges, stream)
    stream.write(b"</edges>\n</graph>\n</gexf>\n")


def _values(names: Iterable[str]) -> str:
    """Return SQL of the element with the values of these columns."""
    values = (
        f"""'<attvalue for="{name}" value="' || {xml_text(f"{name}::VARCHAR")} || '"/>'"""
        for name in names
    )
    return f"'<attvalues>' || concat({', '.join(values)}) || '</attvalues>'"


EXPORT = Export("gexf", "Who met whom, as GEXF", "meetings.gexf", "application/xml", write)
