"""The files that a run writes, made whole beside the earlier ones and then swapped in."""
