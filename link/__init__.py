"""Commitments to recommendations: witnesses, scores, bands."""
