"""The engine that is frictionless itself, told what the specification asks."""
