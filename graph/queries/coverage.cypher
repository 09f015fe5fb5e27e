// title: How far each treaty is covered
// answers: Articles in all, with a summary, with the official text, and verified.
MATCH (t:Treaty)
OPTIONAL MATCH (p:Article)
WHERE p.treaty = t.id
RETURN t.id AS treaty, count(p) AS articles, count(p.summary) AS with_summary, count(p.text) AS with_text, sum(CASE WHEN p.review = 'verified' THEN 1 ELSE 0 END) AS verified
ORDER BY treaty
