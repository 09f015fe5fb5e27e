// title: The provisions that others lean on
// answers: Provisions by how many other provisions of the same treaty refer to them.
// param treaty: id of a treaty = 'budapest'
// param limit: how many rows = 25
MATCH (q:Provision)<-[:REFERS_TO]-(p:Provision)
WHERE q.treaty = $treaty AND p.treaty = $treaty
WITH q, count(DISTINCT p) AS referring
RETURN q.id AS provision, q.name AS name, referring
ORDER BY referring DESC, q.ordinal
LIMIT $limit
