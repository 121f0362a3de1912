#!/usr/bin/env bats
# What vmi-ingest checks on records that it could read, and what becomes of them.
load helpers

# refuses AGREEMENT MESSAGE: exit 2, with place and reason.
refuses() {
    printf '%s\n' "$1" > a.json
    status 2 vmi-agree a.json
    says "$2"
}

@test "the registry of checks is one: --list-checks, the manual and the schema have the same codes" {
    status 0 vmi-ingest --list-checks
    same code,severity,fixed,meaning "$(head -1 out)"
    [ -z "$(column severity out | grep -vxE 'reject|warning|note|ignore')" ]
    for code in $(column code out); do
        grep -qx "\.It Cm $code\( Pq .*\)\{0,1\}" "$ROOT/man/vmi-ingest.1" || { echo "# $code"; false; }
    done
    vmi-agree --schema > schema.json
    for code in $(awk -F, '$3 == "no" { print $1 }' out); do
        grep -q "\"$code\": {\"enum\"" schema.json || { echo "# $code"; false; }
    done
    ! grep -q '"lone_cr"' schema.json
}

@test "an agreement sets severities; what cannot be agreed is exit 2 with its place and the nearest name" {
    echo '{"checks": {"comment": "ours", "old": "ignore", "future": "warning", "balance": "note"}}' > a.json
    status 0 vmi-agree a.json
    refuses '{"checks": {"oldd": "ignore"}}' 'a.json:1:21: oldd: is not a check; did you mean old?'
    refuses '{"checks": {"old": "warn"}}' 'a.json:1:20: old: is a text; reject, warning, note or ignore was expected'
    refuses '{"checks": {"old": 3}}' 'old: is a number; reject, warning, note or ignore was expected'
    refuses '{"checks": {"date": "ignore"}}' 'date: is always reject'
    refuses '{"checks": {"late_location": "reject"}}' 'late_location: is a text; warning, note or ignore was expected'
    refuses '{"checks": ["old"]}' 'checks: is an array; an object such as {"old": "ignore"} was expected'
}
