// title: Who is bound by a treaty on a day
// answers: Each party with the day since which the treaty is in force for it, and the source that says so.
// param treaty: id of a treaty = 'budapest'
// param on: day as YYYY-MM-DD = today
MATCH (t:Treaty {id: $treaty})<-[m:PARTY_TO]-(a:Actor)
WHERE m.since <= $on AND (m.until IS NULL OR m.until > $on)
RETURN a.id AS actor, a.name AS name, m.since AS since, m.source AS source, m.locator AS locator
ORDER BY since, actor
