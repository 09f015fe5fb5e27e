// title: Two treaties, provision by provision
// answers: Every correspondence between two treaties.
// param first: id of a treaty = 'uncc'
// param second: id of a treaty = 'budapest'
MATCH (p:Provision)-[r:CORRESPONDS_TO]->(q:Provision)
WHERE (p.treaty = $first AND q.treaty = $second) OR (p.treaty = $second AND q.treaty = $first)
RETURN p.id AS from_provision, p.heading AS from_heading, r.relation AS relation, q.id AS to_provision, q.heading AS to_heading, r.basis AS basis, r.locator AS locator
ORDER BY p.treaty, p.ordinal, q.ordinal, locator
