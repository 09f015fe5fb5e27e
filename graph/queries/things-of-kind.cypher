// title: Everything of one kind
// answers: The things that carry a label, by id, with their review state.
// param kind: label, such as Treaty, Offence or State = 'Treaty'
// param limit: how many rows = 500
MATCH (n)
WHERE $kind IN labels(n)
RETURN n.id AS id, n.name AS name, n.source AS source, n.locator AS locator, n.review AS review
ORDER BY id
LIMIT $limit
