"""Plan: a center before its day: rubrics in the catalogue, people, candidates, timetable, freeze."""
