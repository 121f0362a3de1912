#!/usr/bin/env bats
# vmi-plan: what people decide, what is looked at, and why an item has no line.
load helpers

positions() {
    { echo location,sku,date,position,min,max,status,lead_time
      printf 'S,a,2026-01-05,5,10,30,ok,3\nS,b,2026-01-05,20,10,30,ok,3\nS,c,2026-01-05,,10,30,ok,3\nT,a,2026-01-05,0,10,30,new,3\n'; } > p.csv
}

@test "--overrides stand over what is worked out, and expire" {
    positions
    { echo sku,location,quantity,date,reason,author,expires
      printf 'a,S,7,,promotion,jk,2026-01-05\nb,S,3,2026-01-09,,,\na,T,9,,old,jk,2026-01-04\nz,S,1,,,,\n'; } > o.csv
    status 0 vmi-plan --overrides=o.csv -s order_multiple=12 p.csv
    says '4 overrides: 2 used, 1 expired, 1 of items that did not come'
    same 'S a 7 2026-01-05 -29
S b 3 2026-01-09 3
T a 36 2026-01-05 0' "$(awk -F, 'NR > 1 { print $1, $2, $4, $8, $22 }' out)"
    grep -q '^S,a,.*for manual 7 (promotion) by jk = 7' out
    status 0 vmi-plan -q --overrides=o.csv -d 2026-01-06 p.csv
    same 25 "$(awk -F, '$2 == "a" && $1 == "S" { print $4 }' out)"
    printf 'location,sku,quantity\nS,a,0\n' > o.csv
    status 0 vmi-plan --overrides=o.csv p.csv
    says '1 manual_none'
    printf 'location,sku,quantity,date\nS,a,,\n' > o.csv
    status 3 vmi-plan --overrides=o.csv p.csv
    says 'o.csv:2:'
    says 'nothing was decided'
    printf 'location,sku,quantity\nS,a,-1\n' > o.csv
    status 3 vmi-plan --overrides=o.csv p.csv
    status 4 vmi-plan --overrides=gone.csv p.csv
}

@test "--why-not lists the items without a line, and why" {
    positions
    status 0 vmi-plan -q --why-not p.csv
    same 'code,severity,location,sku,ref,date,quantity,message,id,value,first_date
above_min,note,S,b,,2026-01-05,,the position is above min,above_min:S:b,,
no_position,note,S,c,,2026-01-05,,the stock is not known,no_position:S:c,,' "$(cat out)"
    same 4 $(($(tail -n +2 out | wc -l) + $(vmi-plan -q p.csv | tail -n +2 | wc -l)))
}

@test "approval: new items, the terms, and reasons that are named" {
    positions
    approval() { vmi-plan -q "$@" p.csv | awk -F, 'NR > 1 { print $12 }' | paste -sd' '; }
    same 'auto review' "$(approval)"
    same 'review review' "$(approval -s approval=review)"
    same 'review review' "$(approval -s order_multiple=12 --review=order_min,order_multiple)"
    same 'auto review' "$(approval -s order_multiple=12 --review=order_min)"
    same 'review review' "$(approval -s unit_cost=2 -s approval_limit=49)"
    status 2 vmi-plan --review=above_min p.csv
    says "'above_min' is not a reason for which a line changes"
}

@test "what is far from the last order is looked at" {
    printf '%s\n' location,sku,date,position,min,max S,a,2026-01-05,10,15,30 S,b,2026-01-05,10,15,30 > p.csv
    printf '%s\n' location,sku,quantity,order_date S,a,99,2025-12-01 S,a,15,2025-12-08 S,a,1,2025-12-08 S,b,16.2,2025-12-01 > q.csv
    status 0 vmi-plan -q --previous=q.csv -s approval_change=0.24 p.csv # 20 is a quarter more than 16
    same 'review auto' "$(awk -F, 'NR > 1 { print $12 }' out | paste -sd' ')"
    grep -q 'needs 20; the last order was of 16$' out
    grep -q ',approval_change,' out
    status 0 vmi-plan -q --previous=q.csv -s approval_change=0.25 p.csv
    same 'auto auto' "$(awk -F, 'NR > 1 { print $12 }' out | paste -sd' ')"
    printf '%s\n' date,location,sku,measure,quantity,ref 2025-12-08,S,a,sold,70, 2025-12-07,S,a,ordered,40,o1 > q.csv
    status 0 vmi-plan -q --previous=q.csv -s approval_change=0.25 p.csv
    same 'review auto' "$(awk -F, 'NR > 1 { print $12 }' out | paste -sd' ')"
    status 3 vmi-plan --previous=<(echo location,sku) p.csv
}

@test "--time: after the cut-off it is tomorrow" {
    positions
    day() { vmi-plan -q "$@" p.csv | awk -F, 'NR == 2 { print $8 }'; }
    same 2026-01-05 "$(day -s cut_off=14:00)"
    same 2026-01-05 "$(day -s cut_off=14:00 --time=14:00)"
    same 2026-01-06 "$(day -s cut_off=14:00 --time=14:01)"
    same 2026-01-05 "$(day --time=23:59)"
    status 2 vmi-plan --time=24:00 p.csv
    says "'24:00' is not a time of day"
}

@test "a split makes further lines, which add up" {
    positions
    status 0 vmi-plan -q -s order_max=12 -s split=yes p.csv
    same 'S a 25 12
S a 13 12
S a 1 1
T a 30 12
T a 18 12
T a 6 6' "$(awk -F, 'NR > 1 { print $1, $2, $17, $4 }' out)"
}

# stock 40, 4 a day, safety stock 5; 60 are due on the 20th, an order of today would come on the 9th
late() {
    { echo location,sku,date,on_hand,position,inbound,demand_mean,lead_time,review_period,safety_stock,min,max
      echo "S,a,2026-01-05,40,100,$1=60,4,4,1,5,25,80"; } > p.csv
}

@test "a receipt that comes too late is told, and neither hides a stock-out nor is ordered twice" {
    late 2026-01-20
    status 0 vmi-plan --findings=f.csv p.csv
    says '1 item: 0 proposed, 1 above_min'
    same 'cancel,warning,S,a,,2026-01-20,20' "$(tail -n +2 f.csv | cut -d, -f1-7)" # within the horizon nothing is short
    sed -i 's/,40,100,/,20,80,/' p.csv
    status 0 vmi-plan --findings=f.csv p.csv
    says '1 expedite'
    same 1 "$(wc -l < out)"
    same 'expedite,warning,S,a,,2026-01-20,60' "$(tail -n +2 f.csv | cut -d, -f1-7)"
    grep -q 'expedite:S:a:2026-01-20,,$' f.csv
    status 0 vmi-plan -q --why-not p.csv
    grep -q '^expedite,note,S,a' out
    status 0 vmi-plan -q --findings=f.csv -s late_supply=reorder p.csv
    same '5 5 late_supply' "$(awk -F, 'NR > 1 { print $17, $4, $31 }' out)" # 25 - (80 - 60)
    grep -q 'position 80 without the 60 due on 2026-01-20 and later, which is too late: up to min 25 needs 5' out
    grep -q '^late_receipt,warning,.*cancel or defer it' f.csv
    late 2026-01-07 # in time
    sed -i 's/,40,100,/,20,80,/' p.csv
    status 0 vmi-plan --findings=f.csv p.csv
    says '1 above_min'
    late 2026-01-02 # overdue, and so expected tomorrow
    sed -i 's/,40,100,/,20,80,/' p.csv
    status 0 vmi-plan --findings=f.csv p.csv
    says '1 above_min'
    late 2026-01-xx
    status 3 vmi-plan p.csv
    says 'no list of DATE=QUANTITY'
    late 2026-01-20
    status 4 vmi-plan -q -o kept.csv --findings=/nowhere/f.csv p.csv
    [ ! -e kept.csv ]
}
