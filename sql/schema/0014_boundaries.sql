CREATE TABLE boundary (        -- the outline of a unit on a map, as an administrator loaded it; the program has none of its own
  unit BIGINT PRIMARY KEY,
  shape TEXT NOT NULL          -- rings apart by ";", each longitude and latitude of its first point, then the way to the next; 0,00001 degrees
);
