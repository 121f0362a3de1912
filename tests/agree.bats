#!/usr/bin/env bats
# vmi-agree on the command line; what it finds stands in testdata/golden/vmi-agree.
load helpers

small() { echo '{"agreement": "A", "version": 1, "defaults": {"min": 1, "max": 9}}' > a.json; }

@test "usage: what does not go together is said in one line" {
    small
    refused() { local says=$1; shift; status 2 vmi-agree "$@"; one_line; says "$says"; says "try 'vmi-agree --help'"; }
    refused "do not go together" --terms --diff a.json a.json
    refused "do not go together" --example --schema
    refused "name one item together" --terms --location=L a.json
    refused "name one item together" --terms --sku=S a.json
    refused "--explain goes with" --explain a.json
    refused "go with --terms or --diff" --location=L --sku=S a.json
    refused "take no agreement" --example a.json
    refused "take no agreement" --schema -s min=1
    refused "--diff takes two" --diff a.json
    refused "--diff takes two" --diff a.json a.json a.json
    refused "one agreement was expected" a.json a.json
    refused "did you mean --items?" --item=x a.json
}

@test "the agreement comes from an operand, from -a, or from standard input" {
    small
    status 0 vmi-agree a.json
    status 0 vmi-agree -a a.json
    STDIN=a.json status 0 vmi-agree
    STDIN=a.json status 0 vmi-agree --terms -
    grep -q '^\*,\*,min,1,' out
    status 0 vmi-agree --diff -a a.json a.json
    status 3 vmi-agree --items=/dev/null a.json
    says "the input is empty"
    status 4 vmi-agree nowhere.json
    STDIN=/dev/null status 2 vmi-agree
    says "<stdin>:1"
    echo '{"defaults": {"min": 3}, "targets": [{"metric": "x", "at_least": 1}]}' > b.json
    STDIN=b.json status 1 vmi-agree
    grep -q ',<stdin>:1:49,' out
    echo '{"rules": [{"from": "2026-01-01", "set": {"min": 1}}]}' > c.json
    STDIN=c.json status 2 vmi-agree --terms --location=L --sku=1 -
    says "<stdin>:1:12: rule 1 has dates"
    STDIN=c.json status 2 vmi-agree --diff - -
    says "standard input holds one file"
    STDIN=c.json status 2 vmi-agree --items=-
    says "standard input holds one file"
}

@test "what is wrong in a terms file is told under its path, whenever it is found" {
    mkdir folder
    echo '{"terms": "t.csv"}' > folder/a.json
    printf 'location,sku,min\nL,1,x\n' > folder/t.csv
    status 2 vmi-agree folder/a.json
    says "folder/t.csv:2: min: 'x' is"
    printf 'location,sku,successor\nL,1,2\nL,2,1\n' > folder/t.csv
    status 2 vmi-agree folder/a.json
    says "folder/t.csv:2: successor: '1', '2', '1': a loop"
    printf 'location,sku,ship_calendar\nL,1,X\n' > folder/t.csv
    status 2 vmi-agree folder/a.json
    says "folder/t.csv:2: ship_calendar: 'X' is not a calendar"
}

@test "long lists of names and many rules take seconds, with items and without" {
    names() { seq -f '"S%06.0f"' -s, "$1" "$2"; }
    seq -f 'L,S%06.0f' 0 40000 | sed '1ilocation,sku' > items.csv
    echo "{\"rules\": [{\"match\": {\"sku\": [$(names 0 40000)]}, \"set\": {\"lead_time\": 3}}]}" > one.json
    status 0 timeout 10 vmi-agree --items=items.csv one.json
    echo "{\"defaults\": {\"order_multiple\": 9}, \"rules\": [{\"match\": {\"sku\": [$(names 0 20000)]}, \"set\": {\"stock_cap\": 3}}]}" > capped.json
    status 1 timeout 10 vmi-agree --items=items.csv capped.json
    grep -q 'and so for 20000 more items' out
    { echo '{"rules": [{}'; for i in $(seq 100); do
        echo ",{\"match\": {\"sku\": [$(names $((i * 1000)) $((i * 1000 + 999)))]}, \"set\": {\"lead_time\": $i}}"
    done; echo ']}'; } | sed 's/\[{}/[/; 2s/^,//' > lists.json
    status 0 timeout 10 vmi-agree lists.json
    { echo '{"rules": ['; seq -f '{"match": {"sku": "S%g"}, "set": {"order_days": "FREQ=MONTHLY;BYDAY=1MO"}},' 3000
        echo '{"set": {"lead_time": 1}}]}'; } > days.json
    status 0 timeout 5 vmi-threshold -q -s min=1 -s max=2 -a days.json activity.csv
}

@test "findings in every format, to a file, and sealed; the status tells whether there are any" {
    echo '{"defaults": {"min": 60, "max": 70, "stock_cap": 50}}' > a.json
    status 1 vmi-agree -o found.csv a.json
    same min_above_cap "$(column code found.csv)"
    status 1 vmi-agree -t ndjson a.json
    grep -q '^{"code":"min_above_cap","severity":"warning","ref":"a.json:1:50","message":"min 60' out
    status 1 vmi-agree -t table a.json
    grep -q '^min_above_cap  *warning' out
    status 1 vmi-agree --seal a.json
    tail -1 out | grep -qx '#vmi-end records=1 crc32c=[0-9a-f]*'
    status 4 vmi-agree -o nowhere/found.csv a.json
    status 4 bash -c 'vmi-agree a.json > /dev/full'
    echo '{"defaults": {"min": 40, "max": 70, "stock_cap": 50}}' > a.json
    status 0 vmi-agree -o found.csv a.json
    same 'code,severity,location,sku,ref,date,quantity,message,id,value,first_date' "$(cat found.csv)"
}

@test "a finding keeps its id when lines move, and has another when it is about something else" {
    echo '{"rules": [{"match": {"sku": "a"}, "from": "2026-01-01", "set": {"min": 1}}]}' > a.json
    printf '{"comment": "x",\n\n"rules": [\n{"from": "2026-01-01", "set": {"min": 2}, "match": {"sku": "a"}}]}' > b.json
    sed s/2026/2027/ a.json > c.json
    id_of() { vmi-agree "$1" | awk -F, 'NR == 2 { print $(NF - 2) }'; }
    same "$(id_of a.json)" "$(id_of b.json)"
    [ "$(id_of a.json)" != "$(id_of c.json)" ]
    echo '{"rules": [{"from": "2026-01-01", "set": {"min": 1}}, {"from": "2026-01-01", "set": {"min": 1}}]}' > twice.json
    vmi-agree twice.json > out || true
    same 2 "$(grep rule_without_reason out | awk -F, '{ print $(NF - 2) }' | sort -u | wc -l)"
}

@test "items come from activity, positions, a terms file, in CSV and NDJSON; what is no item is passed over" {
    echo '{"defaults": {"min": 1, "max": 9}, "rules": [{"match": {"sku": "009"}, "set": {"min": 2}}]}' > a.json
    found() { status 1 vmi-agree -q --items="$1" a.json; grep -q "matches none of the $2 items" out; }
    found activity.csv 2
    found positions.csv 2
    printf 'location,sku,min\n*,*,1\nS1,*,2\nS1,001,3\nS1,001,4\n' > terms.csv
    found terms.csv 1
    printf '{"location":"L","sku":"1"}\n{"location":"L","sku":"2","date":"2026-01-01"}\n' > items.ndjson
    found items.ndjson 2
    cat activity.csv activity.csv > twice.csv
    found twice.csv 2
    vmi-threshold -q -s min=1 -s max=2 --seal activity.csv > sealed.csv
    found sealed.csv 2
    printf 'place,sku\nL,1\n' > bad.csv
    status 3 vmi-agree --items=bad.csv a.json
    says "bad.csv:1: location: the column is missing"
}

@test "the day is that of -d, else the last of the items" {
    echo '{"defaults": {"min": 1, "max": 9}, "rules": [{"until": "2026-01-02", "reason": "r", "set": {"min": 2}}]}' > a.json
    status 0 vmi-agree a.json
    status 0 vmi-agree -d 2026-01-02 a.json
    status 1 vmi-agree -d 2026-01-03 a.json
    status 1 vmi-agree --items=activity.csv a.json
    says "as of 2026-01-03, the last day in activity.csv"
    grep -q ^rule_expired out
    status 0 vmi-agree -d 2026-01-01 --items=activity.csv a.json
}

@test "the schema lists every term and every word, and is JSON" {
    vmi-agree --schema > schema.json
    vmi-agree --terms -d 2026-01-01 <(echo '{}') | column term | while read -r term; do
        grep -q "\"$term\": {" schema.json || { echo "# no $term"; return 1; }
    done
    command -v sqlite3 > /dev/null || skip "sqlite3 is not installed"
    same 1 "$(sqlite3 :memory: "select json_valid(readfile('schema.json'))")"
    same minmax "$(sqlite3 :memory: "select json_extract(readfile('schema.json'), '\$.\$defs.terms.properties.policy.enum[0]')")"
}

@test "the example is an agreement that a planner can begin with" {
    vmi-agree --example > ex.json
    status 0 vmi-agree -d 2026-12-01 ex.json
    status 0 vmi-threshold -q -a ex.json activity.csv
    vmi-agree --example -o ex2.json
    cmp ex.json ex2.json
}

@test "findings are those of the agreement whatever order its items come in" {
    cat > a.json <<'JSON'
{"defaults": {"min": 4, "max": 9, "order_multiple": 2}, "terms": "t.csv",
 "rules": [{"match": {"location": "L1*"}, "set": {"stock_cap": 3}}, {"match": {"location": "L*", "sku": "*7"}, "set": {"order_multiple": 5}}]}
JSON
    { echo location,sku,max; for i in $(seq 40); do echo "L$((i % 13)),S$i,$((i % 7 + 1))"; done; } > t.csv
    { echo location,sku; for i in $(seq 60); do echo "L$((i % 13)),S$i"; done; } > items.csv
    vmi-agree --items=items.csv a.json > one || true
    { head -1 items.csv; tail -n +2 items.csv | sort -r; } > back.csv
    vmi-agree --items=back.csv a.json > two || true
    cut -d, -f1,2,5 one | sort > one_places
    cut -d, -f1,2,5 two | sort > two_places
    cmp one_places two_places
    [ "$(wc -l < one)" -gt 10 ]
}

@test "items that nothing names are told, for they are not planned; it is no finding" {
    echo '{"defaults": {"min": 1, "max": 9}, "rules": [{"match": {"sku": "007"}, "set": {"order_multiple": 2}}]}' > a.json
    status 0 vmi-agree --items=activity.csv a.json
    says "1 of 2 items named by no rule and no row of a terms file, and so not planned: 008 at S1"
    sed -i s/007/*/ a.json
    status 0 vmi-agree --items=activity.csv a.json
    [ "$(wc -l < err)" = 1 ]
}
