"""Whether a proof proves its statement: the document, its messages and the evidence."""
