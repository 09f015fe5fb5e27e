// title: What rules depend on outside any depositary record
// answers: Facts of the case, penalties and further agreements on which measures of treaties, or the treaties themselves, depend, so that no route through them holds on the record alone.
MATCH (t:Treaty)
OPTIONAL MATCH (p:Provision)-[r:PROVIDES_FOR]->(m:Measure)
WHERE p.treaty = t.id AND r.depends_on IS NOT NULL
WITH t, p, r, m
WHERE t.depends_on IS NOT NULL OR r.depends_on IS NOT NULL
RETURN t.id AS treaty, t.depends_on AS treaty_depends_on, p.id AS provision, m.id AS measure, r.depends_on AS provision_depends_on
ORDER BY treaty, provision, measure
