// title: Who signed a treaty
// answers: Each signature with its day, its source and the state of its review; sources that disagree stand in rows of their own.
// param treaty: id of a treaty = 'uncc'
MATCH (t:Treaty {id: $treaty})<-[s:SIGNED]-(a:Actor)
RETURN a.id AS actor, a.name AS name, s.date AS date, s.date_from AS not_before, s.date_to AS not_after, s.review AS review, s.source AS source, s.locator AS locator
ORDER BY actor, source, locator
