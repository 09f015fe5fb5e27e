// title: Instruments that count towards entry into force
// answers: The instruments of states deposited with a treaty, in the order of deposit; an organization's is not counted beside its members'.
// param treaty: id of a treaty = 'uncc'
MATCH (t:Treaty {id: $treaty})<-[r:RATIFIED]-(a:Actor)
OPTIONAL MATCH (a)-[m:MEMBER_OF]->(g:Stakeholder)
WHERE g.id = t.eif_member_group
WITH t, r, a, count(m) > 0 AS member
WHERE t.eif_counts_reio = true OR a.kind IS NULL OR a.kind <> 'reio'
RETURN a.id AS actor, a.name AS name, r.date AS date, r.date_from AS not_before, r.date_to AS not_after, r.mode AS mode, member, r.review AS review, t.eif_threshold AS needed, r.source AS source, r.locator AS locator
ORDER BY coalesce(r.date, r.date_from, r.date_to), actor, locator
