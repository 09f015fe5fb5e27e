// title: Objections to reservations
// answers: Who objected to whose reservation, when, and what the reservation touches.
MATCH (o:Actor)-[:MADE]->(j:Reservation)-[:OBJECTS_TO]->(r:Reservation)<-[:MADE]-(a:Actor)
OPTIONAL MATCH (r)-[c:CONCERNS]->(x)
RETURN DISTINCT r.id AS reservation, a.name AS author, x.id AS touches, c.effect AS effect, o.name AS objector, j.date AS objected, j.summary AS objection
ORDER BY reservation, touches, objector
