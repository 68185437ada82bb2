"""Something wrong with what a user gave us, in one sentence."""


class Problem(Exception):
    """A user's mistake or a bad input: thing, place and mend in one sentence.

    The command line prints it without a traceback and exits with 1.
    """
