// title: Where each treaty stands
// answers: For every treaty, its status, the day of entry into force, how many actors signed it, consented to be bound, and are bound today.
MATCH (t:Treaty)
OPTIONAL MATCH (s:Actor)-[:SIGNED]->(t)
WITH t, count(DISTINCT s) AS signed
OPTIONAL MATCH (r:Actor)-[:RATIFIED]->(t)
WITH t, signed, count(DISTINCT r) AS consented
OPTIONAL MATCH (p:Actor)-[m:PARTY_TO]->(t)
WHERE m.since <= date() AND (m.until IS NULL OR m.until > date())
WITH t, signed, consented, count(DISTINCT p) AS bound
RETURN t.id AS treaty, t.name AS name, t.status AS status, t.entry_into_force AS in_force_since, signed, consented, bound
ORDER BY treaty
