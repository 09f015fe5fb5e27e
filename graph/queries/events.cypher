// title: The process that led to a treaty
// answers: Sessions, meetings and ceremonies with who took part in which role.
// param name: part of the event's name, empty for all = ''
MATCH (e:Event)
WHERE $name = '' OR toLower(e.name) CONTAINS toLower($name)
OPTIONAL MATCH (a:Actor)-[r:PARTICIPATED_IN]->(e)
RETURN e.id AS event, e.name AS name, e.start AS start, e.end AS end, e.place AS place, a.id AS actor, r.role AS role
ORDER BY start, event, actor, role
