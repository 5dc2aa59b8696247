"""Records changed in their files: formatted, mended, renamed, with comments where they belong.

Nothing here decides what is right: rules do. Nothing here loses what it does not understand: it refuses.
"""
