// title: What one treaty has and another lacks
// answers: Articles of the first treaty without a correspondence, of their own or of their parts, in the second.
// param first: id of a treaty = 'uncc'
// param second: id of a treaty = 'budapest'
MATCH (x:Provision)-[:CORRESPONDS_TO]-(y:Provision)
WHERE x.treaty = $first AND y.treaty = $second
WITH collect(DISTINCT $first + '/' + split(x.id, '/')[1]) AS matched
MATCH (p:Article)
WHERE p.treaty = $first AND NOT p.id IN matched
RETURN p.id AS article, p.heading AS heading, p.summary AS summary
ORDER BY p.ordinal
