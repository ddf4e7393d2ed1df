"""The named actors of an article: who and what they are, and every form of their names."""
