"""The pictures of a release as SVG text: the same rows give the same bytes."""
