"""Faults planted one at a time in the city's own records, each to be found by its rule and by no other."""
