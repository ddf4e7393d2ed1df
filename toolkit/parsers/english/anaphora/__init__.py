"""What pronouns and phrases such as "the party" refer to."""
