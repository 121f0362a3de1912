#!/usr/bin/env bats
# vmi-threshold: stock, demand, min and max, and why.
load helpers

# rows LINES...: activity with these records (trailing commas may be left out) in file a.csv.
rows() {
    { echo date,location,sku,measure,quantity,unit,lot,expires,ref,until
      for row in "$@"; do echo "$row,,,,,,,,,,"; done | cut -d, -f1-10; } > a.csv
}

# is COLUMN VALUE OPTIONS...: that column of the only position.
is() {
    local name=$1 wanted=$2
    shift 2
    vmi-threshold -q -t ndjson -s min=0 -s max=1 "$@" a.csv > out
    got=$(sed -n "s/.*\"$name\":\"\{0,1\}\([^,\"}]*\).*/\1/p" out)
    [ "$got" = "$wanted" ] || { echo "# $name is '$got', not '$wanted'"; cat out; return 1; }
}

daily() { rows 2026-01-01,S,a,sold,2 2026-01-02,S,a,sold,4 2026-01-03,S,a,sold,3 2026-01-04,S,a,sold,7 "2026-01-04,S,a,on_hand,$1"; }

@test "the state of an item: levels, flows after them, position" {
    rows 2026-01-01,S,a,on_hand,10 2026-01-02,S,a,sold,3 2026-01-03,S,a,received,5 2026-01-01,S,a,sold,9 2026-01-03,S,a,allocated,2
    is on_hand 12
    is position 10
    is observed 2026-01-01
    is date 2026-01-03
}

@test "as-of: what is dated later is left out and counted; not given, it is the last day and standard error says which" {
    rows 2026-01-01,S,a,on_hand,10 2026-01-05,S,a,sold,3
    is on_hand 7
    is on_hand 10 -d 2026-01-04
    vmi-threshold -s min=0 -s max=1 -d 2026-01-04 a.csv > out 2> err
    says "1 record dated after 2026-01-04 left out"
    vmi-threshold -s min=0 -s max=1 a.csv > out 2> err
    says "as of 2026-01-05, the last day in the input"
    rows 2026-01-01,S,a,on_hand,10 2026-02-01,S,new,on_hand,3
    is date 2026-01-15 -d 2026-01-15 # and the item that is not known yet is not there
    rows 2026-01-01,S,a,on_hand,10 2026-03-01,S,a,min,3 2026-03-01,S,a,forecast,3,,,,,2026-03-07
    is date 2026-01-01
}

@test "where nothing is dated the dates stay empty and the quantities are worked out" {
    rows ,S,a,on_hand,3 ,S,a,on_order,4
    is position 7
    is date ''
    is stockout_date ''
    is status ok -s demand_mean=1 -s max=9
    rows ,S,a,on_hand,3
    is observed 2026-02-01 -d 2026-02-01
}

@test "demand: mean and deviation a day, silent days are 0" {
    daily 20
    is demand_mean 4
    is demand_sd 2.160247
    is demand_days 4
    rows 2026-01-01,S,a,sold,6 2026-01-03,S,a,sold,3
    is demand_mean 3
    is demand_sd 3
}

@test "demand of a week or a month is one observation of its days" {
    rows 2026-01-01,S,a,sold,14,,,,,2026-01-07 2026-01-08,S,a,sold,28,,,,,2026-01-14 2026-01-15,S,a,sold,3 2026-01-16,S,a,sold,3
    is demand_days 16
    is demand_mean 3
    is demand_sd 2.160247 # sqrt((7^2/7 + 7^2/7 + 0 + 0) / 3)
}

@test "policy minmax takes what is agreed, else what the customer sends, and names what is lacking" {
    rows 2026-01-01,S,a,on_hand,3 2026-01-01,S,a,min,5 2026-01-01,S,a,max,9
    vmi-threshold -q a.csv > out
    same "5 9" "$(column min out) $(column max out)"
    grep -q 'min 5 from the customer, max 9 from the customer' out
    is min 4 -s min=4 -s max=9
    rows 2026-01-01,S,a,on_hand,3
    status 2 vmi-threshold -q a.csv -o result
    says "no item has the term min"
    [ ! -e result ]
    rows 2026-01-01,S,a,on_hand,3 2026-01-01,S,b,on_hand,3 2026-01-01,S,b,min,5 2026-01-01,S,b,max,9
    status 0 vmi-threshold -q a.csv
    grep -q '^S,a,.*the term min is not given' out
}

@test "policies days and safety_days" {
    daily 20
    is min 10 -s policy=days -s min_days=2.5 -s max_days=7
    is max 28 -s policy=days -s min_days=2.5 -s max_days=7
    is min 20 -s policy=safety_days -s lead_time=2 -s safety_days=2 # (2 + 1) * 4 + 2 * 4
    is max 24 -s policy=safety_days -s lead_time=2 -s safety_days=2
    is max 32 -s policy=safety_days -s lead_time=2 -s safety_days=2 -s order_multiple=12
    status 2 vmi-threshold -q -s policy=days -s min_days=3 a.csv
    says "no item has the term max_days"
}

@test "policy service: m + z sigma, rounded up to quantum, and why says it all" {
    daily 20
    service=(-s policy=service -s distribution=normal -s lead_time=3 -s review_period=2 -s lead_time_sd=1)
    # P = 5: m = 20, sigma = sqrt(5 * 4.666667 + 16) = 6.271629, z = 1.644854: 30.3159123
    is min 31 "${service[@]}"
    is min 30.4 "${service[@]}" -s quantum=0.1
    is min 30.315913 "${service[@]}" -s quantum=0.000001
    is max 39 "${service[@]}"
    is safety_stock 11 "${service[@]}"
    is service_level 0.99 "${service[@]}" -s service_level=0.99
    vmi-threshold -q "${service[@]}" a.csv > out
    grep -q 'mean 4 a day over lead time 3 + review period 2 days = 20; sigma = sqrt(5 \* 2.160247^2 + 4^2 \* 1^2) = 6.271629' out
    is distribution normal "${service[@]}"
}

@test "order days set the review period to their longest gap" {
    daily 20
    is review_period 3 -s order_days=MO,WE,FR
    is review_period 7 -s order_days=MO -s review_period=2
    is review_period 0 -s review_period=0
    status 2 vmi-threshold -q -s order_days=MO,XX a.csv
    says "is not a set of weekdays"
}

@test "bounds: min_floor, stock_cap, stock_cap_days; why names the one that bound" {
    daily 20
    is min 5 -s min=2 -s max=9 -s min_floor=5
    is max 8 -s min=2 -s max=9 -s stock_cap=8
    is max 6 -s min=2 -s max=9 -s stock_cap_days=1.5
    is max 6 -s min=2 -s max=9 -s stock_cap_days=1.7 # 6.8: a cap is not rounded up
    is max 5 -s min=2 -s max=9 -s stock_cap_days=1.7 -s quantum=5
    vmi-threshold -q -s min=2 -s max=9 -s stock_cap=1 a.csv > out
    same "1 1" "$(column min out) $(column max out)"
    grep -q 'max cut to 1 by stock_cap, and min' out
}

@test "days of supply, the day of the stock-out, and inbound receipts, overdue ones first" {
    daily 20
    is days_of_supply 5
    is stockout_date 2026-01-09
    daily 0
    is stockout_date 2026-01-04
    rows 2026-01-01,S,a,sold,4 2026-01-02,S,a,sold,4 2026-01-02,S,a,on_hand,8 2025-12-20,S,a,ordered,6,,,,P1,2025-12-31 2026-01-01,S,a,ordered,8,,,,P2,2026-01-05
    is inbound '2025-12-31=6;2026-01-05=8'
    is on_order 14
    is stockout_date 2026-01-08 # (8 + 6 + 8) / 4 = 5.5: 0 or below on the sixth day
    rows 2026-01-01,S,a,on_hand,8
    is stockout_date ''
    is days_of_supply ''
}

@test "statuses, the first that holds" {
    daily 20
    is status below_min -s min=20 -s max=30
    is status ok -s min=19 -s max=30
    is status ok -s min=20 -s max=30 -s trigger=below
    is status above_max -s min=1 -s max=19
    is status ok -s min=1 -s max=20
    is status ok -s min=1 -s max=19 -s order_multiple=2
    is status stale -s min=20 -s max=30 -d 2026-01-08
    is status ok -s min=1 -s max=30 -d 2026-01-07
    is status ok -s min=1 -s max=30 -d 2026-01-20 -s feed_days=20
    daily 0
    is status stockout -s min=20 -s max=30
    rows 2026-01-01,S,a,on_hand,8
    is status no_demand -s min=1 -s max=30
    rows ,S,a,on_hand,8
    is status new -s min=1 -s max=30
}

@test "open orders: our documents where there are any, else the feed, and the feed is compared" {
    rows 2026-01-01,S,a,on_hand,5 2026-01-01,S,a,on_order,9 2026-01-01,S,a,ordered,4,,,,P1
    is on_order 4
    grep -q 'the feed says on_order 9, the documents stand' out
    is on_order 9 -s on_order_from=feed
    rows 2026-01-01,S,a,on_hand,5 2026-01-01,S,a,on_order,9 2026-01-02,S,a,received,3
    is on_order 6
    is on_hand 8
    rows 2026-01-01,S,a,on_hand,5 2026-01-01,S,a,on_order,7 2026-01-02,S,a,confirmed,4,,,,R
    is on_order 7 # the confirmed order is among the seven
}

@test "two buckets that overlap: the later in the stream stands, and it is said" {
    rows 2026-01-01,S,a,sold,70,,,,,2026-01-07 2026-01-05,S,a,sold,5 2026-01-08,S,a,sold,5
    vmi-threshold -s min=0 -s max=1 a.csv > out 2> err
    says "overlap: 1 bucket of demand set aside for later ones"
    same 2 "$(column demand_days out)"
    same 5 "$(column demand_mean out)"
}

@test "stock-out days do not count as days of demand, unless the term says none" {
    rows 2026-01-01,S,a,sold,42,,,,,2026-01-31 2026-01-01,S,a,stockout_days,10,,,,,2026-01-31
    is demand_mean 2
    is demand_mean_raw 1.354839
    is stockout_days 10
    is demand_mean 1.354839 -s stockout_correction=none
}
