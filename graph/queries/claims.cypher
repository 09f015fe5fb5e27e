// title: Claims and what the record says of them
// answers: Each claim with its verdict, the reason, who asserts it and what it was checked against.
MATCH (s:Source)-[:ASSERTS]->(c:Claim)
OPTIONAL MATCH (c)-[:CHECKED_AGAINST]->(x)
WITH c, s, x
ORDER BY s.id, x.id
WITH c, collect(DISTINCT s.id) AS asserted_by, collect(DISTINCT x.id) AS checked_against
RETURN c.id AS claim, c.name AS name, c.verdict AS verdict, c.reason AS reason, asserted_by, checked_against
ORDER BY claim
