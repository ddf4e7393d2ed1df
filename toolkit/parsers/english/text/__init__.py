"""The shape of the text: its blocks, its header, the tables and the numbers in it."""
