// SPDX-License-Identifier: Apache-2.0
// Blocking and scoring of the list in argv[2] by DuckDB with argv[3] threads: keys and levels like those of the engine, weights
// given by hand (it learns none), no rarity of values, no groups. Prints seconds, pairs, matches and peak memory.
import { DuckDBInstance } from "@duckdb/node-api";
const [file, threads] = [process.argv[2], process.argv[3] || "2"];
const instance = await DuckDBInstance.create(":memory:", { threads });
const db = await instance.connect();
const began = performance.now();
await db.run(`CREATE TABLE r AS
  SELECT id, lower(ho_ten) AS name, strip_accents(lower(ho_ten)) AS plain, gioi_tinh AS sex, so_dinh_danh AS number, xa AS place,
    CASE WHEN length(ngay_sinh) = 10 THEN ngay_sinh END AS day, right(ngay_sinh, 4) AS year,
    split_part(strip_accents(lower(ho_ten)), ' ', 1) AS surname, regexp_extract(strip_accents(lower(ho_ten)), '[^ ]+$') AS given
  FROM read_csv('${file}', header = true, all_varchar = true)`);
const read = performance.now();
const keys = [["place", "surname", "given"], ["place", "day"], ["place", "given", "year"], ["place", "surname", "year"],
  ["number"], ["plain", "day"], ["plain", "year", "sex"], ["given", "day"]];
const agree = (key) => key.map((k) => `a.${k} = b.${k}`).join(" AND ");
const rules = keys.map((key, i) => `SELECT a.id AS x, b.id AS y FROM r a JOIN r b ON ${agree(key)} AND a.id < b.id` +
  (i ? " WHERE " + keys.slice(0, i).map((k) => `NOT coalesce(${agree(k)}, false)`).join(" AND ") : ""));
await db.run(`CREATE TABLE p AS ${rules.join(" UNION ALL ")}`);
const blocked = performance.now();
await db.run(`CREATE TABLE s AS SELECT x, y,
    CASE WHEN a.name = b.name THEN 9 WHEN a.plain = b.plain THEN 7 WHEN jaro_winkler_similarity(a.plain, b.plain) >= 0.92 THEN 3
         WHEN jaro_winkler_similarity(a.plain, b.plain) >= 0.85 THEN 0 ELSE -4 END +
    CASE WHEN a.day = b.day THEN 8 WHEN a.day IS NULL OR b.day IS NULL THEN CASE WHEN a.year = b.year THEN 3 ELSE -4 END
         WHEN levenshtein(a.day, b.day) = 1 THEN 4 WHEN a.year = b.year THEN 0 ELSE -5 END +
    CASE WHEN a.number IS NULL OR b.number IS NULL THEN 0 WHEN a.number = b.number THEN 9 ELSE -3 END +
    CASE WHEN a.sex = b.sex THEN 0.7 ELSE -3 END + CASE WHEN a.place = b.place THEN 7 ELSE -3 END - 15 AS weight
  FROM p JOIN r a ON a.id = p.x JOIN r b ON b.id = p.y`);
const scored = performance.now();
const counts = (await db.runAndReadAll("SELECT count(*)::INTEGER, sum((weight > 0)::INTEGER)::INTEGER FROM s")).getRows()[0];
const s = (from, to) => ((to - from) / 1000).toFixed(1);
const cpu = process.cpuUsage();
console.log(`read ${s(began, read)} s, block ${s(read, blocked)} s, score ${s(blocked, scored)} s: ${counts[0]} pairs, ` +
  `${counts[1]} above, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
console.log(`duckdb ${s(began, scored)} ${((cpu.user + cpu.system) / 1e6).toFixed(1)}`);
