// title: Acts on a treaty by month
// answers: How many actors signed and consented to be bound in each month.
// param treaty: id of a treaty = 'budapest'
MATCH (a:Actor)-[r:SIGNED|RATIFIED|WITHDREW]->(t:Treaty {id: $treaty})
WHERE r.date IS NOT NULL
RETURN r.date.year AS year, r.date.month AS month, type(r) AS act, count(DISTINCT a) AS actors
ORDER BY year, month, act
