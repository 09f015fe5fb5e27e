// title: Signatories that have not followed up
// answers: Who signed a treaty and has deposited no instrument, with the day of signature where it is known.
// param treaty: id of a treaty = 'uncc'
MATCH (t:Treaty {id: $treaty})<-[s:SIGNED]-(a:Actor)
WHERE NOT EXISTS { MATCH (a)-[:RATIFIED]->(t) }
RETURN a.id AS actor, a.name AS name, min(s.date) AS signed
ORDER BY signed, actor
