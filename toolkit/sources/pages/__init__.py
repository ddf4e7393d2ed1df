"""What a web page or a piece of one says: its article, its day, its text without mark-up."""
