"""The day as an assessor works it: conflict question, brief, live, classify, rate, lock."""
