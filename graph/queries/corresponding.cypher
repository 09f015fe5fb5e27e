// title: Matching provisions of other treaties
// answers: What corresponds to a provision or its parts, in either direction; relation is read as in SKOS from the first to the second.
// param id: id of a provision = 'uncc/art_16'
MATCH (p:Provision)
WHERE p.id = $id OR p.id STARTS WITH $id + '/'
MATCH (p)-[r:CORRESPONDS_TO]-(q:Provision)
RETURN DISTINCT startNode(r).id AS first, r.relation AS relation, endNode(r).id AS second, q.name AS name, q.summary AS summary, r.basis AS basis, r.score AS score, r.review AS review, r.locator AS locator
ORDER BY first, second, locator
