// title: Participation by UN regional group
// answers: For each group, how many of its states signed a treaty and how many consented to be bound.
// param treaty: id of a treaty = 'uncc'
MATCH (g:Region {kind: 'un_group'})<-[m:MEMBER_OF]-(a:State)
WHERE m.until IS NULL
WITH g, collect(DISTINCT a) AS states
UNWIND states AS a
OPTIONAL MATCH (a)-[s:SIGNED]->(:Treaty {id: $treaty})
WITH g, a, count(s) AS signatures
OPTIONAL MATCH (a)-[r:RATIFIED]->(:Treaty {id: $treaty})
WITH g, a, signatures, count(r) AS instruments
RETURN g.id AS region, g.name AS name, count(a) AS states, sum(CASE WHEN signatures > 0 THEN 1 ELSE 0 END) AS signed, sum(CASE WHEN instruments > 0 THEN 1 ELSE 0 END) AS consented
ORDER BY region
