#!/usr/bin/env bats
# vmi-plan over many items: loads, scarce supply, what goes along; and the days to come.
load helpers

# figures COLUMN...: location, sku and these columns of the proposals in out, - where they are empty.
figures() {
    awk -F, -v names="location sku $*" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; n = split(names, name, " "); next }
        { for (i = 1; i <= n; i++) printf "%s%s", $(c[name[i]]) == "" ? "-" : $(c[name[i]]), i < n ? " " : "\n" }' out
}

positions() {
    printf '%s\n' location,sku,date,source,position,min,max,demand_mean,lead_time \
        EAST,a,2026-03-02,DC1,2,10,30,3,2 WEST,a,2026-03-02,DC1,4,10,30,3,2 \
        WEST,b,2026-03-02,DC1,20,10,40,1,2 WEST,c,2026-03-02,DC1,5,10,20,1,2 > p.csv
}

shipment() { echo '{"agreement": "A", "version": 1, "defaults": {"weight": 1.5}, "shipments": [{"match": {"source": "DC1"}, '"$1"'}]}' > a.json; }

@test "lines of a lane make loads, which are never over their capacity" {
    positions
    shipment '"capacity_weight": 60'
    status 0 vmi-plan -q -a a.json p.csv
    same 'EAST a 28 DC1:EAST:2026-03-02:1 0 42
WEST a 26 DC1:WEST:2026-03-02:1 0 39
WEST c 14 DC1:WEST:2026-03-02:1 -1 21
WEST c 1 DC1:WEST:2026-03-02:2 0 1.5' "$(figures quantity load load_delta weight)"
    grep -q 'up to max 20 needs 15; -1 for the load, which is full = 14' out
    grep -q 'what the load before had no room for: 1' out
}

@test "a load is topped up with what runs out first, never above max, and waits when it is still too small" {
    positions
    shipment '"min_weight": 70, "top_up": "to_max"'
    status 0 vmi-plan -a a.json --findings=f.csv p.csv
    says '4 items: 3 proposed, 1 load_waits'
    same 'WEST a 26 0
WEST b 6 6
WEST c 15 0' "$(figures quantity load_delta)"
    same 'load_waits,warning,EAST,a,,2026-03-02,28' "$(tail -n +2 f.csv | cut -d, -f1-7)"
    status 0 vmi-plan -q -a a.json --why-not p.csv
    grep -q '^load_waits,note,EAST,a,' out
    sed -i 's/^location.*/&,stockout_date/; s/^EAST.*/&,2026-03-03/; s/^WEST.*/&,/' p.csv
    status 0 vmi-plan -q -a a.json p.csv
    same 'EAST a 28 emergency' "$(figures quantity urgency | head -n 1)"
}

@test "what limits a load and is not known puts its lines to review; of shipments the last that matches stands" {
    positions
    echo '{"agreement": "A", "version": 1, "shipments": [{"capacity_weight": 60}, {"match": {"location": "WEST"}, "capacity_volume": 5}]}' > a.json
    status 0 vmi-plan -q -a a.json -s weight=1 p.csv
    same 'EAST a auto -
WEST a review load_unknown
WEST c review load_unknown' "$(figures approval reasons)"
    status 0 vmi-plan -q -a a.json -s weight=61 -s volume=1 p.csv
    same 'EAST a review over_capacity' "$(figures approval reasons | head -n 1)"
}

@test "an item at or below can_order goes along with another of its lane" {
    positions
    status 0 vmi-plan -q -s can_order=20 p.csv
    same 'EAST a 28 -
WEST a 26 -
WEST b 20 can_order
WEST c 15 -' "$(figures quantity reasons)"
    grep -q 'position 20 above min 10 but at or below can_order 20: with others up to max 40 needs 20' out
    sed -i '/WEST,[ac]/d' p.csv
    status 0 vmi-plan -s can_order=20 p.csv
    says '2 items: 1 proposed, 1 above_min'
}

@test "supply caps what is proposed by source and item, from the day on which it is there" {
    positions
    printf '%s\n' date,location,sku,measure,quantity,ref 2026-03-01,DC1,a,on_hand,34, 2026-03-01,DC1,a,allocated,4, \
        2026-03-02,DC1,c,on_hand,0, 2026-03-04,DC1,c,received,9, > s.csv
    status 0 vmi-plan --supply=s.csv --findings=f.csv p.csv
    says '2 proposed, 1 above_min, 1 no_supply'
    same 'EAST a 16 -12 supply
WEST a 14 -12 supply' "$(figures quantity supply_delta reasons)"
    same 'short_supply,EAST,12 short_supply,WEST,12 short_supply,WEST,15 ' "$(tail -n +2 f.csv | cut -d, -f1,3,7 | tr '\n' ' ')"
    status 0 vmi-plan -q --supply=s.csv -s transit_time=0 p.csv
    same 'WEST c 9 -6 supply' "$(figures quantity supply_delta reasons | tail -n 1)"
    status 0 vmi-plan -q --supply=s.csv -s allocation=proportional -s order_multiple=10 p.csv
    same 'EAST a 20
WEST a 10' "$(figures quantity)"
    tac s.csv | sed '$d' | cat <(head -n 1 s.csv) - > t.csv
    vmi-plan -q --supply=s.csv p.csv > one.csv
    vmi-plan -q --supply=t.csv <(head -n 1 p.csv; tail -n +2 p.csv | tac) > two.csv
    cmp one.csv two.csv
}

@test "supply may be positions; what it does not name goes to review" {
    positions
    printf '%s\n' location,sku,on_hand,allocated,inbound DC1,a,40,10,2026-03-03=5 > s.csv
    status 0 vmi-plan -q --supply=s.csv p.csv
    same 'EAST a 16 auto supply
WEST a 14 auto supply
WEST c 15 review supply_unknown' "$(figures quantity approval reasons)"
    printf '%s\n' location,sku DC1,a > s.csv
    status 3 vmi-plan --supply=s.csv p.csv
    says 'activity or positions were expected'
    status 4 vmi-plan --supply=nowhere.csv p.csv
    printf '%s\n' location,sku,source,position,min,max EAST,a,DC1,2,10,30 > p.csv
    printf '%s\n' location,sku,on_hand DC1,a,40 > s.csv
    status 2 vmi-plan --supply=s.csv p.csv
    says 'as-of gives it'
}

@test "open orders that are too much, too early or too late are told, and little is not" {
    printf '%s\n' location,sku,date,on_hand,position,inbound,demand_mean,lead_time,review_period,safety_stock,min,max \
        'S,a,2026-01-05,40,140,2026-01-08=60;2026-01-30=40,4,4,1,5,25,80' \
        'S,b,2026-01-05,4,44,2026-01-12=40,4,10,1,0,25,80' \
        'S,c,2026-01-05,40,60,2026-01-06=20,4,4,1,4,25,80' > p.csv
    status 0 vmi-plan -q --findings=f.csv p.csv
    same 'cancel:S:a:2026-01-08 20
cancel:S:a:2026-01-30 40
expedite:S:b:2026-01-12 40
defer:S:c:2026-01-06 20' "$(awk -F, 'NR > 1 { print $9, $7 }' f.csv)"
    status 0 vmi-plan -q --findings=f.csv -s dampen_quantity=60 p.csv # without b, c falls to 4 on the 14th
    same 'defer:S:a:2026-01-08 60
expedite:S:b:2026-01-12 40
defer:S:c:2026-01-06 20' "$(awk -F, 'NR > 1 { print $9, $7 }' f.csv)"
    grep -q 'is not needed before 2026-01-14: defer it' f.csv
    status 0 vmi-plan -q --findings=f.csv -s dampen_quantity=60 -s dampen_days=8 p.csv
    ! grep -q 'S:c' f.csv
    status 0 vmi-plan -q --findings=f.csv -s dampen_quantity=60 -s dampen_days=6 p.csv
    ! grep -q 'expedite' f.csv
}

@test "the days to come: stock, receipts, demand as forecast, and what is proposed" {
    printf '%s\n' location,sku,date,on_hand,position,inbound,demand_mean,lead_time,min,max \
        S,a,2026-01-05,20,26,2026-01-07=6,4,3,30,40 S,b,2026-01-05,,,,4,3,30,40 > p.csv
    printf '%s\n' date,location,sku,measure,quantity,unit,lot,expires,ref,until 2026-01-06,S,a,forecast,10,,,,2026-01-04,2026-01-07 \
        2026-01-06,S,a,forecast,99,,,,2026-01-06,2026-01-07 > f.csv
    status 0 vmi-plan -q --projection=days.csv --forecast=f.csv --horizon=4 p.csv
    same 'location,sku,date,opening,receipts,demand,proposed,closing,min,max
S,a,2026-01-06,20,0,5,0,15,30,40
S,a,2026-01-07,15,6,5,0,16,30,40
S,a,2026-01-08,16,0,4,14,26,30,40
S,a,2026-01-09,26,0,4,0,22,30,40' "$(cat days.csv)"
    for bad in 0 367 1.5 x; do
        status 2 vmi-plan --horizon=$bad p.csv
        says "'$bad' is not a number of days from 1 to 366"
    done
    status 4 vmi-plan --projection=/nowhere/f.csv -o kept.csv p.csv
    [ ! -e kept.csv ]
    status 3 vmi-plan --forecast=p.csv p.csv
}

@test "an item that is phased out is ordered for the demand that is still expected" {
    printf '%s\n' location,sku,date,position,min,max,demand_mean S,a,2026-01-05,4,25,80,4 S,b,2026-01-05,4,25,80,4 > p.csv
    printf '%s\n' date,location,sku,measure,quantity,ref,until 2026-01-06,S,a,forecast,69.5,,2026-01-12 > f.csv
    status 0 vmi-plan -s life=phase_out --forecast=f.csv p.csv
    says '1 proposed, 1 phased_out'
    same 'S a 66 76 -10 phase_out' "$(figures quantity need cap_delta reasons)"
}

@test "each multiple by what it yields, worked out anew from the Poisson distribution" {
    printf '%s\n' location,sku,date,position,min,max,demand_mean,demand_sd,lead_time,review_period,distribution \
        S,a,2026-03-02,2,9,14,2,1.4,2,1,poisson S,b,2026-03-02,4,9,12,1,1,2,1,poisson > p.csv
    status 0 vmi-plan -q --rank -s order_multiple=4 -s unit_price=5 -s unit_cost=3 -s holding_rate=0.365 p.csv
    # a step from y to y + q avoids P(D > y) + ... + P(D > y + q - 1) units short
    awk -F, 'function above(m, k,   i, p, s) { p = exp(-m); s = p; for (i = 1; i <= k; i++) { p *= m / i; s += p }; return 1 - s }
        NR == 1 { next }
        { m = $3 == "a" ? 6 : 3; v = 0; for (k = $6; k < $6 + $5; k++) v += above(m, k)
          h = ($5 - v) * 3 * 0.365 * 3 / 365; net = 2 * v - h
          if ((v - $7) ^ 2 > 1e-11 || (net - $10) ^ 2 > 1e-11 || (net / 20 - $13) ^ 2 > 1e-11 || $11 != 20 || $14 != 20 * $1) print "wrong: " $0 }' out > wrong
    same '' "$(cat wrong)"
    same '1 a 2
2 a 6
3 b 4
4 a 10
5 b 8' "$(awk -F, 'NR > 1 { print $1, $3, $6 }' out)"
    status 2 vmi-plan --rank --why-not p.csv
    says 'each write in place of proposals'
}

@test "a budget is spent where it yields most" {
    printf '%s\n' location,sku,date,position,min,max,demand_mean,demand_sd,lead_time,review_period,distribution \
        S,a,2026-03-02,2,9,14,2,1.4,2,1,poisson S,b,2026-03-02,4,9,12,1,1,2,1,poisson > p.csv
    status 0 vmi-plan --budget=65 -s order_multiple=4 -s unit_price=5 -s unit_cost=3 p.csv
    says '2 items: 2 proposed'
    same 'S a 8 -4 budget
S b 4 -4 budget' "$(figures quantity supply_delta reasons)"
    status 0 vmi-plan --budget=45 -s order_multiple=4 -s unit_price=5 -s unit_cost=3 p.csv
    says '1 proposed, 1 no_budget'
    status 0 vmi-plan -q --budget=45 p.csv
    same 'S a 12 review budget_unknown
S b 8 review budget_unknown' "$(figures quantity approval reasons)"
    status 0 vmi-plan --budget=0 -s unit_price=1 p.csv
    says '2 items: 0 proposed, 2 no_budget'
    status 2 vmi-plan --budget=-1 p.csv
    says "'-1' is not an amount of money"
}

@test "what one location has too much of is moved to another before new stock is sent" {
    printf '%s\n' location,sku,date,source,on_hand,position,min,max,demand_mean,lead_time \
        EAST,a,2026-03-02,DC1,90,90,10,30,3,2 NORTH,a,2026-03-02,DC1,50,50,10,30,,2 \
        WEST,a,2026-03-02,DC1,4,4,10,30,3,2 WEST,b,2026-03-02,DC1,4,4,10,30,3,2 XX,a,2026-03-02,DC1,4,4,10,60,1,2 > p.csv
    status 0 vmi-plan --rebalance -s transfer_cost=5 -s unit_cost=2 -s holding_rate=0.3 -s order_multiple=4 p.csv
    says '5 items: 3 proposed, 2 above_min'
    same 'WEST a NORTH 20 26 -6 rebalance
WEST b DC1 28 26 0 order_multiple
XX a DC1 56 56 0 -' "$(figures source quantity need supply_delta reasons)"
    grep -q 'position 4, min 10, max 30: 26 needed; -6 for what NORTH has to spare = 20' out
    # without a cost all of it is moved, and what is still below min is ordered
    status 0 vmi-plan -q --rebalance -s transfer_cost=0 -s rounding=up p.csv
    same 'WEST a NORTH 20 26 -6 rebalance
WEST a EAST 6 6 0 rebalance
WEST b DC1 26 26 0 -
XX a EAST 54 56 -2 rebalance' "$(figures source quantity need supply_delta reasons)"
    sed -i 's/^EAST,a,2026-03-02,DC1,90,90/EAST,a,2026-03-02,DC1,5,40/' p.csv # what is too much is not there yet
    status 0 vmi-plan -q --rebalance -s transfer_cost=0 p.csv
    same 'WEST a NORTH 20 26 -6 rebalance
WEST a EAST 5 6 -1 rebalance
WEST b DC1 26 26 0 -
XX a DC1 56 56 0 -' "$(figures source quantity need supply_delta reasons)"
    status 0 vmi-plan -q --rebalance p.csv
    ! grep -q rebalance out
    printf '%s\n' location,sku,quantity,reason WEST,a,7,mine > o.csv
    status 0 vmi-plan -q --rebalance -s transfer_cost=0 --overrides=o.csv p.csv
    same 'WEST a DC1 7 26 0 manual' "$(figures source quantity need supply_delta reasons | head -n 1)"
}
