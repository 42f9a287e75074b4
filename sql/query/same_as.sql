-- Statements over linked duplicates.

-- name: link_from(household)
SELECT canonical FROM same_as_links WHERE household = :household AND state = 'linked';

-- name: links_to(canonical)
SELECT household FROM same_as_links WHERE canonical = :canonical AND state = 'linked' ORDER BY household;
