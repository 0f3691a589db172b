"""Where and in which words systems differ: buckets, n-gram wins, over-used words, examples. Pure functions."""
