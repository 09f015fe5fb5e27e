// title: What an actor has signed and joined
// answers: Every act of a state or organisation on a treaty, with its day and citation.
// param actor: id of an actor (ISO alpha-3 for states) = 'FRA'
MATCH (a:Actor {id: $actor})-[r:SIGNED|RATIFIED|WITHDREW]->(t:Treaty)
RETURN t.id AS treaty, t.name AS name, type(r) AS act, r.mode AS mode, r.date AS date, r.source AS source, r.locator AS locator, r.review AS review
ORDER BY treaty, date, act, source, locator
