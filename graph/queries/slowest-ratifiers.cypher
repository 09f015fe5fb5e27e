// title: From signature to instrument
// answers: How many days each signatory took to consent to be bound, the longest first.
// param treaty: id of a treaty = 'budapest'
// param limit: how many rows = 25
MATCH (a:Actor)-[s:SIGNED]->(t:Treaty {id: $treaty})
WHERE s.date IS NOT NULL
MATCH (a)-[r:RATIFIED]->(t)
WHERE r.date IS NOT NULL AND r.date >= s.date
WITH a, min(s.date) AS signed, max(r.date) AS consented
RETURN a.id AS actor, a.name AS name, signed, consented, duration.inDays(signed, consented).days AS days
ORDER BY days DESC, actor
LIMIT $limit
