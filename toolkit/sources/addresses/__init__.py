"""Inputs that are no paths of this machine: storages that fsspec knows, and pages of the web."""
