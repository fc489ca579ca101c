"""Integers of any length as text and back. Python's own conversions refuse more than a few thousand digits, and its
limit holds for the whole process, whose code is the user's."""

from __future__ import annotations

import decimal

# Up to so many bits and digits a part is converted at once.
_BITS = 2048
_DIGITS = 600


def to_digits(number: int) -> str:
    """The decimal digits of an integer."""
    try:
        return int.__repr__(number)
    except ValueError:
        pass
    with decimal.localcontext() as exact:
        exact.prec = decimal.MAX_PREC
        exact.Emax = decimal.MAX_EMAX
        exact.Emin = decimal.MIN_EMIN
        exact.traps[decimal.Inexact] = True
        powers: dict[int, decimal.Decimal] = {}

        def part(rest: int, bits: int) -> decimal.Decimal:
            # The library's own conversion takes a time that grows with the square of the length.
            if bits <= _BITS:
                return decimal.Decimal(rest)
            low = bits // 2
            if low not in powers:
                powers[low] = decimal.Decimal(2) ** low
            return part(rest >> low, bits - low) * powers[low] + part(rest & ((1 << low) - 1), low)

        digits = str(part(abs(number), number.bit_length()))
    return "-" + digits if number < 0 else digits


def from_digits(digits: str) -> int:
    """The integer that decimal digits, with or without a sign, say."""
    try:
        return int(digits)
    except ValueError:
        pass
    negative = digits.startswith("-")
    powers: dict[int, int] = {}

    def part(text: str) -> int:
        if len(text) <= _DIGITS:
            return int(text)
        low = len(text) // 2
        if low not in powers:
            powers[low] = 10**low
        return part(text[:-low]) * powers[low] + part(text[-low:])

    number = part(digits[1:] if negative else digits)
    return -number if negative else number
