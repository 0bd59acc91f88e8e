"""Models on this machine: fetched, checked by hash and converted; the precision they run in."""
