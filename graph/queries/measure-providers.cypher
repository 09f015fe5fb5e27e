// title: Which treaties provide for a measure
// answers: Every provision that provides for the measure or a kind of it.
// param measure: id of a measure = 'expedited-preservation'
MATCH (m:Measure)-[:BROADER*0..4]->(:Measure {id: $measure})
WITH DISTINCT m
MATCH (m)<-[r:PROVIDES_FOR]-(p:Provision)
RETURN p.treaty AS treaty, p.id AS provision, p.name AS name, m.id AS measure, r.sphere AS sphere, r.modality AS modality, r.dual_criminality AS dual_criminality, r.reach AS reach, r.source AS source, r.locator AS locator
ORDER BY treaty, p.ordinal, measure, sphere, locator
