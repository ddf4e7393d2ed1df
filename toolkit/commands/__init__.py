"""The command line, a file a command: its options, one call of a public function, its output."""
