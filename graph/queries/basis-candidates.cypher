// title: Treaties in force between two states that provide for a measure
// answers: The provisions on a measure between parties in treaties that bind both states on a day; reservations and facts are for `basis`.
// param requesting: id of the state that asks = 'FRA'
// param requested: id of the state that is asked = 'JPN'
// param measure: id of a measure = 'expedited-preservation'
// param on: day as YYYY-MM-DD = today
MATCH (one:State {id: $requesting})-[x:PARTY_TO]->(t:Treaty)
WHERE x.since <= $on AND (x.until IS NULL OR x.until > $on)
WITH DISTINCT t
MATCH (other:State {id: $requested})-[y:PARTY_TO]->(t)
WHERE y.since <= $on AND (y.until IS NULL OR y.until > $on)
WITH DISTINCT t
MATCH (p:Provision)-[r:PROVIDES_FOR]->(m:Measure {id: $measure})
WHERE p.treaty = t.id AND r.sphere = 'international'
RETURN t.id AS treaty, p.id AS provision, p.name AS name, r.modality AS modality, r.reach AS reach, r.dual_criminality AS dual_criminality, r.source AS source, r.locator AS locator
ORDER BY treaty, p.ordinal, provision, locator
