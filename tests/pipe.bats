#!/usr/bin/env bats
# The whole pipe: from a customer's file to proposals.
load helpers

@test "a stock file becomes a proposal: 24 of 007, need 21, multiple delta 3" {
    vmi-ingest -q stock.csv | vmi-threshold -q -s policy=minmax -s min=10 -s max=24 | vmi-plan -q -s order_multiple=6 > proposals.csv
    same "S1 007 24 21 3" "$(paste -d' ' <(column location proposals.csv) <(column sku proposals.csv) \
        <(column quantity proposals.csv) <(column need proposals.csv) <(column multiple_delta proposals.csv))"
    same order_multiple "$(column reasons proposals.csv)"
}

@test "the same through NDJSON gives the same bytes, in every combination" {
    vmi-ingest -q stock.csv | vmi-threshold -q -s min=10 -s max=24 | vmi-plan -q -s order_multiple=6 > expected
    for a in csv ndjson; do
        for b in csv ndjson; do
            vmi-ingest -q -t $a stock.csv | vmi-threshold -q -t $b -s min=10 -s max=24 | vmi-plan -q -s order_multiple=6 > got
            cmp expected got
        done
    done
}

@test "CSV to NDJSON and back gives the same bytes, for activity with hostile texts" {
    printf 'date,location,sku,measure,quantity,unit,lot,expires,ref,until\n' > hostile.csv
    printf '%s\n' '2026-01-01T10:00:00+02:00,"S,1","0""07",on_hand,-3.5,EA,l\1,2026-02-01,#ref,2026-01-02' >> hostile.csv
    printf '%s\n' ',#S1,007é,on_hand,0,,,,,' '2026-01-01,S1," x ",sold,9199999999999.999999,,,,,' >> hostile.csv
    printf '%s\n' '2026-01-01,S1,"two' 'lines",sold,0.000001,,,,,' >> hostile.csv
    vmi-ingest -q hostile.csv > once.csv
    cmp hostile.csv once.csv
    vmi-ingest -q -t ndjson hostile.csv | vmi-ingest -q > twice.csv
    cmp hostile.csv twice.csv
}

@test "nothing depends on the locale" {
    local where=$BATS_TEST_TMPDIR/locales
    mkdir "$where"
    localedef -i de_DE -f UTF-8 "$where/de_DE.UTF-8" && localedef -i tr_TR -f UTF-8 "$where/tr_TR.UTF-8" ||
        skip "no definitions of the locales (package locales)"
    whole() { vmi-ingest -q "$DATA"/demo/sales.csv "$DATA"/demo/stock.csv | vmi-threshold -q -a "$DATA/demo/agreement.json" |
        tee positions | vmi-plan -q -a "$DATA/demo/agreement.json" > proposals; }
    whole
    mv positions expected.positions
    mv proposals expected.proposals
    for locale in de_DE.UTF-8 tr_TR.UTF-8; do
        LOCPATH=$where LC_ALL=$locale whole
        cmp expected.positions positions
        cmp expected.proposals proposals
    done
    [ "$(LOCPATH=$where LC_ALL=de_DE.UTF-8 locale decimal_point)" = , ]
}

@test "nothing depends on the order of the input rows, nor on how they are split over files" {
    vmi-ingest -q "$DATA"/demo/sales.csv "$DATA"/demo/stock.csv > a.csv
    terms=(-a "$DATA/demo/agreement.json")
    vmi-threshold -q "${terms[@]}" a.csv > expected
    for seed in 1 2 3 4 5; do
        { head -1 a.csv; tail -n +2 a.csv | shuf --random-source=<(yes $seed); } > shuffled.csv
        vmi-threshold -q "${terms[@]}" shuffled.csv > got
        cmp expected got
        vmi-kpi -q "${terms[@]}" --by=location shuffled.csv > "kpi$seed"
        cmp kpi1 "kpi$seed"
    done
    { head -1 a.csv; tail -n +2 a.csv | head -300; } > one.csv
    { head -1 a.csv; tail -n +301 a.csv | tail -n +2; } > two.csv
    vmi-threshold -q "${terms[@]}" two.csv one.csv > got
    cmp expected got
    cat one.csv two.csv | vmi-threshold -q "${terms[@]}" > got
    cmp expected got
    { head -1 expected; tail -n +2 expected | shuf --random-source=<(yes 7); } | vmi-plan -q "${terms[@]}" > got
    vmi-plan -q "${terms[@]}" expected | cmp - got
}

@test "quantities are exact: 0.3 in packs of 0.1 is 0.3, and 0.7 less 0.1 in packs of 0.2 is 0.6" {
    printf 'location,sku,on_hand\nS1,a,0\n' | vmi-ingest -q | vmi-threshold -q -s quantum=0.1 -s min=0.1 -s max=0.3 |
        vmi-plan -q -s quantum=0.1 -s order_multiple=0.1 > one
    same 0.3 "$(column quantity one)"
    printf 'location,sku,on_hand\nS1,a,0.1\n' | vmi-ingest -q | vmi-threshold -q -s quantum=0.1 -s min=0.1 -s max=0.7 |
        vmi-plan -q -s quantum=0.1 -s order_multiple=0.2 > two
    same "0.6 0.6 0" "$(column need two) $(column quantity two) $(column multiple_delta two)"
}

@test "leading zeros survive; an empty cell and a 0 stay different to the end" {
    printf 'location,sku,on_hand,on_order\n001,007,,5\n001,008,0,\n' | vmi-ingest -q > a.csv
    same "007 on_order 5
008 on_hand 0" "$(tail -n +2 a.csv | awk -F, '{ print $3, $4, $5 }')"
    vmi-threshold -q -s min=1 -s max=4 a.csv > p.csv
    same "007,,5,
008,0,,0" "$(paste -d, <(column sku p.csv) <(column on_hand p.csv) <(column on_order p.csv) <(column position p.csv))"
    vmi-plan p.csv > q.csv 2> err
    same "001 008 4" "$(column location q.csv) $(column sku q.csv) $(column quantity q.csv)"
    says "1 no_position"
}

@test "every line of every proposal: quantity is need and the deltas" {
    vmi-ingest -q "$DATA"/demo/sales.csv "$DATA"/demo/stock.csv | vmi-threshold -q -a "$DATA/demo/agreement.json" |
        vmi-plan -q -a "$DATA/demo/agreement.json" -s order_min=100 -s order_max=400 -s stock_cap=900 > lines
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { sum = $c["need"] + $c["cap_delta"] + $c["order_min_delta"] + $c["multiple_delta"] + $c["order_max_delta"] + \
              $c["manual_delta"] + $c["load_delta"] + $c["supply_delta"]; q = $c["quantity"]; n++
          if (q != sum || q % 12 || q > 400 || $c["position"] + q > 900) { print "# " $0; bad = 1 } }
        END { exit bad || n < 5 }' lines
}

@test "the demo runs in a bare clone and shows proposals with their reasons, and the figures" {
    "$ROOT/tests/demo" "$BIN" > out 2> err
    grep -q '^S021 *TROP-PREM-64 .*emergency' out
    grep -q 'order_multiple;order_days' out
    grep -q '^stockout_share .* missed' out
    grep -q 'with your own files' out
}

@test "streams joined by cat are one stream; another header in mid-stream is exit 3" {
    cat activity.csv activity.csv | vmi-threshold -q -s min=1 -s max=2 > out
    vmi-threshold -q -s min=1 -s max=2 activity.csv activity.csv | cmp - out
    { cat activity.csv; echo sku,location,date,measure,quantity; } > joined.csv
    status 3 vmi-threshold -s min=1 -s max=2 joined.csv
    says "joined.csv:7: another header in mid-stream"
}

@test "columns are found by name in any order; unknown ones are dropped" {
    awk -F, 'BEGIN { OFS = "," } { print $5, "x" NR, $4, $3, $2, $1 }' activity.csv | sed '1s/x1/colour/' > turned.csv
    vmi-threshold -q -s min=1 -s max=2 turned.csv > got
    vmi-threshold -q -s min=1 -s max=2 activity.csv | cmp - got
}

@test "a stream of another kind is exit 3, and the message names the tool that makes the right one" {
    vmi-threshold -q -s min=10 -s max=24 activity.csv > positions2.csv
    status 3 vmi-plan activity.csv
    says "this is a stream of activity; one of positions was expected, which vmi-threshold makes"
    status 3 vmi-threshold -s min=1 -s max=2 positions2.csv
    says "one of activity was expected, which vmi-ingest makes"
    status 3 vmi-kpi stock.csv
    says "measure: the column is missing"
    vmi-ingest -q -t ndjson stock.csv > activity.ndjson
    status 3 vmi-plan activity.ndjson
    says "this is a stream of activity; one of positions was expected, which vmi-threshold makes"
    for form in csv ndjson; do
        vmi-plan -q -t $form positions.csv > proposals
        status 3 vmi-plan proposals
        says "this is a stream of proposals; one of positions was expected"
        vmi-threshold -q -t $form -s min=10 -s max=24 activity.csv > positions2
        status 3 vmi-kpi positions2
        says "this is a stream of positions; one of activity was expected, which vmi-ingest makes"
    done
}

@test "a column twice or missing is exit 3 and names the nearest" {
    sed '1s/unit/sku/' activity.csv > twice.csv
    status 3 vmi-kpi twice.csv
    says "sku: the column stands twice"
    sed '1s/measure/mesure/' activity.csv > missing.csv
    status 3 vmi-kpi missing.csv
    says "measure: the column is missing; 'mesure' is the nearest"
}
