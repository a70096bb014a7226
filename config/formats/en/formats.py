"""How dates are written wherever nothing else is said: Django reads this before its own for the language."""

DATE_FORMAT = SHORT_DATE_FORMAT = "F j, Y"
# Django has "p.m." and "PM"; what says "pm" is accounts/moments.py.
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = rf"{DATE_FORMAT} \a\t {TIME_FORMAT}"
