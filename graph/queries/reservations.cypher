// title: Reservations and declarations to a treaty
// answers: Each statement with its maker, its day, what it touches and how.
// param treaty: id of a treaty = 'uncc'
MATCH (a:Actor)-[m:MADE]->(r:Reservation)
WHERE r.id STARTS WITH $treaty + '/'
OPTIONAL MATCH (r)-[c:CONCERNS]->(x)
RETURN r.id AS reservation, a.id AS actor, a.name AS name, r.kind AS kind, r.date AS date, x.id AS touches, c.effect AS effect, r.summary AS summary, m.source AS source, m.locator AS locator
ORDER BY reservation, touches, locator
