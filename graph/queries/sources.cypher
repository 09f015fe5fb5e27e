// title: What rests on each source
// answers: For every source, how many statements cite it and in which state of review.
MATCH ()-[r]->()
WITH r.source AS source, r.review AS review, count(r) AS statements
MATCH (s:Source {id: source})
RETURN s.id AS source, s.publisher AS publisher, s.licence AS licence, s.retrieved AS retrieved, review, statements
ORDER BY source, review
