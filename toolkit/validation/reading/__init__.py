"""The files of a data package, read with care: whoever made it may mean harm or have erred.

A descriptor is text of bounded size and depth; its paths lie within the package; nothing is
fetched unasked; what is packed is unpacked only as far as it is no bomb.
"""
