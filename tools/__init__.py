"""What keeps the project's own generated files current; not part of the package."""
