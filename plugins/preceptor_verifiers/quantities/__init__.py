"""Numbers with units: their reading, their tolerance and their comparison."""
