"""Small models on this machine: fetched, checked by hash and converted."""
