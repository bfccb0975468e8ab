"""What the program does for a person, one named function an action; window and commands call it."""
