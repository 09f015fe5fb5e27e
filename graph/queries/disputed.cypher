// title: Where sources differ
// answers: Every disputed statement with both ends and its source.
MATCH (a)-[r]->(b)
WHERE r.review = 'disputed'
RETURN a.id AS from_id, type(r) AS relation, b.id AS to_id, r.date AS date, r.note AS note, r.source AS source, r.locator AS locator
ORDER BY relation, from_id, to_id, source, locator
