#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How often the forecast's 80 % intervals hold, over panels made in another language with a common shock it does not
# know: five seeds for each size of the shock. For each size the intervals of the sums and of the places must hold in 75
# to 85 of 100 cases, and told
# chances be within 3 points of what came. FORECAST_COUNT panels of each seed, of FORECAST_PLACES (8) places in FORECAST_YEARS (7) years.
. "$(dirname "$0")/../suite.sh"
count=${FORECAST_COUNT:-400}
for shock in 0 0.1 0.2 0.4 0.8; do
  for seed in 1 2 3 4 5; do
    python3 test/oracle/forecast.py make "$dir/panels" "$count" $seed $shock
    FORECAST_PANELS=$dir/panels build/san/unit forecast__panels_of_others >"$dir/log" 2>&1 || { failed=$((failed + 1)); cat "$dir/log"; }
    python3 test/oracle/forecast.py score "$dir/panels" "$dir/panels.out"
  done >"$dir/scores"
  line=$(awk '{ for (i = 1; i <= 5; i++) { s[i] += $i; if (NR == 1 || $i < lo[i]) lo[i] = $i; if ($i > hi[i]) hi[i] = $i } }
    END { printf "sums %.3f (%.3f to %.3f by seed), places %.3f (%.3f to %.3f), chance told %.3f, came %.3f, Brier %.3f", s[1] / NR, lo[1], hi[1],
      s[2] / NR, lo[2], hi[2], s[3] / NR, s[4] / NR, s[5] / NR }' "$dir/scores")
  echo "shock $shock: $line"
  if awk '{ a += $1; b += $2; t += $3; c += $4 } END { a /= NR; b /= NR; d = (t - c) / NR; exit !(a >= 0.75 && a <= 0.85 && b >= 0.75 && b <= 0.85 && d < 0.03 && d > -0.03) }' "$dir/scores"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED: shock $shock"
  fi
done
summary
