"""What the YAML parser complains of, in words that can be translated.

The words are libyaml's (scanner.c and parser.c); what is not listed is told as it came.
"""

from __future__ import annotations

from itgov.message import Message, msg, quoted

_PROBLEMS: tuple[Message, ...] = (
    msg("alias value must contain alphanumerical characters only"),
    msg("anchor value must contain alphanumerical characters only"),
    msg("block collection entries are not allowed in this context"),
    msg("block sequence entries are not allowed in this context"),
    msg("could not find expected ':'"),
    msg("could not find expected directive name"),
    msg("did not find URI escaped octet"),
    msg("did not find expected '-' indicator"),
    msg("did not find expected ',' or ']'"),
    msg("did not find expected <document start>"),
    msg("did not find expected alphabetic or numeric character"),
    msg("did not find expected comment or line break"),
    msg("did not find expected digit or '.' character"),
    msg("did not find expected hexdecimal number"),
    msg("did not find expected key"),
    msg("did not find expected node content"),
    msg("did not find expected tag URI"),
    msg("did not find expected version number"),
    msg("did not find expected whitespace"),
    msg("did not find expected whitespace or line break"),
    msg("did not find the expected '>'"),
    msg("found a tab character that violates indentation"),
    msg("found a tab character where an indentation space is expected"),
    msg("found an indentation indicator equal to 0"),
    msg("found character that cannot start any token"),
    msg("found duplicate %TAG directive"),
    msg("found duplicate %YAML directive"),
    msg("found extremely long version number"),
    msg("found incompatible YAML document"),
    msg("found invalid Unicode character escape code"),
    msg("found undefined tag handle"),
    msg("found unexpected ':'"),
    msg("found unexpected document indicator"),
    msg("found unexpected end of stream"),
    msg("found unexpected non-alphabetical character"),
    msg("found unknown directive name"),
    msg("found unknown escape character"),
    msg("mapping keys are not allowed in this context"),
    msg("mapping values are not allowed in this context"),
)
_BRACES = "did not find expected ',' or '}'"
"""Apart, since a brace has a meaning in a message."""
_BY_WORDS = {problem.text: problem for problem in _PROBLEMS}


def in_words(problem: str) -> Message | str:
    """The parser's words as a message; as they came, made harmless, where they are not known."""
    if problem == _BRACES:
        return msg("did not find expected ',' or '{brace}'", brace="}")
    return _BY_WORDS.get(problem, quoted(problem))
