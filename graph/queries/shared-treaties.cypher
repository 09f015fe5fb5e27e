// title: Treaties in force between two states on a day
// answers: Each treaty to which both are party on that day, and since when for each.
// param a: id of a state = 'FRA'
// param b: id of a state = 'JPN'
// param on: day as YYYY-MM-DD = today
MATCH (a:Actor {id: $a})-[x:PARTY_TO]->(t:Treaty)<-[y:PARTY_TO]-(b:Actor {id: $b})
WHERE x.since <= $on AND (x.until IS NULL OR x.until > $on) AND y.since <= $on AND (y.until IS NULL OR y.until > $on)
RETURN t.id AS treaty, t.name AS name, x.since AS since_a, y.since AS since_b
ORDER BY treaty, since_a, since_b
