"""The records: what a city writes down, as frozen and strict types.

One module per concept of the glossary (`domain` terms in docs/data-model.md).
Nothing here reads files, prints, or knows how a rule is checked.
"""
