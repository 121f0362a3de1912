#!/usr/bin/env bats
# vmi-kpi --findings: what is to be looked at in service and the corridor. Each code has a test of its own, named by it.
load helpers

# rows ROW...: activity, "date|sku|measure|quantity|ref|until|lot|expires" with what is left out at the end empty.
rows() {
    echo date,location,sku,measure,quantity,unit,lot,expires,ref,until
    printf '%s\n' "$@" | awk -F'|' -v OFS=, '{ print $1, "S1", $2, $3, $4, "", $7, $8, $5, $6 }'
}

# daily SKU FIRST QUANTITY...: sold on the days of January 2026 from FIRST on.
daily() {
    local sku=$1 day=$2 quantity
    for quantity in "${@:3}"; do
        printf '2026-01-%02d|%s|sold|%s\n' "$day" "$sku" "$quantity"
        day=$((day + 1))
    done
}

# finds CODE OPTION...: sku, ref, date, quantity, value of the findings of that code in a.csv.
finds() { vmi-kpi -q --findings "${@:2}" a.csv | awk -F, -v code="$1" '$1 == code { print $4, $5, $6, $7, $(NF - 1) }'; }

# all OPTION...: code and sku of all findings.
all() { vmi-kpi -q --findings "$@" a.csv | awk -F, 'NR > 1 { print $1, $4 }' | paste -sd';'; }

@test "stockout: no usable stock where there is demand; short through the day on which an order would come" {
    # a: 15 left on the 1st, 5 sold a day; 0 on the 4th, so that 3 days later 15 are short. b has stock. c is out, and nobody wants it.
    mapfile -t sold < <(daily a 1 5 5 5 5; daily b 1 1 1 1 1)
    rows '2026-01-01|a|on_hand|15' "${sold[@]}" '2026-01-01|b|on_hand|90' '2026-01-04|c|on_hand|0' > a.csv
    same 'a  2026-01-04 15 30' "$(finds stockout -s lead_time=3 -s unit_cost=2)"
    same 'a  2026-01-04 0 ' "$(finds stockout)" # without a lead time nothing is known ahead
    # 7 come on the 6th: 5 and 10 short, less 7, and 5 more: 8 on the 7th, but 5 on the 5th and 3 on the 6th
    rows '2026-01-01|a|on_hand|15' "${sold[@]}" '2026-01-04|a|ordered|7|A1|2026-01-06' > a.csv
    same 'a  2026-01-04 8 ' "$(finds stockout -s lead_time=3)"
    # 2 are owed besides
    rows '2026-01-01|a|on_hand|15' "${sold[@]}" '2026-01-04|a|backordered|2' > a.csv
    same 'a  2026-01-04 17 ' "$(finds stockout -s lead_time=3)"
    same '' "$(finds stockout_ahead -s lead_time=3)"
}

@test "stockout_ahead: stock runs out before an order of today would come, or on that day" {
    # 35 - 3 * 5 = 20 is gone after 4 days, on the 8th; with 5 days of lead time 25 are wanted by the 9th
    mapfile -t sold < <(daily a 1 5 5 5 5)
    rows '2026-01-01|a|on_hand|35' "${sold[@]}" > a.csv
    same 'a  2026-01-08 5 10' "$(finds stockout_ahead -s lead_time=5 -s unit_cost=2)"
    same 'a  2026-01-08 0 ' "$(finds stockout_ahead -s lead_time=4)"
    same '' "$(finds stockout_ahead -s lead_time=3)"
    same '' "$(finds stockout_ahead)"
    # nobody looks further ahead than a year: 20 - 366 * 5
    same 'a  2026-01-08 1810 ' "$(finds stockout_ahead -s lead_time=500)"
    vmi-kpi -q --findings -s lead_time=500 a.csv | grep -q 'short by 1810 by 2027-01-05,stockout_ahead'
    # what comes on the 7th is there in time
    rows '2026-01-01|a|on_hand|35' "${sold[@]}" '2026-01-04|a|ordered|30|A1|2026-01-07' > a.csv
    same '' "$(finds stockout_ahead -s lead_time=5)"
    # what is overdue is expected tomorrow: 20 + 3 - 25
    rows '2026-01-01|a|on_hand|35' "${sold[@]}" '2026-01-01|a|ordered|3|A1|2026-01-03' > a.csv
    same 'a  2026-01-09 2 ' "$(finds stockout_ahead -s lead_time=5)"
}

@test "below_min: the position, as vmi-threshold says; what is on order counts" {
    rows '2026-01-04|a|on_hand|7' '2026-01-04|b|on_hand|10' '2026-01-04|c|on_hand|11' '2026-01-04|d|on_hand|7' \
        '2026-01-04|d|ordered|9|A1|2026-01-09' > a.csv
    same 'a  2026-01-04 3 4.5;b  2026-01-04 0 0' "$(finds below_min -s min=10 -s max=20 -s unit_cost=1.5 | paste -sd';')"
    same 'a  2026-01-04 3 ' "$(finds below_min -s min=10 -s max=20 -s trigger=below)"
    same '' "$(finds below_min)"
}

@test "below_min_ahead: stock falls below min within the lead time, and is not at or below it now" {
    # 25 - 3 * 5 = 10 left, min 4: 5 on the 5th, 0 on the 6th, -5 on the 7th
    mapfile -t sold < <(daily a 1 5 5 5 5)
    rows '2026-01-01|a|on_hand|25' "${sold[@]}" > a.csv
    same 'a  2026-01-06 9 18' "$(finds below_min_ahead -s min=4 -s max=50 -s lead_time=3 -s unit_cost=2)"
    same '' "$(finds below_min_ahead -s min=4 -s max=50 -s lead_time=1)"
    same 'a  2026-01-06 5 ' "$(finds below_min_ahead -s min=5 -s max=50 -s lead_time=2)" # 5 is met exactly
    same '' "$(finds below_min_ahead -s min=10 -s max=50 -s lead_time=3)"
    same 'a  2026-01-04 0 ' "$(finds below_min -s min=10 -s max=50 -s lead_time=3)"
    # 10 come on the 6th: 5, 10, 5, and 0 on the 8th
    rows '2026-01-01|a|on_hand|25' "${sold[@]}" '2026-01-04|a|ordered|10|A1|2026-01-06' > a.csv
    same '' "$(finds below_min_ahead -s min=4 -s max=50 -s lead_time=3)"
    same 'a  2026-01-08 4 ' "$(finds below_min_ahead -s min=4 -s max=50 -s lead_time=4)"
}

@test "above_max: the position, at or above max and one order_multiple, as vmi-threshold says" {
    rows '2026-01-04|a|on_hand|26' '2026-01-04|b|on_hand|25' '2026-01-04|c|on_hand|20' '2026-01-04|c|ordered|9|A1|2026-01-09' > a.csv
    same 'a  2026-01-04 6 9;c  2026-01-04 9 13.5' "$(finds above_max -s min=10 -s max=20 -s order_multiple=6 -s unit_cost=1.5 | paste -sd';')"
    same '' "$(finds above_max)"
}

@test "above_max_ahead: a receipt takes stock above max, and the position is not above it by a multiple" {
    # 36 - 3 * 2 = 30 left, max 40; 15 come on the 6th: 30 - 4 + 15 = 41, and less after. The position is 45.
    mapfile -t sold < <(daily a 1 2 2 2 2)
    rows '2026-01-01|a|on_hand|36' "${sold[@]}" '2026-01-04|a|ordered|15|A1|2026-01-06' > a.csv
    same 'a  2026-01-06 1 2' "$(finds above_max_ahead -s min=5 -s max=40 -s order_multiple=15 -s lead_time=3 -s unit_cost=2)"
    same '' "$(finds above_max_ahead -s min=5 -s max=41 -s order_multiple=15 -s lead_time=3)"
    same '' "$(finds above_max_ahead -s min=5 -s max=40 -s order_multiple=15 -s lead_time=1)"
    same '' "$(finds above_max_ahead -s min=5 -s max=40 -s order_multiple=5 -s lead_time=3)"
    same 'a  2026-01-04 5 ' "$(finds above_max -s min=5 -s max=40 -s order_multiple=5 -s lead_time=3)"
}

@test "confirmation_overdue: an order line that nobody confirmed within confirm_days" {
    rows '2026-01-01|a|ordered|20|A1|2026-01-09' '2026-01-01|a|ordered|20|A2|2026-01-09' '2026-01-02|a|confirmed|20|A2|2026-01-09' \
        '2026-01-04|a|on_hand|9' > a.csv
    same 'a A1 2026-01-03 20 30' "$(finds confirmation_overdue -s confirm_days=2 -s unit_cost=1.5)"
    same '' "$(finds confirmation_overdue -s confirm_days=3)"
    same '' "$(finds confirmation_overdue)"
    same "$(vmi-track -q -s confirm_days=2 a.csv | grep unconfirmed | cut -d, -f1)" A1
}

@test "ship_notice_overdue: an order line that had to be shipped by now; what was shipped is not in it" {
    rows '2026-01-01|a|ordered|20|A1|2026-01-06' '2026-01-02|a|shipped|8|A1' '2026-01-04|a|on_hand|9' > a.csv
    same 'a A1 2026-01-03 12 18' "$(finds ship_notice_overdue -s transit_time=3 -s unit_cost=1.5)"
    same '' "$(finds ship_notice_overdue -s transit_time=2)"
    same "$(vmi-track -q -s transit_time=3 a.csv | grep ship_notice_overdue | cut -d, -f1)" A1
    rows '2026-01-01|a|ordered|20|A1|2026-01-06' '2026-01-02|a|shipped|20|A1' '2026-01-04|a|on_hand|9' > a.csv
    same '' "$(finds ship_notice_overdue -s transit_time=3)"
}

@test "receipt_overdue: an order line that is due and not there" {
    rows '2026-01-01|a|ordered|20|A1|2026-01-03' '2026-01-03|a|received|5|A1' '2026-01-01|a|ordered|20|A2|2026-01-04' '2026-01-04|a|on_hand|9' > a.csv
    same 'a A1 2026-01-03 15 22.5' "$(finds receipt_overdue -s unit_cost=1.5)"
    same "$(vmi-track -q a.csv | grep -w overdue | cut -d, -f1)" A1
    rows '2026-01-01|a|ordered|20|A1|2026-01-03' '2026-01-03|a|received|20|A1' '2026-01-04|a|on_hand|9' > a.csv
    same '' "$(finds receipt_overdue)"
}

# forecasts QUANTITY...: of the days of January 2026, each made on the day before.
forecasts() {
    local day=1 quantity
    for quantity in "$@"; do
        printf '2026-01-%02d|a|forecast|%s|%s|2026-01-%02d\n' "$day" "$quantity" "$(date -ud "2026-01-01 $((day - 2)) day" +%F)" "$day"
        day=$((day + 1))
    done
}

@test "forecast_biased: the tracking signal of past buckets is beyond 4, and further than chance takes it" {
    # sold 4 a day, forecast 6: six errors of 2 are 12, over a mean of 2 the signal is 6; 12^2 > 3.84 * 24
    mapfile -t sold < <(daily a 1 4 4 4 4 4 4)
    mapfile -t expected < <(forecasts 6 6 6 6 6 6)
    rows '2025-12-31|a|on_hand|90' "${sold[@]}" "${expected[@]}" > a.csv
    same 'a  2026-01-06 12 18' "$(finds forecast_biased -s unit_cost=1.5)"
    vmi-kpi -q --findings a.csv | grep -q 'forecasts were too high: by 12 over the last 6 buckets, through 2026-01-06; tracking signal 6.00'
    # too low
    mapfile -t expected < <(forecasts 1 1 1 1 1 1)
    rows '2025-12-31|a|on_hand|90' "${sold[@]}" "${expected[@]}" > a.csv
    same 'a  2026-01-06 18 ' "$(finds forecast_biased)"
    # four buckets alone are at 4, and not beyond
    mapfile -t expected < <(forecasts 6 6 6 6)
    rows '2025-12-31|a|on_hand|90' "${sold[@]}" "${expected[@]}" > a.csv
    same '' "$(finds forecast_biased)"
    # 2 2 2 2 2 -2: 8 over 2 is 4
    mapfile -t expected < <(forecasts 6 6 6 6 6 2)
    rows '2025-12-31|a|on_hand|90' "${sold[@]}" "${expected[@]}" > a.csv
    same '' "$(finds forecast_biased)"
    # 1 1 1 1 1 30: 35 over 35/6 is 6, but 35^2 < 3.84 * 905
    mapfile -t expected < <(forecasts 5 5 5 5 5 34)
    rows '2025-12-31|a|on_hand|90' "${sold[@]}" "${expected[@]}" > a.csv
    same '' "$(finds forecast_biased)"
    # what was made when the days had begun is no forecast of them
    mapfile -t expected < <(forecasts 6 6 6 6 6 6)
    rows '2025-12-31|a|on_hand|90' "${sold[@]}" "${expected[@]}" | awk -F, -v OFS=, '$4 == "forecast" { $9 = "2026-01-07" } { print }' > a.csv
    same '' "$(finds forecast_biased -d 2026-01-07)"
}

@test "forecast_biased: one forecast of a day counts, the last that was made before its period" {
    # of the 6th 9 were wanted and 4 came, and 20 of the five days before it, of which 4 were sold each: the rest overlaps,
    # was made too late or anew, or is not over. 5 days of 6 each stand over those five together.
    mapfile -t sold < <(daily a 1 4 4 4 4 4 4)
    mapfile -t expected < <(forecasts 6 6 6 6 6)
    rows '2026-01-01|a|on_hand|90' "${sold[@]}" "${expected[@]}" '2026-01-01|a|forecast|500|2025-12-31|2026-01-05' \
        '2026-01-06|a|forecast|70|2026-01-01|2026-01-06' '2026-01-06|a|forecast|9|2026-01-02|2026-01-06' \
        '2026-01-06|a|forecast|99|2026-01-06|2026-01-06' '2026-01-06|a|forecast|300||2026-01-06' '2026-01-06|a|forecast|800|2026-01-04|2026-01-07' \
        '2025-12-31|a|forecast|70|2025-12-01|2026-01-01' > a.csv
    # 5 * 2 and 5 are 15, over 15 / 6 the signal is 6; 225 > 3.84 * 45
    same 'a  2026-01-06 15 ' "$(finds forecast_biased)"
    # on a day that sold out less came than was wanted
    rows '2026-01-05|a|on_hand|4' '2026-01-06|a|stockout_days|1' "${sold[@]}" "${expected[@]}" '2026-01-06|a|forecast|9|2026-01-02|2026-01-06' > a.csv
    same 'a  2026-01-05 10 ' "$(finds forecast_biased)"
}

@test "demand_spike: the last day is beyond three scaled median distances; not where little is known" {
    # median 5, distances 0 1 1 0 1 ...: 1; 5 + 3 * 1.4826 = 9.4478
    usual='5 4 6 5 4 6 5 4 6 5 4 6 5 4'
    mapfile -t sold < <(daily a 1 $usual 40)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same 'a  2026-01-15 35 70' "$(finds demand_spike -s unit_cost=2)"
    mapfile -t sold < <(daily a 1 $usual 9)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same '' "$(finds demand_spike)"
    mapfile -t sold < <(daily a 1 $usual 10)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same 'a  2026-01-15 5 ' "$(finds demand_spike)"
    # the day after it is over
    mapfile -t sold < <(daily a 1 $usual 40 5)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same '' "$(finds demand_spike)"
    # 12 days before it tell nothing
    mapfile -t sold < <(daily a 1 5 4 6 5 4 6 5 4 6 5 4 40)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same '' "$(finds demand_spike)"
    # every third day alone: the days without say nothing, the demands do; 8 of them are needed
    mapfile -t sold < <(daily a 1 0 0 5 0 0 4 0 0 6 0 0 5 0 0 4 0 0 6 0 0 5 0 0 4 0 0 40)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same 'a  2026-01-27 35 ' "$(finds demand_spike)"
    mapfile -t sold < <(daily a 1 0 0 5 0 0 4 0 0 6 0 0 5 0 0 4 0 0 6 0 0 5 0 0 40)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    same '' "$(finds demand_spike)"
}

@test "demand_spike: what the agreement expects of a day is no spike" {
    mapfile -t sold < <(daily a 1 5 4 6 5 4 6 5 4 6 5 4 6 5 4 40)
    rows '2026-01-01|a|on_hand|900' "${sold[@]}" > a.csv
    echo '{"rules": [{"match": {"sku": "a"}, "from": "2026-01-15", "until": "2026-01-15", "set": {"demand_factor": 8}, "reason": "flyer"}]}' > flyer.json
    same '' "$(finds demand_spike -a flyer.json)"
}

@test "excess: stock beyond what sells in excess_days, of items that are known for long enough" {
    # 60 sold in 60 days: a day's 1; 100 - 30 in 30 days
    rows '2026-01-01|a|on_hand|160' '2026-03-01|a|sold|60' > a.csv
    same 'a  2026-03-01 70 105' "$(finds excess -s excess_days=30 -s unit_cost=1.5)"
    same '' "$(finds excess -s excess_days=100)"
    same "0.7" "$(vmi-kpi -q -s excess_days=30 --metrics=excess_share a.csv | column value)"
    # 27 days tell nothing yet of 30, and do of 27
    rows '2026-01-01|a|on_hand|127' '2026-01-27|a|sold|27' > a.csv
    same '' "$(finds excess -s excess_days=30)"
    same 'a  2026-01-27 73 ' "$(finds excess -s excess_days=27)"
    # where nobody reports sales it is not known what sells
    rows '2026-01-01|a|on_hand|160' '2026-03-01|a|on_hand|100' > a.csv
    same '' "$(finds excess -s excess_days=30)"
}

@test "no_movement: stock that nothing moved for obsolete_days; it is not excess besides" {
    rows '2026-01-01|a|on_hand|20' '2026-01-05|a|sold|5' '2026-02-10|a|on_hand|15' '2026-02-10|b|on_hand|5' > a.csv
    same 'a  2026-01-05 15 22.5' "$(finds no_movement -s obsolete_days=36 -s unit_cost=1.5)"
    same '' "$(finds no_movement -s obsolete_days=37)"
    same '' "$(finds excess -s obsolete_days=36 -s excess_days=10)"
    same 'a' "$(finds excess -s obsolete_days=37 -s excess_days=10 | cut -d' ' -f1)"
    # a level that differs from what was there tells of a movement that nobody reported
    rows '2026-01-01|a|on_hand|20' '2026-01-05|a|sold|5' '2026-01-20|a|on_hand|12' '2026-02-10|a|on_hand|12' > a.csv
    same '' "$(finds no_movement -s obsolete_days=36)"
    same 'a  2026-01-20 12 ' "$(finds no_movement -s obsolete_days=21)"
}

@test "expiring: what demand does not use up before it expires" {
    # 2 a day: of 12 in the lot 2 days sell 4 by the 6th, and 8 are left
    mapfile -t sold < <(daily a 1 2 2 2 2)
    rows '2025-12-31|a|on_hand|12|||L1|2026-01-06' "${sold[@]}" '2026-01-04|a|on_hand|12|||L1|2026-01-06' '2026-01-04|a|on_hand|30|||L2|2027-01-06' > a.csv
    same 'a  2026-01-06 8 12' "$(finds expiring -s unit_cost=1.5)"
    rows "${sold[@]}" '2026-01-04|a|on_hand|4|||L1|2026-01-06' > a.csv
    same '' "$(finds expiring)"
}

@test "expired: a lot whose last day is over is no stock, and is found" {
    rows '2026-01-04|a|on_hand|12|||L1|2026-01-03' '2026-01-04|a|on_hand|5|||L2|2026-09-03' > a.csv
    same 'a  2026-01-04 12 18' "$(finds expired -s unit_cost=1.5)"
    rows '2026-01-04|a|on_hand|12|||L1|2026-01-04' > a.csv
    same '' "$(finds expired)"
}

@test "short_dated: a lot that came with less life than was agreed, as long as it is in stock" {
    rows '2026-01-01|a|on_hand|0' '2026-01-03|a|received|10|A1||L1|2026-01-12' '2026-01-04|a|sold|4' > a.csv
    same 'a  2026-01-03 6 9' "$(finds short_dated -s min_remaining_life=10 -s unit_cost=1.5)"
    same '' "$(finds short_dated -s min_remaining_life=9)"
    rows '2026-01-01|a|on_hand|0' '2026-01-03|a|received|10|A1||L1|2026-01-12' '2026-01-04|a|sold|10' > a.csv
    same '' "$(finds short_dated -s min_remaining_life=10)"
}

# A ledger in which nearly everything is wrong.
trouble() {
    mapfile -t sold < <(daily out 1 5 5 5 5; daily ahead 1 5 5 5 5; daily old 1 2 2 2 2)
    rows '2026-01-01|out|on_hand|15' '2026-01-01|ahead|on_hand|25' "${sold[@]}" '2026-01-04|full|on_hand|90' '2026-01-01|full|ordered|20|A1|2026-01-03' \
        '2026-01-04|old|on_hand|12|||L1|2026-01-06' '2026-01-04|old|on_hand|5|||L2|2026-01-02' '2026-01-04|blind|sold|1' '2026-01-01|blind|ordered|1|A2|2026-01-02' > a.csv
}
agreed='-s lead_time=3 -s min=8 -s max=40 -s unit_cost=2 -s confirm_days=1'

@test "findings stand in byte order of their key, and are the same however the input comes" {
    trouble
    vmi-kpi -q --findings $agreed a.csv > out
    LC_ALL=C sort -t, -k1,1 -k3,3 -k4,4 -k5,5 <(sed 1d out) | cmp - <(sed 1d out)
    [ "$(wc -l < out)" -gt 12 ]
    same '' "$(awk -F, '{ print $(NF - 2) }' out | sort | uniq -d)"
    for seed in 1 2 3; do
        { head -1 a.csv; sed 1d a.csv | shuf --random-source=<(yes $seed); } > shuffled.csv
        vmi-kpi -q --findings $agreed shuffled.csv | cmp - out
    done
    sed -n '1,9p' a.csv > one.csv
    sed '2,9d' a.csv > two.csv
    vmi-kpi -q --findings $agreed two.csv one.csv | cmp - out
    vmi-kpi -q --findings $agreed -t ndjson a.csv | head -1 | grep -q '^{"code":"above_max","severity":"warning","location":"S1","sku":"full","date":"2026-01-04","quantity":70,'
}

@test "findings agree with the status of vmi-threshold and the exceptions of vmi-track" {
    trouble
    vmi-kpi -q --findings $agreed a.csv > out
    vmi-threshold -q -s lead_time=3 -s min=8 -s max=40 a.csv > p.csv
    while read -r sku state; do
        ! [[ $state =~ ^(stockout|below_min|above_max)$ ]] || grep -q "^$state,[a-z]*,S1,$sku," out || { echo "# $sku is $state"; return 1; }
    done < <(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print $2, $c["status"] }' p.csv)
    same 'out' "$(awk -F, '$1 == "stockout" { print $4 }' out)"
    same "$(vmi-track -q -s confirm_days=1 a.csv | awk -F, 'NR > 1 && $NF ~ /overdue/ { print $1 }' | sort -u)" \
        "$(awk -F, '$1 ~ /^(ship_notice|receipt)_overdue$/ { print $5 }' out | sort -u)"
    same "$(column stockout_date p.csv | sed -n 1p)" "$(awk -F, '$1 == "stockout_ahead" { print $6 }' out)"
}

@test "an item whose stock is not known is found by its orders alone" {
    trouble
    same 'confirmation_overdue;receipt_overdue;ship_notice_overdue' "$(vmi-kpi -q --findings $agreed a.csv | awk -F, '$4 == "blind" { print $1 }' | paste -sd';')"
}

@test "a silent location raises no alarm without saying so" {
    trouble
    vmi-kpi -q --findings $agreed a.csv > fresh
    ! grep -q silent fresh
    vmi-kpi -q --findings $agreed -d 2026-01-20 a.csv > stale
    grep -q '^stockout,error,S1,out,.*; the location has been silent since 2026-01-04, so that it may be otherwise by now' stale
    same 0 "$(sed 1d stale | grep -vc 'silent since 2026-01-04')"
}

@test "--trend: a finding keeps its id and its first date from one day to the next; ageing is a diff" {
    trouble
    status 0 vmi-kpi --findings $agreed -d 2026-01-03 -o day1.csv a.csv
    status 0 vmi-kpi --findings $agreed -d 2026-01-04 --trend=day1.csv -o day2.csv a.csv
    says ' new'
    # the day before, full had not been counted yet and its order was not overdue
    same '2026-01-04' "$(awk -F, '$4 == "full" && $1 == "above_max" { print $NF }' day2.csv)"
    same '2026-01-03' "$(awk -F, '$4 == "blind" && $1 == "receipt_overdue" { print $NF }' day2.csv)"
    ids() { awk -F, 'NR > 1 { print $(NF - 2), $NF }' "$1" | sort; }
    while read -r id first; do
        grep -q "^$id " <(ids day1.csv) && want=2026-01-03 || want=2026-01-04
        same "$want" "$first" || { echo "# $id"; return 1; }
    done < <(ids day2.csv)
    [ "$(comm -12 <(ids day1.csv) <(ids day2.csv) | wc -l)" -gt 4 ]
    ! awk -F, 'NR > 1 { print $(NF - 2) }' day2.csv | grep -E '[0-9]{4}-'
    # a day without is no new beginning for what is found in both files, and NDJSON tells the same
    vmi-kpi -q --findings $agreed -d 2026-01-05 --trend=day2.csv a.csv | grep -q '^receipt_overdue,error,S1,blind,.*,2026-01-03$'
    vmi-kpi -q --findings $agreed -d 2026-01-04 -t ndjson --trend=day1.csv a.csv > day2.json
    vmi-kpi -q --findings $agreed -d 2026-01-05 --trend=day2.json a.csv | grep -q '^receipt_overdue,error,S1,blind,.*,2026-01-03$'
    # without it everything is of today; an older day run again does not see the future
    same '2026-01-04' "$(vmi-kpi -q --findings $agreed -d 2026-01-04 a.csv | awk -F, 'NR > 1 { print $NF }' | sort -u)"
    same '2026-01-03' "$(vmi-kpi -q --findings $agreed -d 2026-01-03 --trend=day2.csv a.csv | awk -F, 'NR > 1 { print $NF }' | sort -u)"
    vmi-kpi -q a.csv > metrics.csv
    status 3 vmi-kpi --findings $agreed --trend=metrics.csv a.csv
    says 'metrics.csv:1'
    says 'this is a stream of metrics; one of findings was expected, which vmi-kpi --findings makes'
    status 4 vmi-kpi --findings $agreed --trend=gone.csv a.csv
    head -1 day1.csv > none.csv
    status 0 vmi-kpi -q --findings $agreed --trend=none.csv a.csv
    vmi-ingest -q --seal a.csv > sealed.csv
    status 3 vmi-kpi -q --sealed --findings $agreed --trend=day1.csv sealed.csv # it may have been cut off
    says 'day1.csv: the stream does not end in a seal'
    STDIN=a.csv status 2 vmi-kpi --findings --trend=-
    says 'standard input holds one file'
    STDIN=day1.csv status 0 vmi-kpi -q --findings $agreed -d 2026-01-04 --trend=- a.csv
    same "$(vmi-kpi -q --findings $agreed -d 2026-01-04 --trend=day1.csv a.csv)" "$(cat out)"
}

@test "names with a colon do not make two things one" {
    printf '%s\n' date,location,sku,measure,quantity 2026-01-04,a:b,c,on_hand,1 2026-01-04,a,b:c,on_hand,1 2026-01-04,a,b%3Ac,on_hand,1 > a.csv
    same 'below_min:a%3Ab:c;below_min:a:b%253Ac;below_min:a:b%3Ac' "$(vmi-kpi -q --findings -s min=5 -s max=9 a.csv | awk -F, 'NR > 1 { print $(NF - 2) }' | sort | paste -sd';')"
}

@test "as a table the most severe come first, and of these the most valuable; it fits a terminal" {
    trouble
    echo '{"terms": "t.csv"}' > a.json
    printf 'location,sku,unit_cost\n*,out,0.5\n*,ahead,9\n*,full,2\n*,old,3\n' > t.csv
    agreed='-s lead_time=3 -s min=8 -s max=40 -s confirm_days=1'
    vmi-kpi -q --findings -a a.json $agreed -t table a.csv > out
    same 'error,warning,note' "$(awk 'NR > 1 { print $2 }' out | uniq | paste -sd,)"
    # in money: ahead 5 * 9, full's order 20 * 2, expired 5 * 3, out 15 * 0.5; what has no cost comes last
    same 'stockout_ahead receipt_overdue expired stockout receipt_overdue' "$(awk '$2 == "error" { print $1 }' out | head -5 | paste -sd' ')"
    for width in 60 80 100 132; do
        COLUMNS=$width vmi-kpi -q --findings -a a.json $agreed -t table a.csv > narrow
        [ "$(wc -L < narrow)" -le $width ]
        grep -q '^stockout .*out' narrow
    done
    vmi-kpi -q --findings -a a.json $agreed -t markdown a.csv | head -1 | grep -q '^| code | severity | location | sku | ref | date '
}

@test "the exit status is 0 whatever is found; --check judges the targets, and nothing else" {
    trouble
    status 0 vmi-kpi -q --findings $agreed a.csv
    cp out found.csv
    echo '{"targets": [{"metric": "stockout_share", "at_most": 0}]}' > a.json
    status 1 vmi-kpi -q --findings -a a.json $agreed --check a.csv
    cmp out found.csv
    sed -i 's/: 0}/: 1}/' a.json
    status 0 vmi-kpi -q --findings -a a.json $agreed --check a.csv
    head -1 a.csv > none.csv
    status 0 vmi-kpi --findings none.csv
    same 'code,severity,location,sku,ref,date,quantity,message,id,value,first_date' "$(cat out)"
    : > empty.csv
    status 3 vmi-kpi --findings empty.csv
    for wrong in --by=sku --metrics=turns --since=2026-01-01 --through=2026-01-02 --spark; do
        status 2 vmi-kpi --findings $wrong a.csv
        says "$(sed 's/=.*//' <<< "$wrong") is of metrics"
    done
    status 4 bash -c 'vmi-kpi -q --findings a.csv -s min=5 -s max=9 > /dev/full'
    vmi-kpi -q --findings $agreed a.csv | head -1 > out
    status 0 vmi-kpi -q --findings $agreed --seal a.csv
    tail -1 out | grep -q '^#vmi-end records='
}

@test "stock without a date is judged without a day" {
    printf 'location,sku,measure,quantity\nS1,a,on_hand,3\n' > a.csv
    status 0 vmi-kpi -q --findings -s min=5 -s max=9 -s lead_time=2 a.csv
    same 'below_min,warning,S1,a,,,2,position 3 is 2 below min 5,below_min:S1:a,,' "$(sed 1d out)"
}

@test "quantities at the edge of what can be held do no harm" {
    rows '2026-01-01|a|on_hand|9199999999999' '2026-01-01|b|on_hand|-9199999999999' '2026-01-02|a|sold|9199999999999' \
        '2026-01-02|b|on_hand|-9199999999999' '2026-01-02|b|backordered|9199999999999' > a.csv
    vmi-kpi -q --findings -s min=9199999999999 -s max=9199999999999 -s lead_time=3660 -s unit_cost=9199999999999 a.csv > out || [ $? = 3 ]
    vmi-kpi -q --findings -s min=9199999999999 -s max=9199999999999 -s lead_time=0.5 a.csv > out || [ $? = 3 ]
}

@test "one registry: every code of vmi-kpi is in its manual, and has a test named by it; no code means two things" {
    vmi-kpi --findings --list > out
    same "$(cat out)" "$(vmi-kpi --list --findings)"
    same code,severity,meaning "$(head -1 out)"
    [ "$(wc -l < out)" -gt 15 ]
    for code in $(sed 1d out | cut -d, -f1); do
        grep -q "^@test \"$code: " "$BATS_TEST_FILENAME" || { echo "# no test: $code"; return 1; }
        grep -q "^\.It Cm $code Pq " "$ROOT/man/vmi-kpi.1" || { echo "# not in the manual: $code"; return 1; }
    done
    same '' "$({ vmi-agree --list; vmi-kpi --findings --list; } | grep -v ^code, | cut -d, -f1 | sort | uniq -d)"
    same '' "$(comm -12 <(sed 1d out | cut -d, -f1 | sort) <(vmi-plan --list | cut -d, -f1 | sort))"
    # the stream's manual has them all, with the tool that finds each
    for code in $({ vmi-agree --list; vmi-kpi --findings --list; } | grep -v ^code, | cut -d, -f1) cancel defer expedite late_receipt short_supply load_waits; do
        grep -q "^\.It Cm $code Pq \"vmi-[a-z]*, [a-z]*\"" "$ROOT/man/vmi-stream.5" || { echo "# vmi-stream.5: $code"; return 1; }
    done
}

@test "findings for monitoring: how many of each code, what they are worth, and where" {
    {
        echo date,location,sku,measure,quantity
        printf '2026-01-%s\n' 05,S1,a,on_hand,3 05,S1,b,on_hand,4 '05,"S""2",a,on_hand,90'
    } > a.csv
    status 0 vmi-kpi -q --findings -t prometheus -s min=5 -s max=9 -s unit_cost=2 a.csv
    grep -qx '# TYPE vmi_findings gauge' out
    grep -qx 'vmi_findings{code="below_min",severity="warning"} 2' out
    grep -qx 'vmi_findings{code="above_max",severity="warning"} 1' out
    grep -qx 'vmi_findings{code="stockout",severity="error"} 0' out
    grep -qx 'vmi_findings_value{code="below_min",severity="warning"} 6' out
    grep -qx 'vmi_findings_at{code="below_min",severity="warning",location="S1"} 2' out
    grep -qx 'vmi_findings_at{code="above_max",severity="warning",location="S\\"2"} 1' out
    same "$(vmi-kpi --findings --list | sed 1d | wc -l)" "$(grep -c '^vmi_findings{' out)"
    same "" "$(grep -v '^#' out | sed 's/ [^ ]*$//' | sort | uniq -d)" # no series twice
    vmi-kpi -q --findings -t prometheus -s min=5 -s max=9 a.csv > out # without a cost nothing is known of their worth
    same 0 "$(grep -c '^vmi_findings_value{code="below_min"' out)"
    grep -qx 'vmi_findings_value{code="stockout",severity="error"} 0' out
    status 4 vmi-kpi -q --findings -t prometheus -o /nowhere/f -s min=5 -s max=9 a.csv
}
