// title: What two states are both bound to criminalise
// answers: Offences that each of two states is bound to criminalise on a day, by whichever treaty; reservations are not weighed.
// param one: id of a state = 'FRA'
// param other: id of a state = 'JPN'
// param on: day as YYYY-MM-DD = today
MATCH (a:State {id: $one})-[x:PARTY_TO]->(s:Treaty)
WHERE x.since <= $on AND (x.until IS NULL OR x.until > $on)
MATCH (p:Provision)-[c:CRIMINALIZES]->(o:Offence)
WHERE p.treaty = s.id AND c.modality = 'shall'
WITH DISTINCT o
MATCH (b:State {id: $other})-[y:PARTY_TO]->(t:Treaty)
WHERE y.since <= $on AND (y.until IS NULL OR y.until > $on)
MATCH (q:Provision)-[d:CRIMINALIZES]->(o)
WHERE q.treaty = t.id AND d.modality = 'shall'
RETURN DISTINCT o.id AS offence, o.name AS name
ORDER BY offence
