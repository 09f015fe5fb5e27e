// title: Every statement of one type
// answers: Both ends of each relationship of a type, with its citation.
// param type: relationship type, such as SUPPLEMENTS or OBJECTS_TO = 'SUPPLEMENTS'
// param limit: how many rows = 500
MATCH (a)-[r]->(b)
WHERE type(r) = $type
RETURN a.id AS from_id, a.name AS from_name, type(r) AS relation, b.id AS to_id, b.name AS to_name, r.review AS review, r.source AS source, r.locator AS locator
ORDER BY from_id, to_id, source, locator
LIMIT $limit
