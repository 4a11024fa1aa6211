"""The line-up: who takes which place. Arithmetic only: no session, no language, no file.

`problem` says what is given and what a line-up is worth, `every` tries them all for few candidates, `model` proves the
best of many by column generation, `best` chooses between them, `clash` says why there is none.
"""
