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
    ! grep -q '"lone_cr"' schema.json || false
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
    same "unit,feed,6,uom,S1,5,3,BX" "$(tail -1 rejects.csv | cut -d, -f1-4,9-)"
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
    same 'negative,feed,2,quantity,2026-01-05,S1,1,available,-5,x' "$(tail -1 rejects.csv | cut -d, -f1-4,9-)"
}

@test "a wide row of which one record is set aside is mended with that record alone" {
    echo '{"defaults": {"unit": "EA", "negative_on_hand": "error"}}' > a.json
    OPTIONS='-a a.json -r rejects.csv' gives 'location,sku,on_hand,on_order,sold,date\nS1,1,-3,4,5,2026-01-05\n' '2026-01-05,S1,1,on_order,4
2026-01-05,S1,1,sold,5'
    same 'S1,1,-3,,,2026-01-05' "$(tail -1 rejects.csv | cut -d, -f9-)"
    # What stands beside available is needed to make on_hand of it, and nothing else is stated again.
    OPTIONS='-r rejects.csv' gives 'location,sku,available,allocated,sold,date\nS1,1,x,4,5,2026-01-05\n' '2026-01-05,S1,1,allocated,4
2026-01-05,S1,1,sold,5'
    same 'S1,1,x,4,,2026-01-05' "$(tail -1 rejects.csv | cut -d, -f8-)"
}

@test "a quantity that is no multiple of the quantum is a warning where there is an agreement, and said ten times" {
    gives 'location,sku,on_hand\nS1,1,2.5\n' ',S1,1,on_hand,2.5'
    ! grep -q quantum err || false
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

@test "what is dated after as-of is set aside, but no forecast, due day or wish; what is older than history is said" {
    OPTIONS='-d 2026-01-10' gives 'date,location,sku,measure,quantity,ref,until\n2026-01-11,S1,1,on_hand,1,,\n2026-01-10,S1,1,sold,2,,2026-01-16\n2026-01-11,S1,1,forecast,3,2026-01-09,2026-01-12\n2026-01-11,S1,1,max,4,,\n2026-01-09,S1,1,ordered,5,P1,2026-02-01\n2026-01-12,S1,1,ordered,5,P2,\n2026-01-11,S1,1,counted,5,C1,\n' \
        '2026-01-10,S1,1,sold,2,,,,,2026-01-16
2026-01-11,S1,1,forecast,3,,,,2026-01-09,2026-01-12
2026-01-11,S1,1,max,4
2026-01-09,S1,1,ordered,5,,,,P1,2026-02-01'
    same 1 "$code"
    says 'feed:2: date: 2026-01-11 is after 2026-01-10, the day to act for'
    says '3 set aside (3 future)'
    echo '{"defaults": {"history_days": 3}, "checks": {"future": "warning"}}' > a.json
    OPTIONS='-d 2026-01-10 -a a.json' gives 'date,location,sku,sold,end_date\n2026-01-07,S1,1,1,\n2026-01-07,S1,1,1,2026-01-08\n2026-01-08,S1,1,1,\n2026-01-11,S1,1,1,\n' '2026-01-07,S1,1,sold,1
2026-01-07,S1,1,sold,1,,,,,2026-01-08
2026-01-08,S1,1,sold,1
2026-01-11,S1,1,sold,1'
    same 0 "$code"
    says 'feed:2: date: 2026-01-07 is before 2026-01-08, the first day of history'
    says 'feed:5: date: 2026-01-11 is after'
    says 'found: 1 future, 1 old'
    gives 'date,location,sku,sold\n2999-01-01,S1,1,1\n' '2999-01-01,S1,1,sold,1'
}

@test "the severity of a check is what the parties agreed" {
    for severity in reject warning note ignore; do
        echo '{"checks": {"old": "'$severity'"}}' > a.json
        code=0
        printf 'date,location,sku,sold\n2020-01-01,S1,1,1\n' | vmi-ingest -d 2026-01-01 -a a.json > out 2> err || code=$?
        said=$(grep -c 'first day of history' err) || true
        counted=$(grep -o '[0-9]* old' err | tail -1) || true
        echo "$severity $code $(($(wc -l < out) - 1)) $said $counted"
    done > got
    same 'reject 1 0 1 1 old
warning 0 1 1 1 old
note 0 1 0 1 old
ignore 0 1 0 ' "$(cat got)"
}

@test "items and locations that nobody knows; * in a terms file is any" {
    local feed='location,sku,on_hand\nS1,1,1\nS1,2,2\nS2,1,3\nS3,9,4\n'
    printf 'location,sku,lead_time\nS1,1,\nS3,*,\n' > items.csv
    OPTIONS='--items=items.csv' gives "$feed" ',S1,1,on_hand,1
,S3,9,on_hand,4'
    says "feed:3: sku: '2' at 'S1' is not an item of --items"
    says "feed:4: location: 'S2' is not a location of --items"
    printf 'location,sku\n*,1\n' > items.csv
    OPTIONS='--items=items.csv' gives "$feed" ',S1,1,on_hand,1
,S2,1,on_hand,3'
    says "feed:5: sku: '9' at 'S3' is not an item"
    printf 'location,sku\n*,*\n' > items.csv
    OPTIONS='--items=items.csv --strict' gives "$feed" ',S1,1,on_hand,1
,S1,2,on_hand,2
,S2,1,on_hand,3
,S3,9,on_hand,4'
    printf 'sku\n1\n' > items.csv
    status 3 vmi-ingest --items=items.csv feed
    status 4 vmi-ingest --items=nowhere feed
}

@test "what had a level yesterday and has no record today: an item, or a whole location" {
    printf 'date,location,sku,on_hand\n2026-01-01,S1,1,5\n2026-01-01,S1,2,5\n2026-01-01,S2,1,5\n2026-01-01,S2,2,5\n' | vmi-ingest -q > yesterday.csv
    printf 'date,location,sku,max\n2026-01-01,S1,3,5\n' | vmi-ingest -q | tail -1 >> yesterday.csv
    OPTIONS='--previous=yesterday.csv' gives 'date,location,sku,sold\n2026-01-02,S1,1,4\n' '2026-01-02,S1,1,sold,4'
    same 0 "$code"
    says "vmi-ingest: yesterday.csv: '2' at 'S1' had a level there, and has no good record in this feed"
    says "vmi-ingest: yesterday.csv: location 'S2' had levels there, and has no good record in this feed"
    same 2 "$(grep -c 'has no good record' err)"
    says '1 vanished_location, 1 vanished_item'
    says '2 locations, 1 late as of 2026-01-02, the last day in the input: S2 (no record)'
}

@test "stock that jumps is said, or set aside; a delivery of twice the usual is none" {
    levels() { echo date,location,sku,on_hand; local day=1; for level in "$@"; do printf '2026-01-%02d,S1,1,%s\n' $((day++)) "$level"; done; }
    levels 40 42 38 40 41 39 40 40 115 > feed
    status 0 vmi-ingest feed
    ! grep -q 'is far from' err || false
    levels 40 42 38 40 41 39 40 40 4000 > feed
    status 0 vmi-ingest feed
    says 'feed:10: on_hand: 4000 is far from the levels of 1 at S1 before it: their median is 40, and at most 80 from it was expected'
    status 1 vmi-ingest --quarantine -r rejects.csv feed
    same 9 "$(wc -l < out)"
    same jump,feed,10,on_hand "$(tail -1 rejects.csv | cut -d, -f1-4)"
    levels 40 42 38 40 41 39 40 4000 > feed # seven are too few to tell
    status 0 vmi-ingest feed
    ! grep -q 'is far from' err || false
    levels 40 42 38 40 41 39 40 40 | vmi-ingest -q > yesterday.csv
    printf 'date,location,sku,on_hand\n2026-01-20,S1,1,4000\n2026-01-21,S1,1,4000\n' > feed
    status 1 vmi-ingest --previous=yesterday.csv --quarantine feed
    levels 1 0 0 1 0 0 0 0 8 9 > feed # of few pieces eight quanta are no jump
    status 0 vmi-ingest feed
    same 1 "$(grep -c 'is far from' err)"
    says 'feed:11:'
    # A scattered item has a wide band: 8 scaled deviations.
    levels 10 200 20 150 5 300 80 40 600 > feed
    status 0 vmi-ingest feed
    ! grep -q 'is far from' err || false
}

@test "stock below 0 by the term negative_on_hand" {
    gives 'location,sku,on_hand\nS1,1,-2\n' ',S1,1,on_hand,-2'
    same 0 "$code"
    says 'found: 1 negative_on_hand'
    OPTIONS='-s negative_on_hand=error' gives 'location,sku,on_hand\nS1,1,-2\n' ''
    says 'feed:2: on_hand: -2 is below 0, which is an error (the term negative_on_hand)'
    echo '{"checks": {"negative_on_hand": "reject"}}' > a.json
    OPTIONS='-a a.json' gives 'location,sku,on_hand\nS1,1,-2\n' ''
    says '1 set aside (1 negative_on_hand)'
}

@test "levels that are stated again are counted, once for each item, measure, lot, ref and moment" {
    gives 'date,location,sku,measure,quantity,lot\n2026-01-01,S1,1,on_hand,5,\n2026-01-01,S1,1,on_hand,6,\n2026-01-02,S1,1,on_hand,6,\n2026-01-01,S1,1,on_order,6,\n2026-01-01,S1,2,on_hand,6,\n2026-01-01T10:00:00Z,S1,1,on_hand,6,\n2026-01-01T11:00:00Z,S1,1,on_hand,6,\n2026-01-01T12:00:00+01:00,S1,1,on_hand,6,\n,S1,1,on_hand,1,\n,S1,1,on_hand,1,\n2026-01-01,S1,1,sold,1,\n2026-01-01,S1,1,sold,1,\n9999-12-31,S1,1,on_hand,1,\n0001-01-01,S1,1,on_hand,1,\n0001-01-01,S1,1,on_hand,1,\n1990-01-01,S1,1,on_hand,1,\n2026-01-01,S1,1,on_hand,7,\n' "$(cat <<'EOF2'
2026-01-01,S1,1,sold,1
2026-01-01,S1,1,sold,1
2026-01-01,S1,1,on_hand,5
2026-01-01,S1,1,on_hand,6
2026-01-02,S1,1,on_hand,6
2026-01-01,S1,1,on_order,6
2026-01-01,S1,2,on_hand,6
2026-01-01T10:00:00Z,S1,1,on_hand,6
2026-01-01T11:00:00Z,S1,1,on_hand,6
2026-01-01T12:00:00+01:00,S1,1,on_hand,6
,S1,1,on_hand,1
,S1,1,on_hand,1
9999-12-31,S1,1,on_hand,1
0001-01-01,S1,1,on_hand,1
0001-01-01,S1,1,on_hand,1
1990-01-01,S1,1,on_hand,1
2026-01-01,S1,1,on_hand,7
EOF2
)"
    says 'found: 5 restated'
}

@test "a total beside its own split is left out; where they differ, the total is set aside and both are said" {
    OPTIONS='-r rejects.csv' gives 'date,location,sku,on_hand,lot,note\n2026-01-01,S1,1,300,,a\n2026-01-01,S1,1,100,A,\n2026-01-01,S1,1,200,B,\n2026-01-01,S1,2,300,,b\n2026-01-01,S1,2,100,A,\n2026-01-01,S1,3,300,,\n2026-01-02,S1,1,300,,\n' \
        '2026-01-01,S1,1,on_hand,100,,A
2026-01-01,S1,1,on_hand,200,,B
2026-01-01,S1,2,on_hand,100,,A
2026-01-01,S1,3,on_hand,300
2026-01-02,S1,1,on_hand,300'
    same 1 "$code"
    says 'feed:5: on_hand: on_hand of 2 at S1 is 300 without a lot, and its lots are 100 together; one of them was expected, or the same'
    says '5 records written, 1 set aside (1 total_and_split); 1 duplicate left out (1 total_and_split)'
    same '2026-01-01,S1,2,300,,b' "$(tail -1 rejects.csv | rev | cut -d, -f1-6 | rev)"
    # A lot that is stated again replaces what it was; the check can be left out; activity went this way before.
    gives 'date,location,sku,on_hand,lot\n2026-01-01,S1,1,300,\n2026-01-01,S1,1,100,A\n2026-01-01,S1,1,300,A\n' '2026-01-01,S1,1,on_hand,100,,A
2026-01-01,S1,1,on_hand,300,,A'
    echo '{"checks": {"total_and_split": "ignore"}}' > a.json
    OPTIONS='-a a.json' gives 'date,location,sku,on_hand,lot\n2026-01-01,S1,1,300,\n2026-01-01,S1,1,300,A\n' '2026-01-01,S1,1,on_hand,300
2026-01-01,S1,1,on_hand,300,,A'
    vmi-ingest -q out | cmp - out
    vmi-ingest -q -t ndjson out | vmi-ingest -q | cmp - out
}

@test "a total of available stock is held against its lots too, and so is one in NDJSON" {
    gives 'date,location,sku,measure,quantity,lot\n2026-01-01,S1,1,available,300,\n2026-01-01,S1,1,available,100,A\n2026-01-01,S1,1,available,200,B\n' \
        '2026-01-01,S1,1,on_hand,100,,A
2026-01-01,S1,1,on_hand,200,,B'
    gives '{"lot":"A","site":"S1","item":"1","stock":100}\n{"site":"S1","item":"1","stock":100}\n' ',S1,1,on_hand,100,,A'
}

@test "lines with ref that came before are left out; with another quantity they go on, and are counted" {
    local feed='date,location,sku,measure,quantity,ref\n2026-01-01,S1,1,received,5,P1\n2026-01-01,S1,1,received,5,P1\n2026-01-01,S1,1,received,6,P1\n2026-01-01,S1,1,received,5,P1\n2026-01-01,S1,1,sold,1,\n2026-01-01,S1,1,sold,1,\n'
    OPTIONS='--dedupe=ref' gives "$feed" '2026-01-01,S1,1,received,5,,,,P1
2026-01-01,S1,1,received,6,,,,P1
2026-01-01,S1,1,sold,1
2026-01-01,S1,1,sold,1'
    says '4 records written, 0 set aside; 2 duplicates left out (2 duplicate_line); found: 1 restated'
    gives "$feed" "$(tail -n +2 <(vmi-ingest -q feed) | sed 's/,*$//')"
    same 7 "$(wc -l < out)"
}

@test "flows that are sent again: the later stands, in the place of the first" {
    OPTIONS='--flows=restate' gives 'date,location,sku,measure,quantity,ref,colour\n2026-01-01,S1,1,sold,5,,red\n2026-01-01,S1,2,sold,6,,red\n2026-01-02,S1,1,on_hand,9,,red\n2026-01-01,S1,1,sold,7,,blue\n2026-01-01,S1,1,sold,8,R,red\n' \
        '2026-01-02,S1,1,on_hand,9,,,,,,red
2026-01-01,S1,1,sold,7,,,,,,blue
2026-01-01,S1,2,sold,6,,,,,,red
2026-01-01,S1,1,sold,8,,,,R,,red'
    says '1 duplicate left out (1 restated_flow)'
}

@test "levels of the beginning of a day are dated the day before; what has a time is not touched" {
    OPTIONS='--levels=opening' gives 'date,location,sku,measure,quantity,ref\n2026-03-01,S1,1,on_hand,5,\n2026-03-01,S1,1,counted,5,C1\n2026-03-01T06:00:00Z,S1,1,on_hand,5,\n2026-03-01,S1,1,sold,5,\n2026-03-01,S1,1,max,5,\n,S1,1,on_hand,5,\n' \
        '2026-02-28,S1,1,on_hand,5
2026-02-28,S1,1,counted,5,,,,C1
2026-03-01T06:00:00Z,S1,1,on_hand,5
2026-03-01,S1,1,sold,5
2026-03-01,S1,1,max,5
,S1,1,on_hand,5'
}

@test "locations that are late, by the shortest feed_days of their items" {
    printf 'date,location,sku,sold\n2026-01-01,S1,1,1\n2026-01-08,S2,1,1\n2026-01-10,S3,1,1\n2026-01-05,S4,1,1\n' > feed
    status 0 vmi-ingest feed
    says '4 locations, 2 late as of 2026-01-10, the last day in the input: S1 (9 days), S4 (5 days)'
    echo '{"rules": [{"match": {"location": "S2"}, "set": {"feed_days": 1}}, {"match": {"location": "S4"}, "set": {"feed_days": 7}}]}' > a.json
    status 0 vmi-ingest -a a.json -d 2026-01-11 feed
    says '4 locations, 2 late as of 2026-01-11: S1 (10 days), S2 (3 days)'
    says 'found: 2 late_location'
    status 0 vmi-ingest -d 2026-01-03 <(head -2 feed)
    ! grep -q late err || false
    { echo date,location,sku,sold; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "2026-01-01,L$i,1,1"; done; echo 2026-02-01,M,1,1; } > many
    status 0 vmi-ingest many
    says 'L7 (31 days) and 2 more'
}

@test "stock that does not add up is said by item and day" {
    printf 'date,location,sku,on_hand,sold,received\n2026-01-01,S1,1,10,,\n2026-01-02,S1,1,8,2,\n2026-01-03,S1,1,9,2,4\n2026-01-03,S1,2,9,2,4\n2026-01-04,S1,1,9,,\n' > feed
    status 0 vmi-ingest feed
    ! grep -q balance err || false
    status 0 vmi-ingest --balance feed
    says "vmi-ingest: on_hand of '1' at 'S1' on 2026-01-03 is 9, 1 less than 8 of 2026-01-02 and flows of 2 make"
    says 'found: 1 balance'
    # In cases, with an agreement; without one the units cannot be told apart, and the item is not checked.
    printf 'date,location,sku,on_hand,sold,unit\n2026-01-01,S1,1,2,,CS\n2026-01-02,S1,1,23,1,EA\n' > feed
    status 0 vmi-ingest --balance -s unit=EA -s units=CS=12 feed
    ! grep -q balance err || false
    status 0 vmi-ingest --balance feed
    says "unit: is 'EA', and the records of 1 at S1 before it are in 'CS'"
    same 1 "$(grep -c 'one unit an item' err)"
}

@test "a level that is set aside has not been stated: what mends it is written, also where restatements are not" {
    echo '{"agreement": "x", "version": 1, "vendor": {"id": "v"}, "customer": {"id": "c"}, "checks": {"restated": "reject"}}' > checks.json
    { echo date,location,sku,on_hand; for day in 01 02 03 04 05 06 07 08 09; do echo 2026-01-$day,S1,1,1$day; done
      echo 2026-01-10,S1,1,110000; echo 2026-01-10,S1,1,110; } > feed
    status 1 vmi-ingest --quarantine -a checks.json feed
    says "1 set aside (1 jump)"
    same '2026-01-10,S1,1,on_hand,110,,,,,' "$(tail -1 out)"
}
