// title: Who has limited a provision
// answers: Reservations and declarations that touch a provision, a part of it or the article it stands in.
// param id: id of a provision = 'uncc/art_16'
MATCH (r:Reservation)-[c:CONCERNS]->(p:Provision)
WHERE p.id = $id OR p.id STARTS WITH $id + '/' OR $id STARTS WITH p.id + '/'
MATCH (a:Actor)-[:MADE]->(r)
RETURN DISTINCT a.id AS actor, a.name AS name, r.id AS reservation, r.kind AS kind, c.effect AS effect, p.id AS touches, r.date AS date, r.summary AS summary
ORDER BY actor, reservation, touches
