"""Front matter: what is left of a text is its end, and keys are texts."""

from __future__ import annotations

from toolkit.sources.front_matter import split_front_matter

SEEDS = (
    b"---\ntitle: Two meet\ndate: 2021-10-11\n---\nThey met.",
    b"---\ntitle: Monrovia: two meet\npublisher: Wire\n---\nThey met.",
    b"---\ntitle: Two meet\n\nThey met.",
    b"\n\n---\n- a\n- b\n...\nThey met.",
    b"---\n? [a]\n: b\n---\n",
    b"---\na: &a [*a]\n---\n",
    b"---\na: &a {b: c}\n<<: *a\n---\n",
    b"---\na: !!python/object:os.system x\n---\n",
    b"---\n" + b"[" * 300 + b"\n---\n",
    b"---\na: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n---\n",
    b"---\na: [\nb: c" + b" " * 500 + b"d\n---\nThey met.",
    b"---\n---\n",
    b"---\na: |\n  b\n  c\n---\nThey met.",
)
WORDS = (
    b"---\n",
    b"...\n",
    b"title: ",
    b"&a ",
    b"*a",
    b"!!map ",
    b"<<: ",
    b"? ",
    b"|\n",
    b"[",
    b"{",
)


def judge(data: bytes) -> None:
    """Split a text in two."""
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    split = split_front_matter(text)
    assert text.endswith(split.body)
    assert all(type(key) is str for key in split.metadata)
    again = split_front_matter(text)
    assert (split.body, split.notes, [*split.metadata]) == (
        again.body,
        again.notes,
        [*again.metadata],
    )
    if split.body == text:
        assert not split.metadata
