// title: Parties to both of two treaties
// answers: Actors bound by both treaties on a day.
// param first: id of a treaty = 'budapest'
// param second: id of a treaty = 'untoc'
// param on: day as YYYY-MM-DD = today
MATCH (s:Treaty {id: $first})<-[x:PARTY_TO]-(a:Actor)
WHERE x.since <= $on AND (x.until IS NULL OR x.until > $on)
WITH DISTINCT a
MATCH (a)-[y:PARTY_TO]->(t:Treaty {id: $second})
WHERE y.since <= $on AND (y.until IS NULL OR y.until > $on)
RETURN DISTINCT a.id AS actor, a.name AS name
ORDER BY actor
