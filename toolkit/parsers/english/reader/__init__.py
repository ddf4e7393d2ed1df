"""The trained reader: a small transformer that says what the words of an article mean."""
