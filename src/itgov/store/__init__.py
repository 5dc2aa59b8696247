"""Files and records: finding them, reading them with their positions, writing them back.

The only package that touches the disk or the YAML library. It reports what is
broken in a file as findings; what is wrong between records is for `check`.
"""
