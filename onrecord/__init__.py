"""The command line and what it drives: runs, tables, evaluation."""
