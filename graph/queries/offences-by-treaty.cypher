// title: Offences by treaties
// answers: For each offence and treaty, how many provisions criminalize it.
MATCH (o:Offence)<-[:CRIMINALIZES]-(p:Provision)
RETURN o.id AS offence, o.name AS name, p.treaty AS treaty, count(DISTINCT p) AS provisions, min(p.id) AS first_provision
ORDER BY offence, treaty
