-- What a fund has, and what of it is promised.

-- name: fund_next_number(fund)
SELECT coalesce(max(entry_number), 0) + 1 FROM ledger_entries WHERE fund = :fund;

-- name: fund_lock(fund)
-- Holds the fund's row until the transaction ends: of two that spend at once the second sees what the first spent.
UPDATE funds SET version = version WHERE id = :fund;

-- name: fund_balance(fund)
SELECT CAST(coalesce(sum(
  CASE WHEN debit_account IN ('cash', 'bank', 'treasury') THEN amount ELSE 0 END -
  CASE WHEN credit_account IN ('cash', 'bank', 'treasury') THEN amount ELSE 0 END), 0) AS BIGINT)
FROM ledger_entries WHERE fund = :fund;

-- name: fund_bound(fund)
-- Grants approved or paid, less what the books already have as paid for them.
SELECT CAST(coalesce(sum(CASE WHEN g.amount > coalesce(p.paid, 0) THEN g.amount - coalesce(p.paid, 0) ELSE 0 END), 0) AS BIGINT)
FROM grants g
LEFT JOIN (
  SELECT fund_grant, sum(amount) AS paid FROM ledger_entries
  WHERE fund = :fund AND fund_grant IS NOT NULL AND credit_account IN ('cash', 'bank', 'treasury')
  GROUP BY fund_grant) p ON p.fund_grant = g.id
WHERE g.fund = :fund AND g.state IN ('approved', 'paid');
