#!/usr/bin/env bats
# Every metric on a ledger that was worked out apart from the program: testdata/kpi; testdata/README.md says how.
load helpers

LEDGER=$DATA/kpi

measure() {
    vmi-kpi -q -a "$LEDGER/agreement.json" --proposals="$LEDGER/proposals.csv" "$@"
}

# The lines of the arithmetic without their head, with tabs between the cells and no quotes.
lines() {
    sed 1d "${1:-$LEDGER/arithmetic.csv}" | sed -E 's/^([^,]*),([^,]*),([^,]*),([^,]*),("([^"]*)"|([^",]*)),([^,]*)$/\1\t\2\t\3\t\4\t\6\7\t\8/'
}

# redo [FILE]: works out every line anew, by one program that is made of them; says which come to something else.
redo() {
    {
        cat <<'AWK'
function max(a, b) { return a > b ? a : b }
function min(a, b) { return a < b ? a : b }
function abs(a) { return a < 0 ? -a : a }
function nth(place, list, n, i, v) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++) if (v[i] + 0 < v[i - 1] + 0) { print "# not in order: " list; bad = 1 }
    if (place < 1 || place > n) { print "# not " place " of: " list; bad = 1 }
    return v[place]
}
function check(line, got, wanted) {
    done++
    if (abs(got - wanted) > 1e-8) { print "# line " line ": " got " is not " wanted; bad = 1 }
}
BEGIN {
AWK
        lines "$@" | awk -F'\t' '
            $5 ~ /^nth\([0-9]+, [0-9. ]+\)$/ { sub(/, /, ", \"", $5); sub(/\)$/, "\")", $5); listed = 1 }
            NF != 6 || $6 !~ /^-?[0-9.]+$/ || !listed && $5 !~ /^([-+*\/(). ,0-9]|min\(|max\(|abs\(|sqrt\()+$/ {
                print "print \"# line " NR + 1 " is no arithmetic\"; bad = 1"; next }
            { print "check(" NR + 1 ", " $5 ", " $6 ")"; listed = 0 }'
        echo 'if (!done) print "# nothing was worked out"; exit bad || !done }'
    } > redo.awk
    awk -f redo.awk
}

# totals [FILE]: what stands in the line of a sum is what the items came to, and no metric lacks a side.
totals() {
    lines "$@" | awk -F'\t' '
        { sides[$1, $2]++; metrics[$1]; of = $1 SUBSEP $2 }
        $2 !~ /^(numerator|denominator|value|missing)$/ { print "# " $1 ": side " $2; bad = 1 }
        $2 ~ /^(value|missing)$/ && sides[of] > 1 { print "# " $1 ": two of " $2; bad = 1 }
        $3 != "" { if (seen[of, $3, $4]++) { print "# " $1 ": " $3 " " $4 " twice"; bad = 1 }
            sum[of] = sum[of] (sum[of] == "" ? "" : "+") ($6 < 0 ? "(" $6 ")" : $6); next }
        $2 ~ /ator$/ { if (whole[of]++) { print "# " $1 ": two sums"; bad = 1 }
            if ($5 != sum[of]) { print "# " $1 " " $2 ": " $5 " is not " sum[of]; bad = 1 } }
        END { for (m in metrics) for (i = 1; i <= split("numerator denominator value missing", s, " "); i++)
                  if (!((m, s[i]) in sides) || i < 3 && !((m, s[i]) in whole)) { print "# " m ": no " s[i]; bad = 1 }
              exit bad }'
}

# agree METRICS [FILE]: metrics as vmi-kpi wrote them by location and sku say what the arithmetic does, to their six decimals.
agree() {
    { lines "${2:-$LEDGER/arithmetic.csv}"; echo; sed 1d "$1" | cut -d, -f1-12 | tr , '\t'; } | awk -F'\t' '
        function differ(a, b) { return a == "" || b == "" ? a + 0 != b + 0 : a - b > 6e-7 || b - a > 6e-7 }
        function hold(side, cell) {
            if (differ(wanted[$1, side, $3, $4], cell)) {
                print "# " $1 " " $3 " " $4 " " side ": " cell ", by the arithmetic " wanted[$1, side, $3, $4]; bad = 1 }
            held[$1, side, $3, $4]
        }
        $0 == "" { told = 1; next }
        !told { wanted[$1, $2, $3, $4] = $6; next }
        $2 == "total" { hold("value", $8); hold("missing", $12); figures++ }
        { hold("numerator", $9); hold("denominator", $10) }
        END { for (w in wanted) if (!(w in held)) { sub(SUBSEP, " ", w); print "# not measured: " w; bad = 1 }
              if (!figures) print "# no figures"
              exit bad || !figures }'
}

@test "the arithmetic is right, line by line, and sums are those of the items" {
    redo
    totals
}

@test "the arithmetic is of every metric, of all of the ledger's items, and of no other" {
    same "$(vmi-kpi --list | sed 1d | cut -d, -f1)" "$(lines | cut -f1 | uniq)"
    same "$(sed 1d "$LEDGER/activity.csv" | cut -d, -f2,3 | sort -u)" "$(lines | awk -F'\t' '$3 != "" { print $3 "," $4 }' | sort -u)"
    same "$(sed 1d "$LEDGER/terms.csv" | cut -d, -f1,2 | sort -u)" "$(sed 1d "$LEDGER/activity.csv" | cut -d, -f2,3 | sort -u)"
}

@test "the ledger is of 60 days and 12 items, and has every measure" {
    same "$(vmi-ingest --list | sed 1d | cut -d, -f1 | sort)" "$(sed 1d "$LEDGER/activity.csv" | cut -d, -f4 | sort -u)"
    same 12 "$(sed 1d "$LEDGER/activity.csv" | cut -d, -f2,3 | sort -u | wc -l)"
    measure --metrics=average_stock "$LEDGER/activity.csv" > out
    same "2026-01-01 2026-03-01" "$(column since out) $(column through out)"
}

@test "vmi-kpi says what the arithmetic does: of the whole, and of each item" {
    status 0 measure --by=location,sku "$LEDGER/activity.csv"
    agree out
}

@test "the order of the ledger's records and the files that they come in change no byte" {
    measure --by=location,sku,week "$LEDGER/activity.csv" > wanted
    for seed in 1 2 3; do
        sed 1d "$LEDGER/activity.csv" | shuf --random-source=<(yes $seed) > shuffled
        { head -1 "$LEDGER/activity.csv"; head -150 shuffled; } > one.csv
        { head -1 "$LEDGER/activity.csv"; sed 1,150d shuffled; } > two.csv
        measure --by=location,sku,week two.csv one.csv | cmp wanted -
        measure --by=location,sku,week --threads=1 one.csv two.csv | cmp wanted -
    done
}

@test "parts by week, month, class and source add up to what the arithmetic says" {
    for by in week month class source,ownership; do
        measure --by=$by "$LEDGER/activity.csv" > out
        { lines | awk -F'\t' '$3 == "" && $2 ~ /ator$/'; echo; sed 1d out | cut -d, -f1-12 | tr , '\t'; } | awk -F'\t' '
            $0 == "" { told = 1; next }
            !told { wanted[$1, $2] = $6; next }
            $2 == "total" { next }
            { sum[$1, "numerator"] += $9; sum[$1, "denominator"] += $10 }
            END { for (w in wanted) if (sum[w] - wanted[w] > 2e-5 || wanted[w] - sum[w] > 2e-5) { print "# " w ": " sum[w] ", by the arithmetic " wanted[w]; bad = 1 }
                  exit bad }' || { echo "# by $by"; false; }
    done
}

@test "terms that say what demand, the corridor and need are can be set" {
    figure() { measure --metrics="$1" "${@:2}" "$LEDGER/activity.csv" | tail -1 | cut -d, -f9,10; }
    # the periods forecast have 3 units unfilled, and 1 that came back
    same "2,144" "$(figure forecast_bias)"
    same "5,141" "$(figure forecast_bias -s unfilled=backordered)"
    same "1,145" "$(figure forecast_bias -s returns=apart)"
    # the agreed levels are those of the policy minmax alone: what is left is the item whose customer sends them
    same "39,60" "$(figure below_min_share -s policy=service)"
    # without forecasts: 5 of Aarhus and 24 of Bergen at the pace of the period
    same "29,4.083333" "$(measure --by=sku --metrics=days_of_supply_forward -s demand=history --since=2026-01-01 <(grep -E '^date|,(Aarhus|Bergen),SOAP,' "$LEDGER/activity.csv") | tail -1 | cut -d, -f9,10)"
    # 50 units of one item and 8 of another that are above a min of 1, and 20 of one at it, which has 1 of 12
    same "67,78" "$(figure surplus_orders -s min=1 -s max=12)"
    same "78,78" "$(figure surplus_orders -s min=1 -s max=12 -s trigger=below)"
}

# finds CHECK FILE...: what was made wrong is seen.
finds() {
    ! cmp -s good bad || { echo "# nothing was made wrong"; return 1; }
    ! "$@" > said || { echo "# $* saw nothing"; return 1; }
    grep -q '^# ' said
}

@test "arithmetic that is wrong, lines that are missing, and figures that differ are found" {
    measure --by=location,sku "$LEDGER/activity.csv" > out
    cp "$LEDGER/arithmetic.csv" good
    redo good
    totals good
    agree out good
    sed 's/^\(otif_units,numerator,Aarhus,SOAP,.*\),124$/\1,125/' good > bad
    finds redo bad
    finds totals bad
    finds agree out bad
    sed 's/^\(order_cycle_time_p50,value.*nth([0-9]*, \)/\19 /' good > bad
    finds redo bad
    sed '/^turns,numerator,Bergen,CREAM,/d' good > bad
    finds totals bad
    finds agree out bad
    sed '/^turns,missing,/d' good > bad
    finds totals bad
    sed 's/^\(turns,value,,,.*\),[0-9.]*$/\1,15.7/' good > bad
    finds redo bad
    finds agree out bad
    sed 's/^turns,value,,,.*$/turns,value,,,system("true"),0/' good > bad
    finds redo bad
    sed '/^turns,/d' good > bad
    finds agree out bad
    sed 's/^turns,/turn,/' good > bad
    finds agree out bad
}
