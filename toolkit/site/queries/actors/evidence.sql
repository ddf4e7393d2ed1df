-- Where the rows on the page were read.
SELECT page, table_name, subject, field, article_id, article, char_start, char_end, rule, line, of_all
FROM shown_evidence
WHERE kind = 'actors'
