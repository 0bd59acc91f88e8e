"""Lists, sets, matrices, regions and equations."""
