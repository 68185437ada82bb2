"""What makes the database quick to ask: indexes, full-text search, and views for the usual questions."""

INDEXES = (
    'CREATE INDEX "commitments_by_document" ON "commitments" ("document_id")',
    'CREATE INDEX "commitments_by_due" ON "commitments" ("due")',
    'CREATE INDEX "commitments_by_stance" ON "commitments" ("stance")',
    'CREATE INDEX "commitments_by_repeats" ON "commitments" ("repeats")',
    'CREATE INDEX "threads_by_commitment" ON "threads" ("commitment_id")',
    'CREATE INDEX "decisions_by_commitment" ON "decisions" ("commitment_id")',
    'CREATE INDEX "bodies_in_commitments" ON "commitment_bodies" ("body")',
    'CREATE INDEX "links_by_recommendation" ON "links" ("recommendation_id", "band")',
)

# Datasette finds a search index only where the table's name stands in double quotes or brackets.
SEARCH = (
    'CREATE VIRTUAL TABLE "commitments_fts" USING fts5 ('
    '"quote", "section", "action", content="commitments", tokenize="porter unicode61")',
    """INSERT INTO "commitments_fts" ("commitments_fts") VALUES ('rebuild')""",
    """INSERT INTO "commitments_fts" ("commitments_fts") VALUES ('optimize')""",
    'CREATE VIRTUAL TABLE "blocks_fts" USING fts5 ("words", content="blocks", tokenize="porter unicode61")',
    """INSERT INTO "blocks_fts" ("blocks_fts") VALUES ('rebuild')""",
    """INSERT INTO "blocks_fts" ("blocks_fts") VALUES ('optimize')""",
)

MEANINGS = {
    "due": "What falls due and when, earliest first",
    "by_recommendation": "Every recommendation with the commitments that answer it, oldest first; "
    "without a commitment where nothing was found",
    "by_body": "Who has to act, or has a part: body by body, earliest due first",
    "refusals": "What is refused, with the recommendation where one is linked",
    "unanswered": "The recommendations about which nothing was found in the documents read",
    "said_again": "What promises the same as an earlier row, with both sentences",
}
"""What each view shows, in one line."""

VIEWS = {
    "due": """
CREATE VIEW "due" AS
SELECT c.due, c.relation, c.when_text, c.stance, c.responsible_bodies, c.action, c.quote, c.condition,
       c.recommendations, c.document_id, c.commitment_id, c.citation_url
FROM commitments AS c
WHERE c.due IS NOT NULL AND c.stance <> 'declined'
ORDER BY c.due, c.rowid""",
    "by_recommendation": """
CREATE VIEW "by_recommendation" AS
SELECT r.recommendation_id, r.report, r.number, r.title, c.published, c.stance, c.responsible_bodies,
       c.due, c.condition, c.quote, l.score, c.document_id, c.commitment_id, c.citation_url
FROM recommendations AS r
LEFT JOIN links AS l ON l.recommendation_id = r.recommendation_id AND l.band = 'accept'
LEFT JOIN commitments AS c ON c.commitment_id = l.commitment_id
ORDER BY r.rowid, c.published, c.rowid""",
    "by_body": """
CREATE VIEW "by_body" AS
SELECT b.body, b.role, c.due, c.stance, c.specificity, c.action, c.quote, c.condition, c.recommendations,
       c.document_id, c.commitment_id, c.citation_url
FROM commitment_bodies AS b
JOIN commitments AS c ON c.commitment_id = b.commitment_id
ORDER BY b.body, c.due IS NULL, c.due, c.rowid""",
    "refusals": """
CREATE VIEW "refusals" AS
SELECT l.recommendation_id, c.published, c.responsible_bodies, c.quote, c.document_id, c.commitment_id,
       c.citation_url
FROM commitments AS c
LEFT JOIN links AS l ON l.commitment_id = c.commitment_id AND l.band = 'accept'
WHERE c.stance = 'declined'
ORDER BY c.rowid, l.rowid""",
    "unanswered": """
CREATE VIEW "unanswered" AS
SELECT r.recommendation_id, r.report, r.number, r.title, r.addressees, r.finding
FROM recommendations AS r
WHERE r.commitments = 0
ORDER BY r.rowid""",
    "said_again": """
CREATE VIEW "said_again" AS
SELECT c.published, c.document_id, c.stance, c.due, c.quote, f.published AS earlier_published,
       f.document_id AS earlier_document_id, f.stance AS earlier_stance, f.due AS earlier_due,
       f.quote AS earlier_quote, c.commitment_id, f.commitment_id AS earlier_commitment_id
FROM commitments AS c
JOIN commitments AS f ON f.commitment_id = c.repeats
ORDER BY c.rowid""",
}
"""The statement that makes each view."""
