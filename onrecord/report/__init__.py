"""The report: a static site about one run, made from its database."""
