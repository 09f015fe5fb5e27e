// title: What a provision refers to, and what refers to it
// answers: References from and to a provision and its parts.
// param id: id of a provision = 'uncc/art_42'
MATCH (p:Provision)
WHERE p.id = $id OR p.id STARTS WITH $id + '/'
MATCH (p)-[r:REFERS_TO]-(q)
RETURN DISTINCT startNode(r).id AS from_provision, endNode(r).id AS to_provision, q.name AS name, r.kind AS kind, r.locator AS locator, r.review AS review
ORDER BY from_provision, to_provision, locator
