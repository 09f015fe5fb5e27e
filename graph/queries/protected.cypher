// title: Whom a treaty protects
// answers: Each protected group with the provisions that protect it.
// param treaty: id of a treaty = 'uncc'
MATCH (p:Provision)-[r:PROTECTS]->(s:Stakeholder)
WHERE p.treaty = $treaty
RETURN s.id AS stakeholder, s.name AS name, p.id AS provision, p.heading AS heading, p.summary AS summary, r.review AS review
ORDER BY stakeholder, p.ordinal
