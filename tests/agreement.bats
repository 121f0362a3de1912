#!/usr/bin/env bats
# The agreement, its terms files and -s.
load helpers

# min_of ITEM OPTIONS...: the min that vmi-threshold gives an item.
min_of() {
    local item=$1
    shift
    vmi-threshold -q -s max=999 "$@" activity.csv | awk -F, -v sku="$item" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "min") c = i } $2 == sku { print $c }'
}

@test "order of precedence: built-in, defaults, terms rows from the general to the item's own, -s" {
    echo '{"agreement": "A", "version": 1, "defaults": {"min": 1}, "terms": "terms.csv"}' > a.json
    echo 'location,sku,min' > terms.csv
    echo '*,*,' >> terms.csv
    same 1 "$(min_of 007 -a a.json)"
    echo '*,007,3' >> terms.csv
    same 3 "$(min_of 007 -a a.json)"
    same 1 "$(min_of 008 -a a.json)"
    echo 'S1,*,4' >> terms.csv
    same 4 "$(min_of 007 -a a.json)"
    echo 'S1,007,5' >> terms.csv
    same 5 "$(min_of 007 -a a.json)"
    same 6 "$(min_of 007 -a a.json -s min=6)"
    same 7 "$(min_of 007 -a a.json -s min=6 -s min=7)"
    same 2 "$(min_of 007 -s min=2)"
}

@test "* and empty cells inherit; several terms files; names are relative to the agreement's folder" {
    mkdir folder
    echo '{"defaults": {"min": 1, "lead_time": 2}, "terms": ["a.csv", "b.csv"]}' > folder/a.json
    printf 'location,sku,min,lead_time\nS1,007,*,\n' > folder/a.csv
    printf 'location,sku,min\nS1,008,9\n' > folder/b.csv
    same 1 "$(min_of 007 -a folder/a.json)"
    same 9 "$(min_of 008 -a folder/a.json)"
}

@test "the agreement's label: id, version, and a fingerprint over all its files" {
    echo '{"agreement": "ACME", "version": 3, "defaults": {"min": 100, "max": 200}, "terms": "t.csv"}' > a.json
    printf 'location,sku,class\n*,*,A\n' > t.csv
    vmi-threshold -q -a a.json activity.csv > one
    column agreement one | grep -qxE 'ACME/3@[0-9a-f]{8}'
    sed -i s/A/B/ t.csv
    vmi-threshold -q -a a.json activity.csv > two
    [ "$(column agreement one | head -1)" != "$(column agreement two | head -1)" ]
    vmi-plan -q two | column agreement | grep -q '^ACME/3@'
}

@test "an item that no terms row names is not planned; one with a row of its own needs no activity" {
    echo '{"defaults": {"min": 10, "max": 20}, "terms": "t.csv"}' > a.json
    printf 'location,sku,class\nS1,007,A\nS9,new,B\n' > t.csv
    vmi-threshold -q -a a.json activity.csv > out
    same "S1 007 10
S1 008 
S9 new 10" "$(paste -d' ' <(column location out) <(column sku out) <(column min out))"
    grep -q '^S1,008,.*not_in_agreement' out
    vmi-plan out 2> err > /dev/null
    says "1 no_levels"
}

@test "what is wrong with an agreement is exit 2, with line and column" {
    bad() { printf '%b' "$1" > a.json; status 2 vmi-threshold -q -a a.json activity.csv -o result; one_line; [ ! -e result ]; says "$2"; }
    bad '{"defaults":\n  {"min": 1' 'vmi-threshold: a.json:2:'
    bad '{"defaults":\n  {"mim": 1}}' "a.json:2:11: 'mim' is not a term; did you mean min"
    bad '{"default": {}}' 'default: is not a key of an agreement; did you mean defaults?'
    bad '{"rule": []}' 'rule: is not a key of an agreement; did you mean rules?'
    bad '{"defaults": {"min": [1]}}' 'min: is an array; a number or a text was expected'
    bad '{"defaults": {"min": 1, "min": 2}}' 'duplicate'
    bad '{"defaults": {"service_level": 95}}' "service_level: '95' is not between 0 and 1"
    bad '{"defaults": {"min": 5, "max": 4}}' 'min: 5 is above max 4'
    bad '{"defaults": {"min": 1e99}}' 'is too large'
    bad '{"targets": [{"metric": "turns"}]}' 'a target has a metric, and at_least or at_most'
    bad '[]' 'is an array; an object was expected'
    bad '' 'a.json:1'
    echo '{"targets": [{"metric": "turn", "at_least": 3}]}' > a.json
    status 2 vmi-kpi -q -a a.json activity.csv
    says "a.json:1:25: 'turn' is not a metric; did you mean turns?"
}

@test "what is wrong with a terms file is exit 2, with its line and column" {
    echo '{"defaults": {"min": 1, "max": 2}, "terms": "t.csv"}' > a.json
    bad() { printf '%b' "$1" > t.csv; status 2 vmi-threshold -q -a a.json activity.csv; one_line; says "$2"; }
    bad 'location,sku,mim\n' "t.csv:1: 'mim' is not a term; did you mean min"
    bad 'location,min\n' 'sku: the column is missing'
    bad 'location,sku,min\nS1,a,x\n' "t.csv:2: min: 'x' is not a number"
    bad 'location,sku,min\nS1,a,1\nS1,a,2\n' "t.csv:3: 'a' at 'S1' has a row already, on line 2"
    bad 'location,sku,min\nS1,a\n' 't.csv:2: 2 cells where the header has 3'
    bad 'location,sku,min,min\n' 'the column stands twice'
    bad '' 'the terms file is empty'
    printf 'location,sku,min\nS1,007,9\n' > t.csv
    status 2 vmi-threshold -q -a a.json activity.csv
    says "007 at S1: min: 9 is above max 2; min from t.csv:2, max from defaults"
    rm t.csv
    status 4 vmi-threshold -q -a a.json activity.csv
    says "t.csv: cannot be read"
}

@test "rules: in their order, after defaults and before terms rows; those with dates after them" {
    cat > a.json <<'JSON'
{"defaults": {"min": 1},
 "rules": [
   {"match": {"sku": "00*"}, "from": "2026-01-02", "until": "2026-01-03", "set": {"min": 5}, "reason": "r"},
   {"match": {"location": "S*"}, "set": {"min": 2}},
   {"match": {"sku": "008"}, "set": {"min": 3}}],
 "terms": "t.csv"}
JSON
    printf 'location,sku,min\nS1,007,4\n' > t.csv
    same 5 "$(min_of 007 -a a.json)"
    same 5 "$(min_of 008 -a a.json)"
    same 4 "$(min_of 007 -a a.json -d 2026-01-01)"
    same 3 "$(min_of 008 -a a.json -d 2026-01-04)"
    same 6 "$(min_of 008 -a a.json -s min=6)"
    rm t.csv; sed -i 's/,\s*"terms": "t.csv"//; s/"terms": "t.csv"//; s/\],$/]/' a.json
    same 2 "$(min_of 007 -a a.json -d 2026-01-04)"
}

@test "a rule with dates is in force from its first day through its last, over a year's end and a leap day" {
    cat > a.json <<'JSON'
{"defaults": {"min": 1},
 "rules": [{"from": "2027-12-30", "until": "2028-01-01", "set": {"min": 2}, "reason": "year's end"},
           {"from": "2028-02-28", "until": "2028-02-29", "set": {"min": 3}, "reason": "leap day"},
           {"from": "2029-02-28", "until": "2029-03-01", "set": {"min": 4}, "reason": "no leap day"}]}
JSON
    for day in 2027-12-{28..31} 2028-01-0{1,2} 2028-02-{27..29} 2028-03-01 2029-02-{27,28} 2029-03-0{1,2}; do
        echo "$day $(min_of 007 -a a.json -d "$day")"
    done > got
    same "2027-12-28 1
2027-12-29 1
2027-12-30 2
2027-12-31 2
2028-01-01 2
2028-01-02 1
2028-02-27 1
2028-02-28 3
2028-02-29 3
2028-03-01 1
2029-02-27 1
2029-02-28 4
2029-03-01 4
2029-03-02 1" "$(cat got)"
}

@test "an item that neither a rule nor a row names is not planned, where there is either" {
    echo '{"defaults": {"min": 10, "max": 20}, "rules": [{"match": {"sku": "007"}, "set": {"order_multiple": 6}}]}' > a.json
    vmi-threshold -q -a a.json activity.csv > out
    same "10 " "$(column min out | paste -sd' ')"
    grep -q '^S1,008,.*not_in_agreement' out
    echo '{"defaults": {"min": 10, "max": 20}, "rules": []}' > a.json
    same "10 10" "$(vmi-threshold -q -a a.json activity.csv | column min | paste -sd' ')"
}

@test "rules match by class, source, life and ownership as defaults and terms rows give them" {
    cat > a.json <<'JSON'
{"defaults": {"class": "B", "max": 99}, "terms": "t.csv",
 "rules": [{"match": {"class": "A"}, "set": {"min": 1}}, {"match": {"class": ["B", "C"]}, "set": {"min": 2}},
           {"match": {"life": "new"}, "set": {"min": 3}}, {"match": {"ownership": "vendor", "source": "DC*"}, "set": {"min": 4}}]}
JSON
    printf 'location,sku,class,source,life,ownership\n*,007,A,,,\n*,008,,DC1,,vendor\n*,009,,DC*,,vendor\nS1,010,,,new,\n*,011,C,,,\n' > t.csv
    for sku in 009 011 012; do echo "2026-01-03,S1,$sku,on_hand,5,,,,,"; done >> activity.csv
    for sku in 007 008 009 010 011; do printf '%s ' "$(min_of $sku -a a.json)"; done > got
    same "1 2 4 3 2 " "$(cat got)"
}

@test "without a day, rules with dates and order days are exit 2, and --as-of is named" {
    printf 'date,location,sku,measure,quantity\n,S1,007,on_hand,5\n' > undated.csv
    echo '{"defaults": {"min": 1, "max": 9}, "rules": [{"match": {"sku": "007"}, "from": "2026-01-01", "set": {"min": 2}}]}' > a.json
    status 2 vmi-threshold -a a.json undated.csv
    says "a.json:1:46: rule 1 has dates, and nothing says which day it is; --as-of gives it"
    status 0 vmi-threshold -q -a a.json -d 2026-01-01 undated.csv
    same 2 "$(column min out)"
    sed -i s/007/008/ a.json
    status 0 vmi-threshold -q -a a.json undated.csv
}

@test "terms that no tool acts on are said; what is chosen and not carried out is exit 2" {
    echo '{"defaults": {"min": 1, "max": 9, "feed": "delta", "count_tolerance": 0.1}}' > a.json
    status 0 vmi-threshold -a a.json activity.csv
    says "vmi-threshold: a.json: feed: no tool of this version acts on it"
    status 2 vmi-threshold -s feed=delta activity.csv
    says "feed: changes nothing here; no tool of this version uses it"
    vmi-threshold -q -s min=1 -s max=2 activity.csv >positions.csv
    status 2 vmi-plan -s count_tolerance=0.2 positions.csv
    says "count_tolerance: is settled by vmi-kpi; give it there"
    status 2 vmi-plan -s min=1 positions.csv
    says "min: is settled by vmi-threshold and vmi-kpi; give it there"
}

@test "a blocked item is not ordered, and the plan says so" {
    echo '{"terms": "t.csv"}' > a.json
    printf 'location,sku,life\nS1,007,blocked\nS1,008,\n' > t.csv
    status 0 vmi-plan -a a.json positions.csv
    says "1 blocked"
    same "" "$(column sku out)"
}

@test "whatever two parties agree on has its place, and a tool that uses or reports it" {
    cat > a.json <<'JSON'
{"agreement": "SEED", "version": 1,
 "defaults": {"policy": "service", "service_measure": "cycle", "service_level": 0.98, "lead_time": 4, "lead_time_sd": 1, "transit_time": 2,
              "order_days": "MO,TH", "ownership": "vendor", "receive_calendar": "S1"},
 "rules": [{"match": {"sku": "008"}, "set": {"policy": "minmax", "min": 60, "max": 90}},
           {"match": {"sku": "009"}, "set": {"policy": "days", "min_days": 7, "max_days": 14, "stock_cap_days": 60}},
           {"match": {"location": "*"}, "set": {"quantum": 1}}],
 "targets": [{"metric": "customer_fill_rate", "at_least": 0.98}, {"metric": "days_of_supply", "at_most": 30}],
 "calendars": {"S1": {"weekdays": "MO-FR"}}}
JSON
    printf '2026-01-03,S1,007,unfilled,1,,,,,\n2026-01-03,S1,009,sold,7,,,,,\n2026-01-03,S1,009,on_hand,3,,,,,\n' >> activity.csv
    status 0 vmi-agree -q --items=activity.csv a.json
    vmi-threshold -q -a a.json activity.csv > p.csv
    # service level, safety stock, replenishment frequency (the longest gap of MO,TH), lead time, days of supply
    same "0.98  " "$(column service_level p.csv | paste -sd' ')"
    same "4 4 4" "$(column review_period p.csv | paste -sd' ')"
    same "4 4 4" "$(column lead_time p.csv | paste -sd' ')"
    [ "$(column safety_stock p.csv | head -1 | cut -d. -f1)" -gt 0 ]
    [ -n "$(column days_of_supply p.csv | head -1)" ]
    # thresholds, agreed and in days of supply
    same "60 90" "$(awk -F, '$2 == "008" { print $28, $29 }' p.csv)"
    awk -F, '$2 == "009" { exit !($29 >= 2 * $28 - 1 && $28 > 0) }' p.csv
    # order cycle time: ordered on an order day, due on a day on which the location receives
    vmi-plan -q -a a.json p.csv > q.csv
    same "2026-01-05 2026-01-09" "$(awk -F, '$2 == "007" { print $8, $10 }' q.csv)"
    # performance metrics with targets, the fill rate among them
    vmi-kpi -q -a a.json activity.csv | grep '^customer_fill_rate,' | grep -q '>=0.98,missed'
    vmi-kpi -q -a a.json activity.csv | grep -q '^days_of_supply,.*<=30,'
    # ownership
    vmi-agree --terms --explain --location=S1 --sku=007 a.json | grep -qx 'S1,007,ownership,vendor,word,defaults,,'
}
