"""Storages that fsspec knows: how an address opens one, and what its errors mean."""
