"""DNA sequences for preceptor: a reference kind and a verifier."""
