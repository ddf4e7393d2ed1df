"""How values are shown to a person on a terminal; a machine asks for JSON instead."""
