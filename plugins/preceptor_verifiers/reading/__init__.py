"""What an answer says: notations around the value that are not the value."""
