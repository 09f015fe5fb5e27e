// title: One provision and its parts
// answers: The provision and everything below it, in reading order.
// param id: id of a provision = 'uncc/art_16'
MATCH (p:Provision {id: $id})
OPTIONAL MATCH (p)-[:CONTAINS*1..4]->(part:Provision)
WITH p, part
ORDER BY part.ordinal
WITH p, collect(part) AS parts
UNWIND [p] + parts AS x
RETURN x.id AS provision, x.number AS number, x.heading AS heading, x.summary AS summary, x.text AS text, x.review AS review
