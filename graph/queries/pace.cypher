// title: The pace of instruments
// answers: How many actors consented to be bound by each of the comparable treaties in each year; a comparison, not a forecast.
MATCH (a:Actor)-[r:RATIFIED]->(t:Treaty)
WHERE t.id IN ['untoc', 'uncac', 'budapest', 'malabo'] AND r.date IS NOT NULL
RETURN t.id AS treaty, r.date.year AS year, count(DISTINCT a) AS actors
ORDER BY treaty, year
