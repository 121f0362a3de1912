#!/usr/bin/env bats
# vmi-kpi: figures with their numerator, their denominator and what could not be seen.
load helpers

ledger() {
    cat > a.csv <<'CSV'
date,location,sku,measure,quantity,unit,lot,expires,ref,until
2026-01-01,S1,a,on_hand,10,,,,,
2026-01-02,S1,a,sold,4,,,,,
2026-01-03,S1,a,sold,6,,,,,
2026-01-03,S1,a,unfilled,2,,,,,
2026-01-04,S1,a,received,8,,,,,
2026-01-04,S2,b,on_hand,5,,,,,
2026-01-04,S2,b,sold,1,,,,,
2026-01-04,S1,c,on_hand,0,,,,,
CSV
}

# figure METRIC SCOPE COLUMNS...: cells of one row.
figure() {
    awk -F, -v metric="$1" -v scope="$2" -v wanted="${*:3}" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; n = split(wanted, w, " "); next }
        $1 == metric && ($2 == "total" && scope == "total" || $c["location"] == scope) { for (i = 1; i <= n; i++) printf "%s%s", $c[w[i]], i < n ? " " : "\n" }' out
}

@test "hand-computed figures, with what is above and below the line" {
    ledger
    vmi-kpi -q --by=location a.csv > out
    # S1 reports what it could not fill: 10 sold and 2 not; item-days: a 4, b 1, c 1
    same "0.833333 10 12 0.166667" "$(figure customer_fill_rate total value numerator denominator missing)"
    same "0.833333 10 12 0" "$(figure customer_fill_rate S1 value numerator denominator missing)"
    same " 0 0 1" "$(figure customer_fill_rate S2 value numerator denominator missing)"
    # closing stock of a: 10 6 0 8; of b: 5; c never had demand and is no stock-out
    same "1 1 5" "$(figure stockout_days total value numerator denominator)"
    same "0.2 1 5" "$(figure stockout_share total value numerator denominator)"
    same "24 6" "$(figure average_stock S1 numerator denominator | sed 's/ 5$/ 6/')"
    same "29 6" "$(figure average_stock total numerator denominator)"
    same "138.448276 4015 29" "$(figure turns total value numerator denominator)"
    same "2.636364 29 11" "$(figure days_of_supply total value numerator denominator)"
}

@test "--since and --through cut the period; parts add up to the total" {
    ledger
    vmi-kpi -q --since=2026-01-03 --through=2026-01-03 a.csv > out
    same "1 1 1 2026-01-03 2026-01-03" "$(figure stockout_days total value numerator denominator since through)"
    for by in location sku class location,sku; do
        vmi-kpi -q --by=$by a.csv > out
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $2 == "total" { n[$1] = $c["numerator"]; d[$1] = $c["denominator"]; next }
            { x[$1] += $c["numerator"]; y[$1] += $c["denominator"] }
            END { for (m in n) if (x[m] - n[m] > 1e-5 || n[m] - x[m] > 1e-5 || y[m] - d[m] > 1e-5 || d[m] - y[m] > 1e-5) { print "# " m; exit 1 } }' out 2> err || \
            { sed 's/^/# /' out; false; }
    done
    status 2 vmi-kpi --since=2026-02-01 --through=2026-01-01 a.csv
    status 2 vmi-kpi --by=colour a.csv
    says "--by: 'colour' is none of location, sku, week, month, quarter, and no term"
    status 2 vmi-kpi --by=week,month a.csv
    says "--by: 'month' is a second period"
}

@test "days later than as-of are not known yet: --through goes no further" {
    ledger
    vmi-kpi -q a.csv > expected
    vmi-kpi -q --through=2026-03-01 a.csv | cmp - expected
}

@test "days that could not be seen are missing, not zero" {
    printf '%s\n' date,location,sku,measure,quantity,unit,lot,expires,ref,until \
        2026-01-01,S1,a,sold,31,,,,,2026-01-31 2026-01-31,S1,a,on_hand,0,,,,, > a.csv
    vmi-kpi -q a.csv > out
    same "1 1 1 0.967742" "$(figure stockout_days total value numerator denominator missing)"
    echo 2026-01-01,S1,a,stockout_days,4,,,,,2026-01-31 >> a.csv
    vmi-kpi -q a.csv > out
    same "4 4 31 0" "$(figure stockout_days total value numerator denominator missing)"
}

@test "targets: value, target and status; --check exits 1 on a miss and only then" {
    ledger
    echo '{"targets": [{"metric": "customer_fill_rate", "at_least": 0.8}, {"metric": "stockout_share", "at_least": 0, "at_most": 0.5}]}' > met.json
    status 0 vmi-kpi -q -a met.json --check a.csv
    same ">=0.8 met" "$(figure customer_fill_rate total target status)"
    same ">=0;<=0.5 met" "$(figure stockout_share total target status)"
    sed 's/0.8/0.9/' met.json > missed.json
    status 1 vmi-kpi -q -a missed.json --check a.csv
    same ">=0.9 missed" "$(figure customer_fill_rate total target status)"
    status 0 vmi-kpi -q -a missed.json a.csv
    grep -v unfilled a.csv > silent.csv
    status 0 vmi-kpi -q -a missed.json --check silent.csv
    same ">=0.9 unknown" "$(figure customer_fill_rate total target status)"
}

@test "of two targets on one metric both must be met, in whatever order they stand" {
    ledger
    for bounds in '0.9 0.5' '0.5 0.9'; do
        read -r one two <<< "$bounds"
        echo "{\"targets\": [{\"metric\": \"customer_fill_rate\", \"at_least\": $one}, {\"metric\": \"customer_fill_rate\", \"at_least\": $two}]}" > two.json
        status 1 vmi-kpi -q -a two.json --check a.csv
        same ">=0.9 missed" "$(figure customer_fill_rate total target status)"
        sed 's/{"metric/{"match": {"location": "S*"}, "metric/g; s/at_least/at_most/g; s/0\.9/0.1/' two.json > most.json
        status 1 vmi-kpi -q -a most.json --check a.csv
        same "<=0.1 missed" "$(figure customer_fill_rate 'S*' target status)"
    done
}

@test "a target with a match is held against a figure of its own" {
    ledger
    printf 'location,sku,class,source,life\n*,a,A,DC2,new\n*,b,B,DC1,\n*,c,A,DC9,\n' > t.csv
    cat > a.json <<'JSON'
{"terms": "t.csv", "targets": [
  {"metric": "turns", "at_least": 150, "match": {"class": "A"}},
  {"metric": "average_stock", "at_most": 6, "match": {"source": ["DC1", "DC2"], "life": ["active", "new"]}},
  {"metric": "stockout_days", "at_most": 0, "match": {"location": "S2"}},
  {"metric": "stockout_share", "at_most": 0.25, "match": {"class": ["A"]}},
  {"metric": "customer_fill_rate", "at_least": 0.8, "match": {}},
  {"metric": "customer_fill_rate", "at_least": 0.9, "match": {"location": ["X*", "Y*"], "sku": "c"}},
  {"metric": "average_stock", "at_least": 1, "match": {"life": ["new", "active"], "source": ["DC2", "DC1"]}}]}
JSON
    status 0 vmi-kpi -q -a a.json --check a.csv
    # closing stock of a: 10 6 0 8; of b: 5; of c: 0, and never demand. Class A: 24 unit-days, 10 sold, 1 of 4 days
    # without; a and b: 29 unit-days of 5 item-days
    same "stockout_share,,,A,0.25,1,4,<=0.25,met
turns,,,A,152.083333,3650,24,>=150,met
average_stock,,,,5.8,29,5,>=1;<=6,met
stockout_days,S2,,,0,0,1,<=0,met
customer_fill_rate,X*|Y*,c,,,0,0,>=0.9,unknown" "$(awk -F, '$2 == "match"' out | cut -d, -f1,3-5,8-10,13,14)"
    grep -q '^average_stock,match,.*; items of source DC1|DC2, life active|new",,0.2,$' out
    same "1" "$(grep -c '; items of ' out)"
    # behind the rows there are, which it leaves as they were
    same "$(($(vmi-kpi --list | wc -l) + 1))" "$(grep -n ,match, out | head -1 | cut -d: -f1)"
    same ">=0.8 met" "$(figure customer_fill_rate total target status)"
    same " " "$(figure turns total target status)"
    # missed by the items that match alone: with parts and without
    sed 's/"at_most": 6/"at_most": 5.5/' a.json > missed.json
    for by in '' location sku class; do
        status 1 vmi-kpi -q -a missed.json ${by:+--by=$by} --check a.csv
        same ",match,,,,:missed" "$(grep ',missed,' out | sed 's/^[^,]*\(,[^,]*,[^,]*,[^,]*,[^,]*,\).*,\(missed\),.*/\1:\2/')"
    done
    status 0 vmi-kpi -q -a missed.json a.csv
    # the same in NDJSON
    vmi-kpi -q -a a.json -t ndjson a.csv | grep -q '"metric":"stockout_days","scope":"match","location":"S2","since"'
    # no records: a header alone
    head -1 a.csv > none.csv
    status 0 vmi-kpi -q -a a.json --check none.csv
    same 1 "$(wc -l < out)"
}

@test "classes come from the agreement" {
    ledger
    echo '{"terms": "t.csv"}' > a.json
    printf 'location,sku,class\n*,a,A\n*,b,B\n' > t.csv
    vmi-kpi -q -a a.json --by=class a.csv > out
    same "A 10
B 1" "$(awk -F, '$1 == "days_of_supply" && $2 == "class" && $9 > 0 { print $5, $10 }' out)"
}

@test "figures of days before all data are empty; undated activity has no days" {
    status 0 vmi-kpi -q --since=2020-01-01 --through=2020-01-31 activity.csv
    same "$(($(vmi-kpi --list | wc -l) - 1)) " "$(column metric out | wc -l) $(column value out | tr -d '\n')"
    printf 'location,sku,on_hand\nS1,a,3\n' | vmi-ingest -q > undated.csv
    status 2 vmi-kpi -q undated.csv
    says "--as-of or --through"
}

@test "metrics as a table for a mail: bars and line ends stay in their cells" {
    printf '%s\n' date,location,sku,measure,quantity '2026-01-01,"A|B",x,on_hand,4' '2026-01-02,"A|B",x,sold,2' > a.csv
    status 0 vmi-kpi -q -t markdown --by=location a.csv
    same '| metric | scope | location | since | through | value | numerator | denominator | unit | missing | definition | reason |
| --- | --- | --- | --- | --- | ---: | ---: | ---: | --- | ---: | --- | --- |' "$(head -n 2 out)"
    grep -q '^| average_stock | location | A\\|B | 2026-01-01 | 2026-01-02 | 3 | ' out
    same 1 "$(awk -F' [|] ' '{ print NF }' out | sort -u | wc -l)"
    status 0 vmi-kpi -q -t markdown -o kept.md a.csv
    cmp -s <(vmi-kpi -q -t markdown a.csv) kept.md
}

@test "metrics for monitoring: each a family of gauges, without what is not known" {
    printf '%s\n' date,location,sku,measure,quantity '2026-01-01,"A ""1""\",x,on_hand,4' '2026-01-02,"A ""1""\",x,sold,2' > a.csv
    echo '{"targets": [{"metric": "turns", "at_least": 9}, {"metric": "stockout_share", "at_most": 0, "match": {"sku": "x"}}]}' > a.json
    status 0 vmi-kpi -q -t prometheus --by=location -a a.json a.csv
    grep -q '^# HELP vmi_turns 365 \* units sold / ' out
    grep -q '^# TYPE vmi_turns gauge$' out
    grep -q '^vmi_turns{scope="total"} ' out
    grep -qF 'vmi_average_stock{scope="location",location="A \"1\"\\"} 3' out
    grep -q '^vmi_turns_met{scope="total"} 1$' out
    ! grep -q '^vmi_customer_fill_rate{' out
    grep -q '^vmi_customer_fill_rate_missing{scope="total"} 1$' out
    ! grep -qi 'nan\|inf ' out
    # A family stands together, with one head, and no series twice.
    same '' "$(grep -o '^vmi_[a-z_]*' out | uniq | sort | uniq -d)"
    same '' "$(grep '^# TYPE' out | sort | uniq -d)"
    same '' "$(grep -v '^#' out | sed 's/ [^ ]*$//' | sort | uniq -d)"
    status 1 vmi-kpi -q -t prometheus --check -s unit=EA -a <(echo '{"targets": [{"metric": "turns", "at_most": 0}]}') a.csv
    grep -q '^vmi_turns_met{scope="total"} 0$' out
    status 0 vmi-kpi -q -t prometheus --by=source,month -s source=DC1 a.csv
    grep -q '^vmi_average_stock{scope="source;month",source="DC1"} 3$' out
    same '' "$(grep -v '^#' out | sed 's/ [^ ]*$//' | sort | uniq -d)"
    status 4 vmi-kpi -q -t prometheus -o /nowhere/m a.csv
    status 2 vmi-threshold -t prometheus a.csv
}

@test "--metrics: these alone; a name that is none is refused with the nearest" {
    ledger
    vmi-kpi -q --metrics=turns,ready_rate --by=sku a.csv > out
    same "ready_rate turns" "$(column metric out | sort -u | paste -sd' ')"
    vmi-kpi -q --by=sku a.csv | grep -E '^(metric|turns|ready_rate),' | cmp - out
    status 2 vmi-kpi -q --metrics=turn a.csv
    says "--metrics: 'turn' is not a metric; did you mean turns?"
    # what is asked of a match is written all the same
    echo '{"targets": [{"metric": "stockout_days", "at_most": 9, "match": {"sku": "a"}}]}' > a.json
    vmi-kpi -q -a a.json --metrics=turns a.csv > out
    same "turns stockout_days" "$(column metric out | paste -sd' ')"
}

@test "parts by periods of the calendar and by terms: scope, part and the days they are of" {
    ledger
    printf '2026-02-01,S2,b,sold,2,,,,,\n2026-02-03,S2,b,on_hand,0,,,,,\n' >> a.csv
    printf 'location,sku,source,ownership\n*,a,DC1,\n*,b,DC2,vendor\n' > t.csv
    echo '{"terms": "t.csv"}' > a.json
    vmi-kpi -q -a a.json --metrics=days_of_supply --by=location,source,ownership,month a.csv > out
    same "location;source;ownership;month|source=;ownership=customer;month=2026-01|2026-01-01|2026-01-31
location;source;ownership;month|source=;ownership=customer;month=2026-02|2026-02-01|2026-02-03
location;source;ownership;month|source=DC1;ownership=customer;month=2026-01|2026-01-01|2026-01-31
location;source;ownership;month|source=DC1;ownership=customer;month=2026-02|2026-02-01|2026-02-03
location;source;ownership;month|source=DC2;ownership=vendor;month=2026-01|2026-01-01|2026-01-31
location;source;ownership;month|source=DC2;ownership=vendor;month=2026-02|2026-02-01|2026-02-03
total||2026-01-01|2026-02-03" \
        "$(awk -F, 'NR > 1 { print $2 "|" $(NF - 2) "|" $6 "|" $7 }' out)"
    for by in week quarter; do vmi-kpi -q --metrics=turns --by=$by a.csv; done > out
    same "week=2026-W01 week=2026-W02 week=2026-W03 week=2026-W04 week=2026-W05 week=2026-W06 quarter=2026-Q1" \
        "$(grep -o '\(week\|quarter\)=[^,]*' out | paste -sd' ')"
}

@test "a figure that is not there has a reason; targets tell by how much they are met" {
    ledger
    echo '{"targets": [{"metric": "stockout_share", "at_least": 0.1, "at_most": 0.25}, {"metric": "turns", "at_least": 150}, {"metric": "gmroi", "at_least": 1}]}' > a.json
    vmi-kpi -q -a a.json --by=location a.csv > out
    same "stockout_share met 0.05 
turns missed -11.551724 
gmroi unknown  unit_cost or unit_price is not known or no stock was seen" "$(for m in stockout_share turns gmroi; do grep "^$m,total," out; done | awk -F, '{ print $1, $14, $(NF - 1), $NF }')"
    grep -q '^customer_fill_rate,location,S2,.*,unfilled was never reported$' out
    same "" "$(awk -F, 'NR > 1 && ($8 == "") == ($NF == "") { print }' out)"
}

# Orders of two lines: o1 whole in two shipments, o2 with one line short.
orders() {
    cat > o.csv <<'CSV'
date,location,sku,measure,quantity,ref,until
2026-03-02,S1,a,ordered,10,o1,2026-03-06
2026-03-02,S1,b,ordered,4,o1,2026-03-06
2026-03-03,S1,a,ordered,6,o2,2026-04-02
2026-03-03,S1,b,ordered,2,o2,2026-04-02
2026-03-03,S2,a,ordered,3,o1,2026-03-09
2026-03-05,S1,a,received,10,o1,
2026-03-06,S1,b,received,4,o1,
2026-04-01,S1,a,received,5,o2,
2026-04-01,S1,b,received,2,o2,
2026-03-08,S2,a,received,3,o1,
2026-04-05,S1,a,sold,1,,
CSV
}

@test "whole orders: an order counts once, in parts by its share of lines, and refs are those of a location" {
    orders
    vmi-kpi -q --by=sku,month --metrics=otif_orders,first_fill_rate_orders,order_fill_rate_orders o.csv > out
    grep -q '^otif_orders,total,,,,2026-03-05,2026-04-05,0.666667,2,3,' out
    grep -q '^first_fill_rate_orders,total,,,,2026-03-05,2026-04-05,0.333333,1,3,' out # o1 came on two days
    grep '^otif_orders,sku;month,' out | cut -d, -f4,6-10 > parts
    same "a,2026-03-05,2026-03-31,1,1.5,1.5
a,2026-04-01,2026-04-05,0,0,0.5
b,2026-03-05,2026-03-31,1,0.5,0.5
b,2026-04-01,2026-04-05,0,0,0.5" "$(cat parts)"
}

@test "a line is judged when its window has ended, and until then it is neither a hit nor a miss" {
    orders
    status 0 vmi-kpi -q --metrics=otif -d 2026-04-01 o.csv
    grep -q '^otif,total,.*,1,3,3,' out
    status 0 vmi-kpi -q --metrics=otif o.csv
    grep -q '^otif,total,.*,0.8,4,5,' out
    status 0 vmi-kpi -q --metrics=otif -s otif_late=4 o.csv # to 6 April
    grep -q '^otif,total,.*,1,3,3,' out
    status 0 vmi-kpi -q --metrics=otif -s otif_early=0 o.csv # b of o1 on its day
    grep -q '^otif,total,.*,0.2,1,5,' out
    echo 2026-03-09,S1,b,received,1,o9, >> o.csv # nobody ordered it
    status 0 vmi-kpi -q --metrics=otif -s otif_early=9 -s lead_time=2 o.csv
    grep -q '^otif,total,.*,0.8,4,5,' out
}

@test "the window of a schedule opens before its first day and ends after its last" {
    cat > o.csv <<'CSV'
date,location,sku,measure,quantity,ref,until
2026-03-01,S1,a,ordered,5,o1,2026-03-10
2026-03-01,S1,a,ordered,5,o1,2026-03-20
2026-03-02,S1,a,confirmed,4,o1,2026-03-12
2026-03-02,S1,a,confirmed,6,o1,2026-03-20
2026-03-09,S1,a,received,5,o1,
2026-03-20,S1,a,received,5,o1,
2026-03-30,S1,a,sold,1,,
CSV
    for asked in 1:1 0:0; do
        status 0 vmi-kpi -q --metrics=otif -s otif_early=${asked%:*} o.csv
        grep -q "^otif,total,.*,${asked#*:},${asked#*:},1," out
    done
    for asked in 3:1 2:0; do # from 12 March, which is the first that was promised
        status 0 vmi-kpi -q --metrics=otif -s otif_early=${asked%:*} -s otif_date=promised o.csv
        grep -q "^otif,total,.*,${asked#*:},${asked#*:},1," out
    done
    sed -i 's/^2026-03-01,S1,a,ordered,5,o1,2026-03-20/2026-03-02,S1,a,ordered,10,o1,2026-03-20/; /confirmed/d' o.csv
    status 0 vmi-kpi -q --metrics=otif -s otif_early=10 o.csv # the order of the 2nd stands over the first
    grep -q '^otif,total,.*,0,0,1,' out
}

@test "--lag: which forecast of a period counts" {
    printf '%s\n' date,location,sku,measure,quantity,ref,until 2026-03-01,S1,a,on_hand,99,, 2026-03-02,S1,a,sold,10,, \
        2026-03-02,S1,a,forecast,12,2026-03-01,2026-03-02 2026-03-02,S1,a,forecast,7,2026-02-26,2026-03-02 > f.csv
    for lag in 0:2 1:2 2:3 4:3; do
        vmi-kpi -q --metrics=forecast_mae --lag="${lag%:*}" f.csv > out
        same "${lag#*:}" "$(tail -1 out | cut -d, -f8)"
    done
    vmi-kpi -q --metrics=forecast_mae --lag=5 f.csv > out
    grep -q ',no forecast was made early enough for a period of which demand is known' out
    vmi-kpi -q --metrics=forecast_mae -s lead_time=1.5 f.csv > out # a begun day is a day
    same 3 "$(tail -1 out | cut -d, -f8)"
    status 2 vmi-kpi --lag=x f.csv
    says "--lag: 'x' is not a number of days; 0 to 3660 was expected"
}

@test "--proposals: what planners did to them, by order date" {
    ledger
    {
        echo location,sku,quantity,order_date,urgency,approval,need,manual_delta
        echo S1,a,5,2026-01-02,normal,auto,5,
        echo S1,a,9,2026-01-03,emergency,approved,5,4
        echo S2,b,7,2026-01-04,normal,approved,5,
        echo S2,b,7,2026-02-04,normal,auto,7,
    } > p.csv
    vmi-kpi -q --by=location --metrics=emergency_share,planner_touch_rate --proposals=p.csv a.csv > out
    same "0.333333 1 3" "$(figure emergency_share total value numerator denominator)"
    same "0.5 1 2" "$(figure planner_touch_rate S1 value numerator denominator)"
    same "1 1 1" "$(figure planner_touch_rate S2 value numerator denominator)"
    vmi-kpi -q --metrics=emergency_share a.csv > out
    grep -q '^emergency_share,total,.*,no proposals were given$' out
    status 4 vmi-kpi --proposals=missing.csv a.csv
    status 3 vmi-kpi --proposals=a.csv a.csv
    [ ! -s out ]
}

@test "the order of the records and the files that they come in change no byte" {
    ledger
    orders
    sed 1d o.csv | sed 's/^\([^,]*,\)S/\1T/' | awk -F, -v OFS=, '{ print $1, $2, $3, $4, $5, "", "", "", $6, $7 }' >> a.csv
    vmi-kpi -q --by=location,sku,week a.csv > wanted
    for seed in 1 2 3 4; do
        { head -1 a.csv; sed 1d a.csv | shuf --random-source=<(yes $seed); } > shuffled.csv
        vmi-kpi -q --by=location,sku,week shuffled.csv | cmp wanted -
        head -7 shuffled.csv > one.csv
        { head -1 a.csv; sed 1,7d shuffled.csv; } > two.csv
        vmi-kpi -q --by=location,sku,week two.csv one.csv | cmp wanted -
    done
}

@test "--trend: the value of an earlier run, which way it went, and since when" {
    ledger
    vmi-kpi -q -d 2026-01-02 --by=location a.csv > one
    status 0 vmi-kpi -q -d 2026-01-03 --by=location --trend=one a.csv
    same "$(head -1 one),previous,trend,trend_since" "$(head -1 out)"
    mv out two
    vmi-kpi -q -d 2026-01-03 --by=location a.csv | cmp - <(rev two | cut -d, -f4- | rev)
    # stock at the end of days 1 to 3: 10 6 0; sold 4 and 6
    row() { grep "^$1,$2," "$3" | awk -F, '{ print $(NF - 2), $(NF - 1), $NF }'; }
    same "8 down 2026-01-03" "$(row average_stock total two)"
    same "91.25 better 2026-01-03" "$(row turns total two)"
    same "0 worse 2026-01-03" "$(row stockout_days location two)"
    same "  " "$(row turns_at_cost total two)"
    # it goes on: since then; or not: since now
    status 0 vmi-kpi -q --by=location --trend=two a.csv
    same "5.333333 down 2026-01-03" "$(row average_stock total out)"
    same "228.125 worse 2026-01-04" "$(row turns total out)"
    same "1 same 2026-01-04" "$(row stockout_days total out)"
    same "  " "$(grep '^average_stock,location,S2,' out | awk -F, '{ print $(NF - 2), $(NF - 1), $NF }')" # not there before
    mv out three
    vmi-kpi -q --by=location --trend=three a.csv > out
    same "1 same 2026-01-04" "$(row stockout_days total out)"
    # NDJSON, either way
    vmi-kpi -q -d 2026-01-03 --by=location --trend=one -t ndjson a.csv > two.ndjson
    vmi-kpi -q --by=location --trend=two.ndjson a.csv | cmp - three
    grep -q '"metric":"turns","scope":"total",.*"previous":91.25,"trend":"better","trend_since":"2026-01-03"}' two.ndjson
    # of two of the same the later stands
    vmi-kpi -q --by=location --trend=<(sed 's/,8,/,9,/; s/down/up/' two; cat two) a.csv | cmp - three
}

@test "--trend: matches are told apart by what they ask for; parts by their period" {
    ledger
    printf 'location,sku,source\n*,a,DC1\n*,b,DC2\n*,c,DC1\n' > t.csv
    echo '{"terms": "t.csv", "targets": [{"metric": "days_of_supply", "at_most": 9, "match": {"source": "DC1"}}, {"metric": "days_of_supply", "at_most": 9, "match": {"source": "DC2"}}]}' > a.json
    vmi-kpi -q -a a.json --by=week a.csv > one
    # by metric, scope and columns they are the same
    same "2.4 same 5 same" "$(vmi-kpi -q -a a.json --by=week --trend=one a.csv | awk -F, '$2 == "match" { print $(NF - 2), $(NF - 1) }' | paste -sd' ')"
    same "$(grep -c '^turns,week,' one)" "$(vmi-kpi -q -a a.json --by=week --trend=one a.csv | grep -c "^turns,week,.*,same,2026-01-04\$")"
}

@test "--trend: a file of other records, damaged, empty, unsealed or not there" {
    ledger
    status 3 vmi-kpi -q --trend=a.csv a.csv
    one_line
    says "a.csv:1: metric: this is a stream of activity; one of metrics was expected, which vmi-kpi makes"
    vmi-kpi -q a.csv > one
    { cat one; echo 'turns,"total'; } > torn
    status 3 vmi-kpi -q --trend=torn -o kept a.csv
    [ ! -e kept ]
    sed 's/138.448276/many/' one > bad
    status 3 vmi-kpi -q --trend=bad a.csv
    says "bad:61: value: 'many' is not a number"
    : > empty
    status 3 vmi-kpi -q --trend=empty a.csv
    status 4 vmi-kpi -q --trend=nowhere a.csv
    status 0 vmi-kpi -q --trend=<(head -1 one) a.csv
    same "" "$(sed 1d out | rev | cut -d, -f1-3 | tr -d ',\n')"
    vmi-kpi -q --seal a.csv > sealed
    vmi-ingest -q -t csv stock.csv --seal > s.csv
    status 0 vmi-kpi -q -d 2026-01-01 --sealed --trend=sealed s.csv
    status 3 vmi-kpi -q -d 2026-01-01 --sealed --trend=one s.csv
    says "one"
    sed 's/^turns,total/turns,whole/' sealed > changed
    status 3 vmi-kpi -q --trend=changed a.csv
}

# ups_and_downs WEEKS: stock of 1 to 8 and 1 again, week after week from a Monday on, but in the third week of each eight nobody looks.
ups_and_downs() {
    awk -v weeks="$1" 'BEGIN { print "date,location,sku,measure,quantity"
        for (d = 0; d < 7 * weeks; d++) { w = int(d / 7)
            day = strftime("%Y-%m-%d", mktime("2025 01 06 12 00 00") + d * 86400)
            if (w % 8 != 2) print day ",S1,a,on_hand," 1 + w % 8
            if (w >= 2) print day ",S2,a,on_hand," 1 + w % 2
            print day ",S1,a,sold,0" } }'
}

@test "--spark: the periods of a figure are a line of bars, in place of records" {
    ups_and_downs 10 > a.csv
    status 0 vmi-kpi -q -s feed_days=1 --spark --by=location --metrics=average_stock a.csv
    same "$(vmi-kpi -q --metrics=average_stock a.csv | head -1),spark" "$(head -1 out)"
    # of all items, as --by=location,week has them; the third week of S1 has the level of the second
    same "S1:▁▂▂▄▅▆▇█▁▂
S2:··▁█▁█▁█▁█" "$(grep ,location,S out | awk -F, '{ print $3 ":" $NF }')"
    same "0 1 1 3 4 5 6 7 0 1" "$(vmi-kpi -q -s feed_days=1 --by=location,week --metrics=average_stock a.csv | awk -F, '$3 == "S1" { print $8 - 1 }' | paste -sd' ')"
    # the rest of the record is that of the scope without periods
    vmi-kpi -q -s feed_days=1 --by=location --metrics=average_stock a.csv | cmp - <(sed 's/,[^,]*$//' out)
    # months, quarters
    status 0 vmi-kpi -q --spark --by=month --metrics=average_stock,turns a.csv
    same "average_stock total ▁█▁
turns total ▄▄▄" "$(awk -F, 'NR > 1 { print $1, $2, $NF }' out)"
    status 0 vmi-kpi -q --spark --by=quarter --metrics=turns -t ndjson a.csv
    grep -q '"scope":"total",.*,"spark":"▄"}$' out
    # what has no value in any period has no line
    status 0 vmi-kpi -q --spark --metrics=gmroi a.csv
    same "" "$(awk -F, 'NR > 1 { print $NF }' out)"
    # of a match too
    status 0 vmi-kpi -q --spark --metrics=turns -a <(echo '{"targets": [{"metric": "average_stock", "at_most": 9, "match": {"location": "S2"}}]}') a.csv
    grep -q '^average_stock,match,S2,.*,··▁█▁█▁█▁█$' out
}

@test "--spark: the last 26 periods, from the first day measured" {
    ups_and_downs 60 > a.csv
    vmi-kpi -q --spark --metrics=average_stock --by=location a.csv > out
    bars() { awk -F, 'NR > 1 { print length($NF) / 3 }' "$@" | paste -sd' '; }
    same "26 26 26" "$(bars out)"
    same 3 "$(vmi-kpi -q --spark --metrics=average_stock --since=2026-02-10 a.csv | bars)"
    same 1 "$(vmi-kpi -q --spark --metrics=average_stock --through=2025-01-12 a.csv | bars)"
    # the same as of the last records by week, also where windows reach back behind the first of them
    for rolling in '' --rolling=30; do
        vmi-kpi -q --by=week $rolling --metrics=average_stock a.csv | awk -F, '$2 == "week" { print $8 }' | tail -26 |
            awk 'BEGIN { split("▁ ▂ ▃ ▄ ▅ ▆ ▇ █", bar, " ") } { v[NR] = $1; if (NR == 1 || $1 < low) low = $1; if (NR == 1 || $1 > high) high = $1 }
                END { for (i = 1; i <= NR; i++) printf "%s", bar[1 + int((v[i] - low) / (high - low) * 7 + 0.5)]; print "" }' > drawn
        same "$(cat drawn)" "$(vmi-kpi -q --by=week $rolling --spark --metrics=average_stock a.csv | awk -F, 'NR > 1 { print $NF }')"
    done
    # what was proposed before the first of them is in none
    printf '%s\n' location,sku,quantity,order_date,approval,urgency S1,a,5,2025-01-08,auto,emergency S1,a,5,2025-09-10,auto,emergency S1,a,5,2026-02-20,auto,normal > p.csv
    vmi-kpi -q --spark --metrics=emergency_share --proposals=p.csv a.csv > out
    same "2 3 ·█······················▁·" "$(awk -F, 'NR > 1 { print $9, $10, $NF }' out)"
}

@test "--spark: a table fits a terminal, with what one reads first; so does a mail" {
    ups_and_downs 40 > a.csv
    echo '{"targets": [{"metric": "ready_rate", "at_least": 0.9}, {"metric": "average_stock", "at_most": 3}]}' > a.json
    vmi-kpi -q -a a.json --by=location -d 2025-06-01 a.csv > before
    wide() { LC_ALL=C.UTF-8 awk '{ if (length($0) > n) n = length($0) } END { print n }' out; }
    for columns in 80 100 132; do
        COLUMNS=$columns status 0 vmi-kpi -q -a a.json --by=location --spark --trend=before -t table a.csv
        [ "$(wide)" -le $columns ] || { echo "# $columns: $(wide)"; false; }
        for name in metric scope location value target status trend spark; do
            head -1 out | grep -qw $name || { [ $columns = 80 ] && [[ $name = scope || $name = target || $name = trend ]]; } || { echo "# $columns: no $name"; false; }
        done
    done
    # without targets and an earlier run there is room for the units; a narrow one has the end of the line
    COLUMNS=80 status 0 vmi-kpi -q --spark -t table a.csv
    same "metric scope value unit spark" "$(head -1 out | tr -s ' ')"
    COLUMNS=60 status 0 vmi-kpi -q --spark --metrics=average_stock -t table a.csv
    [ "$(wide)" -le 60 ]
    COLUMNS=44 status 0 vmi-kpi -q --spark --metrics=average_stock -t table a.csv
    [ "$(wide)" -le 44 ]
    vmi-kpi -q --spark --metrics=average_stock a.csv > whole
    drawn=$(awk 'END { print $NF }' out)
    [ ${#drawn} -ge 24 ] && [ ${#drawn} -lt 78 ] # three bytes a bar
    [[ $(tail -1 whole) = *"$drawn" ]]
    status 0 vmi-kpi -q --spark --metrics=average_stock -t markdown a.csv
    same "spark" "$(head -1 out | tr -d ' ' | awk -F'|' '{ print $(NF - 1) }')"
    same 26 "$(LC_ALL=C.UTF-8 awk -F' [|] ' 'NR == 3 { sub(/ \|$/, "", $NF); print length($NF) }' out)"
}

@test "--rolling: every period is measured over the days that end with it" {
    ledger
    printf '2026-01-06,S1,a,sold,3,,,,,\n2026-01-08,S2,b,on_hand,4,,,,,\n2026-01-13,S1,a,sold,1,,,,,\n' >> a.csv
    row() { awk -F, -v p="$1" '$(NF - 2) == p { print $6, $7, $9, $10 }' out; }
    # sold on days 2, 3, 4, 6, 13: 4, 6, 1, 3, 1
    status 0 vmi-kpi -q --by=week --rolling=9 --metrics=days_of_supply a.csv
    same "2026-01-01 2026-01-04 11" "$(row week=2026-W01 | cut -d' ' -f1,2,4)"
    same "2026-01-03 2026-01-11 10" "$(row week=2026-W02 | cut -d' ' -f1,2,4)"
    same "2026-01-05 2026-01-13 4" "$(row week=2026-W03 | cut -d' ' -f1,2,4)" # through, not the week's end
    same "15" "$(grep ,total, out | cut -d, -f10)"
    # shorter than the period: days that are in none
    status 0 vmi-kpi -q --by=month --rolling=2 --metrics=days_of_supply a.csv
    same "2026-01-12 2026-01-13 1" "$(row month=2026-01 | cut -d' ' -f1,2,4)"
    # --since cuts it
    status 0 vmi-kpi -q --by=month --rolling=20 --since=2026-01-04 --metrics=days_of_supply a.csv
    same "2026-01-04 2026-01-13 5" "$(row month=2026-01 | cut -d' ' -f1,2,4)"
    # longer than all there is: the total
    status 0 vmi-kpi -q --by=month,location --rolling=3660 a.csv
    same "$(awk -F, '$2 == "location" { print $1, $3, $8 }' <(vmi-kpi -q --by=location a.csv))" "$(awk -F, '$2 == "location;month" { print $1, $3, $8 }' out)"
    # in lines
    status 0 vmi-kpi -q --by=week --rolling=9 --spark --metrics=unfilled_units a.csv
    same "██▁" "$(awk -F, 'NR > 1 { print $NF }' out)"
}

@test "--rolling: wants a period, and days" {
    ledger
    for by in '' --by=location; do
        status 2 vmi-kpi $by --rolling=28 a.csv
        says "--rolling takes a period in --by"
    done
    status 2 vmi-kpi --spark --rolling=28 a.csv
    for days in -1 1.5 many '' 3661 99999999999999999999; do
        status 2 vmi-kpi --by=week --rolling="$days" a.csv
        says "is not a number of days; 0 to 3660 was expected"
    done
    status 2 vmi-kpi --by=week --rolling=0 a.csv
    says "--rolling takes one day or more"
}

# A pilot of 30 items that sell 2 a day, of which one in two ran out before it, and one in six since.
pilot() {
    days() { awk -v first="$1" -v n="$2" -v one_in="$3" 'BEGIN { print "date,location,sku,measure,quantity"
        for (i = 0; i < 30; i++) for (d = 0; d < n; d++) { item = sprintf("%s,S%d,i%02d", strftime("%Y-%m-%d", mktime(first " 12 00 00") + d * 86400), i % 2, i)
            print item ",sold,2"; print item ",on_hand," (i % one_in == 1 && d % 4 == 0 ? 0 : 5 + i % 3) } }'; }
    days "2026 01 05" 40 2 > before.csv
    days "2026 03 02" 20 6 > since.csv
}

# beside METRIC SCOPE FILE: baseline, difference, low, high.
beside() { awk -F, -v m="$1" -v s="$2" '$1 == m && ($2 == s || $3 == s) { print $(NF - 3), $(NF - 2), $(NF - 1), $NF }' "${3:-out}"; }

@test "--baseline: what is there, the difference, and how sure it is" {
    pilot
    status 0 vmi-kpi -q --baseline=before.csv --by=location since.csv
    same "$(vmi-kpi -q since.csv | head -1),baseline,difference,low,high" "$(head -1 out)"
    vmi-kpi -q --by=location since.csv | cmp - <(rev out | cut -d, -f5- | rev)
    # before: 15 of 30 items out on 10 of 40 days; since: 5 of 30 on 5 of 20
    same "0.125 -0.083333" "$(beside stockout_share total | cut -d' ' -f1,2)"
    # a count: 150 of 1200 item-days would be 75 of 600, and 25 there were
    same "75 -50" "$(beside stockout_days total | cut -d' ' -f1,2)"
    same "$(beside stockout_share total | awk '{ printf "%.3f %.3f\n", $3 * 600, $4 * 600 }')" "$(beside stockout_days total | awk '{ printf "%.3f %.3f\n", $3, $4 }')"
    # of 10 items in 30 the share fell by a quarter: the standard error of the mean is sqrt(1/3 * 2/3 / 30) / 4 = 0.0215
    beside stockout_share total | awk '{ exit !($3 > -0.083333 - 2.5 * 0.0215 && $3 < -0.083333 - 1.5 * 0.0215 && $4 > -0.083333 + 1.5 * 0.0215 && $4 < -0.083333 + 2.5 * 0.0215) }'
    # S0 has the even ones, which never ran out
    same "0 0 0 0" "$(beside stockout_share S0)"
    same "   " "$(beside gmroi total)"
    # the same bytes every time, and in NDJSON
    mv out first
    vmi-kpi -q --baseline=before.csv --by=location since.csv | cmp - first
    vmi-kpi -q --baseline=before.csv -t ndjson since.csv | grep -q '"metric":"stockout_share",.*"baseline":0.125,"difference":-0.083333,"low":-0.1.*,"high":-0.0.*}$'
}

@test "--baseline: days of its own, the same agreement, a control group" {
    pilot
    for i in '' --baseline-since=2026-01-05 --baseline-through=2026-02-13; do
        vmi-kpi -q --baseline=before.csv $i since.csv | cmp - <(vmi-kpi -q --baseline=before.csv since.csv)
    done
    # day 1 of each 4 alone
    status 0 vmi-kpi -q --baseline=before.csv --baseline-since=2026-01-05 --baseline-through=2026-01-05 since.csv
    same "0.5 -0.458333" "$(beside stockout_share total | cut -d' ' -f1,2)"
    # of one file, before and since
    { cat before.csv; sed 1d since.csv; } > all.csv
    status 0 vmi-kpi -q --since=2026-03-02 --baseline=all.csv --baseline-through=2026-02-13 all.csv
    same "0.125 -0.083333" "$(beside stockout_share total | cut -d' ' -f1,2)"
    # what is later than as-of is not known of the baseline either, and one that ended before is not drawn out
    status 0 vmi-kpi -q -d 2026-03-05 --baseline=all.csv since.csv
    vmi-kpi -q -d 2026-03-05 all.csv > alone
    same "$(awk -F, '$1 == "stockout_share" { print $8 }' alone)" "$(beside stockout_share total | cut -d' ' -f1)"
    status 0 vmi-kpi -q -d 2026-06-30 --baseline=before.csv since.csv
    same "0.125" "$(beside stockout_share total | cut -d' ' -f1)"
    # the same agreement for both, with a figure for a match of each
    echo '{"defaults": {"unit_cost": 3}, "targets": [{"metric": "stockout_share", "at_most": 0.1, "match": {"sku": "i0*"}}]}' > a.json
    status 0 vmi-kpi -q -a a.json --baseline=before.csv since.csv
    same "$(vmi-kpi -q -a a.json before.csv | awk -F, '$1 == "average_stock_value" || $2 == "match" { print $8 }')" \
        "$(awk -F, '$1 == "average_stock_value" || $2 == "match" { print $(NF - 3) }' out)"
    # other items: drawn apart, so less is sure than of the same ones
    sed 's/,i/,j/' before.csv > control.csv
    vmi-kpi -q --baseline=control.csv since.csv > apart
    vmi-kpi -q --baseline=before.csv since.csv > paired
    same "$(beside stockout_share total apart | cut -d' ' -f1,2)" "$(beside stockout_share total paired | cut -d' ' -f1,2)"
    { beside stockout_share total apart; beside stockout_share total paired; } | awk '{ width[NR] = $4 - $3 } END { exit !(width[1] > 1.1 * width[2]) }'
    # a place that has none
    status 0 vmi-kpi -q --by=location --baseline=<(grep -v ,S1, before.csv) since.csv
    same "   " "$(beside stockout_share S1)"
    # with the rest
    status 0 vmi-kpi -q --baseline=before.csv --trend=alone --spark --metrics=turns since.csv
    same "previous,trend,trend_since,baseline,difference,low,high,spark" "$(head -1 out | cut -d, -f19-)"
}

@test "--baseline: what cannot be compared" {
    pilot
    for by in week month location,quarter; do
        status 2 vmi-kpi --baseline=before.csv --by=$by since.csv
        says "--baseline takes no period in --by"
    done
    status 2 vmi-kpi --baseline-since=2026-01-01 since.csv
    says "take --baseline"
    status 2 vmi-kpi --baseline=before.csv --baseline-since=2026-02-01 --baseline-through=2026-01-01 since.csv
    says "--baseline-since is after --baseline-through"
    status 4 vmi-kpi -q --baseline=nowhere since.csv
    status 3 vmi-kpi -q --baseline=stock.csv since.csv
    says "stock.csv:1: "
    printf 'location,sku,on_hand\nS1,a,3\n' | vmi-ingest -q > undated.csv
    status 2 vmi-kpi -q --baseline=undated.csv since.csv
    says "undated.csv: nothing in it is dated"
    vmi-ingest -q --seal since.csv > sealed.csv
    status 3 vmi-kpi -q --sealed --baseline=before.csv sealed.csv
    says "before.csv"
    vmi-ingest -q --seal before.csv > sealed-before.csv
    status 0 vmi-kpi -q --sealed --baseline=sealed-before.csv sealed.csv
    # a header alone: nothing to compare with
    status 0 vmi-kpi -q --baseline=<(head -1 before.csv) since.csv
    same "   " "$(beside turns total)"
    status 0 vmi-kpi --baseline=before.csv since.csv
    says "baseline before.csv: through 2026-02-13"
}

@test "every metric is in the registry, in both manual pages and has a figure computed by hand" {
    vmi-kpi --list > out
    same "metric,unit,better,definition,formula,needs,source" "$(head -1 out)"
    for metric in $(sed 1d out | cut -d, -f1); do
        for page in vmi-kpi.1 vmi-stream.5; do grep -q "^\.It Cm $metric Pq " "$ROOT/man/$page" || { echo "# $page: $metric"; false; }; done
        grep -q "{\"$metric\", " "$ROOT/tests/unit/test_kpi_rows.c" || { echo "# test: $metric"; false; }
    done
}

@test "a table has first what is missed, then what is asked and met, and last what is not known" {
    ledger
    echo '{"agreement": "A", "version": 1, "targets": [{"metric": "turns", "at_least": 1000}, {"metric": "days_of_supply", "at_most": 9},
        {"metric": "gmroi", "at_least": 1}]}' > a.json
    vmi-kpi -q -a a.json --metrics=average_stock,days_of_supply,gmroi,otif,turns -t table a.csv > out
    same "metric turns gmroi days_of_supply average_stock otif" "$(awk '{ print $1 }' out | xargs)"
    vmi-kpi -q -a a.json --metrics=average_stock,days_of_supply,gmroi,otif,turns a.csv > out
    same "metric average_stock days_of_supply gmroi otif turns" "$(cut -d, -f1 out | xargs)"
}

@test "a day far from all others is told, and not measured through" {
    ledger
    echo 9999-12-31,S1,a,sold,1,,,,, >> a.csv
    status 3 vmi-kpi -q --by=sku,week a.csv
    says "the days from 2026-01-01 through 9999-12-31 are more than two centuries; --since, --through or --as-of says which are meant"
    [ ! -s out ]
    status 0 vmi-kpi -q --by=sku,week -d 2026-01-04 a.csv
    sed -i 's/^9999-12-31/1900-01-01/' a.csv
    status 0 vmi-kpi -q a.csv
}

@test "metrics for monitoring: targets of several groups are series of their own" {
    ledger
    echo '{"agreement": "A", "version": 1, "terms": "t.csv", "targets": [{"metric": "turns", "at_least": 1, "match": {"source": "X"}},
        {"metric": "turns", "at_least": 1, "match": {"source": "Y"}}]}' > a.json
    printf '%s\n' location,sku,source S1,a,X S2,b,Y > t.csv
    vmi-kpi -q -t prometheus -a a.json --metrics=ready_rate a.csv > out
    same 2 "$(grep -c '^vmi_turns{scope="match",items="source [XY]"} ' out)"
    same "" "$(grep -v '^#' out | sed 's/ [^ ]*$//' | sort | uniq -d)"
}

@test "days of a silence count neither as sales nor as stock to sell: what is held against sales is as without them" {
    { echo date,location,sku,measure,quantity
      for day in 0{1..9} 10 {21..30}; do
          echo "2026-06-$day,S1,a,sold,2"
          echo "2026-06-$day,S1,a,on_hand,40"
      done; } > a.csv
    metrics=average_stock,turns,days_of_supply,months_of_stock,excess_share,days_of_supply_forward
    status 0 vmi-kpi -q --metrics=$metrics -s feed_days=3 -s excess_days=10 a.csv
    same "average_stock 40
days_of_supply 20
days_of_supply_forward 20
excess_share 0.5
months_of_stock 0.657084
turns 18.25" "$(cut -d, -f1,8 out | sed '1d; s/,/ /')"
    grep -q '^turns,total,.*,14600,800,[^,]*,0.333333,' out # 20 days, and a third of the days was not seen
    status 0 vmi-kpi -q --metrics=turns,excess_share -s excess_days=10 a.csv # without the term nobody knows of a silence
    same "0.666667 12.166667" "$(sed 1d out | cut -d, -f8 | xargs)"
    vmi-kpi -q --findings -s excess_days=10 -s feed_days=3 -s min=1 -s max=99 a.csv > out
    grep -q '^excess,.*,20,20 of 40 in stock are beyond what sells in 10 days: 40 were sold in 20 days on which the location was heard of,' out
    sed 's|$|,|; 1s|$|ref|' a.csv > b.csv
    echo 2026-06-01,S1,a,ordered,9,o1 >> b.csv
    status 0 vmi-kpi -q --metrics=bullwhip_ratio -s feed_days=3 b.csv # the weeks from the 1st and the 22nd; not those with 11 to 20 June
    grep -q '^bullwhip_ratio,total,.*,40.5,0,[^,]*,0.5,' out
}
