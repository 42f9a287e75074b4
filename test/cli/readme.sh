#!/usr/bin/env bash
# Every command of the README's main job is run, and what it prints must be what is quoted.
. "$(dirname "$0")/../suite.sh"
bin=$fast
for page in README.md README.vi.md; do
  folder=$(mktemp -d)
  cp -r programmes demo "$folder/"
  mkdir "$folder/build" && ln -s "$bin" "$folder/build/chungtay"
  (cd "$folder" && env -u CHUNGTAY_DB -u CHUNGTAY_NOW python3 - "$root/$page" <<'P'
import os, re, subprocess, sys
text = open(sys.argv[1], encoding='utf-8').read()
env = dict(os.environ)
passed = failed = 0
for block in re.findall(r'```console\n(.*?)```', text, re.S):
    for part in re.split(r'^\$ ', block, flags=re.M)[1:]:
        command, _, quoted = part.partition('\n')
        if command.startswith('export '):
            for pair in command[7:].split():
                name, value = pair.split('=', 1)
                value = value.replace('$PWD', os.getcwd()).replace('$PATH', env['PATH'])
                env[name] = value
            continue
        done = subprocess.run(command, shell=True, env=env, capture_output=True, text=True)
        got = (done.stdout + done.stderr).rstrip('\n').split('\n')
        want = quoted.rstrip('\n').split('\n')
        if '…' in want: # the rest is left out in the quotation
            want = want[:want.index('…')]
            got = got[:len(want)]
        if [line.rstrip() for line in got] == [line.rstrip() for line in want]:
            passed += 1
        else:
            failed += 1
            print('FAILED:', command)
            for a, b in zip(want + [''] * len(got), got):
                if a.rstrip() != b.rstrip():
                    print('  quoted:', a)
                    print('  seen:  ', b)
                    break
print(passed, failed)
P
  ) > "$folder/log"
  read -r p f < <(tail -1 "$folder/log")
  sed '$d' "$folder/log"
  passed=$((passed + p)) failed=$((failed + f))
  rm -rf "$folder"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -ge 12 ]
