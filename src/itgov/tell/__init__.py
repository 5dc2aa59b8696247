"""Findings told: in the forms that people read, and those that machines do.

Pure functions from findings to text. Nothing here prints, and nothing here finds.
"""
