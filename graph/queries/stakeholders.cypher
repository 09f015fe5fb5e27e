// title: Stakeholders by kind
// answers: Every organisation, group and person, with how many positions it took and events it attended.
// param kind: kind of stakeholder, empty for all = ''
MATCH (s:Stakeholder)
WHERE $kind = '' OR s.kind = $kind
OPTIONAL MATCH (s)-[p:TAKES_POSITION]->()
WITH s, count(p) AS positions
OPTIONAL MATCH (s)-[e:PARTICIPATED_IN]->(:Event)
WITH s, positions, count(e) AS events
RETURN s.id AS stakeholder, s.name AS name, s.kind AS kind, positions, events
ORDER BY kind, stakeholder
