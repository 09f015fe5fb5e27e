// title: Contents of a treaty
// answers: Its chapters, sections and articles in reading order, with headings and summaries.
// param treaty: id of a treaty = 'uncc'
MATCH (p:Provision)
WHERE p.treaty = $treaty AND NOT (p:Paragraph OR p:Point)
RETURN p.id AS provision, p.number AS number, p.heading AS heading, p.summary AS summary, p.review AS review
ORDER BY p.ordinal
