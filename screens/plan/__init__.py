"""The center before the day: the rubrics that it measures with."""
