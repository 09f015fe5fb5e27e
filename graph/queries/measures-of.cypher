// title: Measures a treaty provides for
// answers: Each measure with the provision, its modality, the dual-criminality rule, the offences it reaches, and whether it is a power at home or cooperation.
// param treaty: id of a treaty = 'uncc'
MATCH (p:Provision)-[r:PROVIDES_FOR]->(m:Measure)
WHERE p.treaty = $treaty
RETURN m.id AS measure, m.name AS name, p.id AS provision, r.modality AS modality, r.dual_criminality AS dual_criminality, r.reach AS reach, r.sphere AS sphere, r.review AS review
ORDER BY measure, provision, sphere
