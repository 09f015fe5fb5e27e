// title: Everything said of one thing
// answers: Each relationship of a thing with the thing at the other end and its citation.
// param id: id of anything = 'FRA'
// param limit: how many rows = 500
MATCH (a)-[r]-(b)
WHERE a.id = $id
RETURN type(r) AS relation, startNode(r).id AS from_id, endNode(r).id AS to_id, b.name AS name, r.source AS source, r.locator AS locator, r.review AS review
ORDER BY relation, from_id, to_id, source, locator
LIMIT $limit
