#!/usr/bin/env bash
# Measurements, each beside a peer or a floor in the same run, printed as ratios. Nothing is asserted.
set -eu
cd "$(dirname "$0")/.."
for script in bench/*.sh; do
  case "$script" in bench/run.sh) continue ;; esac
  echo "== $script"
  bash "$script"
done
