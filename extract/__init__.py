"""Documents to commitments: reading, structure, rules, dates, bodies."""
