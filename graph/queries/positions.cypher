// title: Who said what on a treaty
// answers: Positions of states and stakeholders on a treaty and its provisions, by day.
// param treaty: id of a treaty = 'uncc'
MATCH (a:Actor)-[s:TAKES_POSITION]->(x)
WHERE x.id = $treaty OR x.treaty = $treaty
RETURN a.id AS actor, a.name AS name, x.id AS on_what, s.stance AS stance, s.date AS date, s.forum AS forum, s.source AS source
ORDER BY date, actor, on_what, stance
