# SPDX-License-Identifier: Apache-2.0
# For what looks at the app in a browser, after suite.sh: a server, as for every suite, and accounts that sign in with $password.
. "$root/test/http/serve.sh"
account() { # name, role, what more…: one that signs in with $password
  local name=$1; shift
  echo "$password" | "$fast" user add "$name" --role "$@" --password-stdin
  "$fast" patch accounts "$name" must_change_password=no
}
new_id() { sed -n 's/.*"id": "\([0-9A-Z]*\)".*/\1/p'; }
two_that_may_be_one() {
  local one two
  one=$("$fast" create households 'head_name=Puih Đôi' head_birth_date=1980 unit=23872@2017-06-01 --format json | new_id)
  two=$("$fast" create households 'head_name=Puih Dôi' head_birth_date=1981 unit=23872@2017-06-01 --format json | new_id)
  "$fast" create same_as_links household="$two" canonical="$one" method=by_hand 'reason=Tên và năm sinh gần giống'
}
