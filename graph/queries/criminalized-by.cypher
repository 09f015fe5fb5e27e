// title: Where an offence is criminalized
// answers: Every provision that criminalizes the offence or a kind of it, by treaty.
// param offence: id of an offence = 'illegal-access'
MATCH (o:Offence)-[:BROADER*0..4]->(:Offence {id: $offence})
WITH DISTINCT o
MATCH (o)<-[c:CRIMINALIZES]-(p:Provision)
RETURN p.treaty AS treaty, p.id AS provision, p.name AS name, o.id AS offence, c.modality AS modality, c.review AS review, c.source AS source, c.locator AS locator
ORDER BY treaty, p.ordinal, offence, locator
