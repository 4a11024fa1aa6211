"""The timetable: who does what when, and who watches. Arithmetic only: no session, no wall clock, no language.

`problem` says what is given, `calendar` what one person's day allows, `rotation` spreads assessors over equal slots,
`search` finds the times of a real day, `bound` how good it could be at best, `clash` why there is none.
"""
