// title: What two states stated about a treaty
// answers: The reservations and declarations of two states under a treaty and the provisions they touch, so that one sees the treaty as it stands between them.
// param treaty: id of a treaty = 'budapest'
// param one: id of a state = 'FRA'
// param other: id of a state = 'JPN'
MATCH (a:Actor)-[m:MADE]->(r:Reservation)-[c:CONCERNS]->(x)
WHERE a.id IN [$one, $other] AND r.id STARTS WITH $treaty + '/'
RETURN a.id AS actor, r.id AS reservation, r.kind AS kind, r.date AS date, r.withdrawn AS withdrawn, x.id AS touches, c.effect AS effect, c.toward AS toward, r.summary AS summary, m.source AS source, m.locator AS locator
ORDER BY actor, reservation, touches, locator
