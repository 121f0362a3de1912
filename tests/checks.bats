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

# gives FEED RECORDS: the feed (a printf text) becomes these records, written without the header and trailing commas.
# What standard error says is in err, the status in code.
gives() {
    # shellcheck disable=SC2059
    printf "$1" > feed
    code=0
    vmi-ingest ${OPTIONS:-} feed > out 2> err || code=$?
    same "$2" "$(tail -n +2 out | sed 's/,*$//')"
}

@test "units: the base unit is written as none, others are converted exactly, one without a factor is set aside" {
    OPTIONS='-a a.json -r rejects.csv'
    echo '{"defaults": {"unit": "EA", "units": "CS=12 PL=480 G=0.001"}}' > a.json
    gives 'location,sku,on_hand,uom\nS1,1,5,EA\nS1,2,2.5,CS\nS1,3,2,PL\nS1,4,7,\nS1,5,3,BX\nS1,6,4000,G\n' ',S1,1,on_hand,5
,S1,2,on_hand,30
,S1,3,on_hand,960
,S1,4,on_hand,7
,S1,6,on_hand,4'
    same 1 "$code"
    says "feed:6: uom: 'BX' has no factor for 5 at S1, where units are 'CS=12 PL=480 G=0.001'; one in the term units was expected"
    says '6 rows: 5 records written, 1 set aside (1 unit); 3 quantities brought into base units'
    same "unit,feed,6,uom,S1,5,3,BX" "$(tail -1 rejects.csv | cut -d, -f1-4,8-)"
    sed 's/BX/CS/g' rejects.csv > mended.csv
    OPTIONS='-a a.json' gives "$(sed 's/%/%%/g' mended.csv)\n" ',S1,5,on_hand,36'
}

@test "units: what does not come out in millionths, or is too much, is set aside; never rounded" {
    OPTIONS='-s units=G=0.001,PL=1000000'
    OPTIONS= gives 'location,sku,on_hand,uom\nS1,1,0.0001,G\n' ',S1,1,on_hand,0.0001,G'
    echo '{"defaults": {"units": "G=0.001 PL=1000000"}}' > a.json
    OPTIONS='-a a.json' gives 'location,sku,on_hand,uom\nS1,1,0.0001,G\nS1,2,9200000,PL\nS1,3,0.001,G\n' ',S1,3,on_hand,0.000001'
    same 1 "$code"
    says "feed:2: on_hand: 0.0001 G of 0.001 base units has more than 6 decimals"
    says "feed:3: on_hand: 9200000 PL of 1000000 base units"
}

@test "units: of an item with neither term they pass; rows of terms files and rules give items their own; days are days" {
    printf 'location,sku,units\nS1,2,CS=6\n*,3,CS=10\n' > t.csv
    echo '{"terms": "t.csv", "rules": [{"match": {"sku": "4*"}, "set": {"unit": "CS"}}]}' > a.json
    OPTIONS='-a a.json' gives 'location,sku,sold,stockout_days,unit,date\nS1,1,1,2,CS,2026-01-05\nS1,2,1,2,CS,2026-01-05\nS9,3,1,,CS,2026-01-05\nS1,44,1,,CS,2026-01-05\n' '2026-01-05,S1,1,sold,1,CS
2026-01-05,S1,1,stockout_days,2,CS
2026-01-05,S1,2,sold,6
2026-01-05,S1,2,stockout_days,2
2026-01-05,S9,3,sold,10
2026-01-05,S1,44,sold,1'
}

@test "units: available and what is allocated meet in base units, and their rejects can be mended" {
    echo '{"defaults": {"unit": "EA", "units": "CS=12"}}' > a.json
    OPTIONS='-a a.json' gives 'date,location,sku,measure,quantity,unit\n2026-01-05,S1,1,available,2,CS\n2026-01-05,S1,1,allocated,3,EA\n' \
        '2026-01-05,S1,1,allocated,3
2026-01-05,S1,1,on_hand,27'
    OPTIONS='-s negative_on_hand=error -r rejects.csv' gives 'date,location,sku,measure,quantity,note\n2026-01-05,S1,1,available,-5,x\n2026-01-05,S1,1,allocated,3,y\n' \
        '2026-01-05,S1,1,allocated,3,,,,,,y'
    says 'feed:2: quantity: -2 is below 0, which is an error (the term negative_on_hand)'
    same 'negative,feed,2,quantity,2026-01-05,S1,1,available,-5,x' "$(tail -1 rejects.csv | cut -d, -f1-4,8-)"
}

@test "a wide row of which one record is set aside is mended with that record alone" {
    echo '{"defaults": {"unit": "EA", "negative_on_hand": "error"}}' > a.json
    OPTIONS='-a a.json -r rejects.csv' gives 'location,sku,on_hand,on_order,sold,date\nS1,1,-3,4,5,2026-01-05\n' '2026-01-05,S1,1,on_order,4
2026-01-05,S1,1,sold,5'
    same 'S1,1,-3,,,2026-01-05' "$(tail -1 rejects.csv | cut -d, -f8-)"
    # What stands beside available is needed to make on_hand of it, and nothing else is stated again.
    OPTIONS='-r rejects.csv' gives 'location,sku,available,allocated,sold,date\nS1,1,x,4,5,2026-01-05\n' '2026-01-05,S1,1,allocated,4
2026-01-05,S1,1,sold,5'
    same 'S1,1,x,4,,2026-01-05' "$(tail -1 rejects.csv | cut -d, -f7-)"
}

@test "a quantity that is no multiple of the quantum is a warning where there is an agreement, and said ten times" {
    gives 'location,sku,on_hand\nS1,1,2.5\n' ',S1,1,on_hand,2.5'
    ! grep -q quantum err
    OPTIONS='-s quantum=0.5' gives 'location,sku,on_hand,min\nS1,1,2.5,0.3\nS1,2,2.7,\n' ',S1,1,on_hand,2.5
,S1,1,min,0.3
,S1,2,on_hand,2.7'
    same 0 "$code"
    says 'feed:3: on_hand: 2.7 is no multiple of the quantum, 0.5'
    says 'found: 1 fraction'
    { echo location,sku,on_hand; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "S1,$i,0.5"; done; } > many
    status 0 vmi-ingest -s quantum=1 many
    same 10 "$(grep -c 'is no multiple' err)"
    says "2 more messages of the kind 'fraction' (-v shows all)"
    status 0 vmi-ingest -q -s quantum=1 many
    [ ! -s err ]
}
