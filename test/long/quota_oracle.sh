#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Quotas of a whole province (135 communes, groups in groups, bounds of single communes) on figures made up at
# random, through the command line, against exact dynamic programming in another language.
. "$(dirname "$0")/../suite.sh"
folder=$dir
bin=$fast
rounds=${QUOTA_ROUNDS:-3}
now="--now 2026-03-01"
cat >"$folder/province.yaml" <<'YAML'
id: province
type: plan
title: Thử chia chỉ tiêu cả tỉnh
period: 2026..2030
territory: {code: "52", on: 2025-07-01, name: Tỉnh Gia Lai}
levels: [province, commune]
organisations:
  - {key: fatherland_front, title: Mặt trận Tổ quốc, levels: [province, commune]}
measures:
  - {id: poor, title: Hộ nghèo, sum: value, of: declared_figures, where: {figure: poor_households}, time: year}
quotas:
  - id: out
    title: Giảm hộ nghèo
    each: commune
    total: 400
    weight: poor
    at_most: poor
    groups:
      - {id: one, title: Nhóm một, each: territory, units: {designated: poor_district}, total: 90}
      - {id: two, title: Nhóm hai, each: territory, units: {designated: specially_difficult_commune}, total: 30}
      - {id: each, title: Từng xã, each: commune, units: {designated: outstanding_content}, total: {at_most: 3}}
YAML
for ((round = 1; round <= rounds; round++)); do
  export CHUNGTAY_DB=sqlite:$folder/$round.db
  # shellcheck disable=SC2086
  {
    "$bin" $now init
    "$bin" $now programme load "$folder/province.yaml"
    "$bin" $now quota --programme province --year 2026 --format json >"$folder/empty.json"
    python3 - "$folder" "$round" <<'PY'
import json, random, sys
folder, rng = sys.argv[1], random.Random(int(sys.argv[2]))
codes = [unit["unit"] for unit in json.load(open(folder + "/empty.json"))["quotas"][0]["units"]]
with open(folder + "/figures.csv", "w") as out:
    out.write("Địa bàn,Chỉ tiêu,Kỳ số liệu,Năm,Giá trị\n")
    for code in codes:
        out.write("%s@2026-01-01,poor_households,2025,2025,%d\n" % (code, rng.randint(0, 300)))
with open(folder + "/designations.csv", "w") as out:
    out.write("Đơn vị,Danh mục,Năm\n")
    for at, code in enumerate(rng.sample(codes, 20)):
        out.write("%s@2026-01-01,poor_district,2026\n" % code)
        if at < 5:
            out.write("%s@2026-01-01,specially_difficult_commune,2026\n" % code)
    for code in rng.sample(codes, 20):
        out.write("%s@2026-01-01,outstanding_content,2026\n" % code)
PY
    "$bin" $now import declared_figures "$folder/figures.csv" --unit 52@2026-01-01
    "$bin" $now import designations "$folder/designations.csv" --unit 52@2026-01-01
    "$bin" $now quota --programme province --year 2026 --relax --format json >"$folder/quota.json"
  } >"$folder/log" 2>&1
  if python3 test/oracle/quota.py "$folder/quota.json" >>"$folder/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED: round $round"; tail -20 "$folder/log"
  fi
done
summary
