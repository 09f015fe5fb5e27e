"""What a reference does where it stands: it makes subject to, defines, applies, permits a reservation, or just cites."""

from __future__ import annotations

import re

_BEFORE = 160
_SENTENCE = re.compile(r"[.;:]\s")
_WITHIN_SENTENCE = r"[^.;]{0,60}$"
_PATTERNS = {
    "permits_reservation": r"\breserves? the right\b|\bavails? itself of the reservation"
    r"|\breservations?\b.{0,60}\b(?:to|under|provided for in|permitted (?:by|under|in))\W*$",
    "without_prejudice": rf"\b(?:without prejudice to|notwithstanding|shall not (?:affect|prejudice)){_WITHIN_SENTENCE}",
    "subject_to": r"\b(?:subject to|except as(?: otherwise)?(?: specifically)? provided(?: otherwise)?(?: for)? in"
    rf"|unless otherwise provided(?: for)? in|save as provided in){_WITHIN_SENTENCE}",
    "defines": r"\b(?:defined|established|described|specified|enumerated|listed|within the meaning|set (?:forth|out)|covered by)\b"
    rf"{_WITHIN_SENTENCE}",
    "applies": r"\b(?:appl(?:y|ies|ication|ied|icable)|in accordance with|pursuant to|in conformity with|according to"
    rf"|giv(?:e|es|ing) effect to|mutatis mutandis|measures referred to in|obligations set forth in)\b{_WITHIN_SENTENCE}",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_APPLIES_AFTER = re.compile(
    r"^[^.;]{0,40}\b(?:shall (?:also )?(?:apply|be applicable|be applied)|(?:is|are) applicable|appl(?:y|ies))\b",
    re.IGNORECASE,
)


def kind_of(text: str, start: int, end: int) -> str:
    """What a reference does there, by the words around it: `subject_to`, `defines`, `applies`, ..., else `cites`."""
    before = text[max(0, start - _BEFORE) : start]
    before = _SENTENCE.split(before)[-1]
    for kind, pattern in _KINDS.items():
        if pattern.search(before):
            return kind
    return "applies" if _APPLIES_AFTER.match(text[end : end + 80]) else "cites"
