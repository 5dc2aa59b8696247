"""The split as a workbook that a controller can audit, and its input sheets read back as changes of the records.

The sheets are plain values (`sheet`); `pen` alone writes them as a file, `grid` alone reads one. Nothing here
prints, and nothing in a workbook but its input cells is believed.
"""
