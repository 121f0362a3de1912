#!/usr/bin/env bats
# vmi-threshold: how levels come about, move, are held and are explained.
load helpers

# rows LINES...: activity with these records (trailing commas may be left out) in file a.csv.
rows() {
    { echo date,location,sku,measure,quantity,unit,lot,expires,ref,until
      for row in "$@"; do echo "$row,,,,,,,,,,"; done | cut -d, -f1-10; } > a.csv
}

# of ITEM COLUMN VALUE OPTIONS...: that column of that item.
of() {
    local item=$1 name=$2 wanted=$3
    shift 3
    vmi-threshold -q -t ndjson "$@" a.csv > out
    got=$(grep "\"sku\":\"$item\"" out | sed -n "s/.*\"$name\":\"\{0,1\}\([^,\"}]*\).*/\1/p")
    [ "$got" = "$wanted" ] || { echo "# $name of $item is '$got', not '$wanted'"; cat out; return 1; }
}

# why ITEM TEXT OPTIONS...: the column why of that item holds the text.
why() {
    local item=$1 text=$2
    shift 2
    vmi-threshold -q -t ndjson "$@" a.csv > out
    grep "\"sku\":\"$item\"" out | grep -qF -- "$text" || { echo "# why does not say: $text"; sed 's/.*"why"//' out; return 1; }
}

four() { rows 2026-01-01,S,a,sold,2 2026-01-02,S,a,sold,4 2026-01-03,S,a,sold,3 2026-01-04,S,a,sold,7 2026-01-04,S,a,on_hand,20 "$@"; }

@test "--previous adds the levels as they were, and how they moved" {
    rows 2026-01-01,S,a,on_hand,5 2026-01-01,S,b,on_hand,5
    printf 'location,sku,min,max,note\nS,a,10,40,x\nS,c,1,2,\n' > before.csv
    status 0 vmi-threshold -q -s min=12 -s max=50 -s unit_cost=2.5 --previous=before.csv a.csv
    same '10,40,20,25,25
,,,,' "$(tail -n +2 out | rev | cut -d, -f1-5 | rev)"
    status 0 vmi-threshold -q -t ndjson -s min=12 -s max=50 -s unit_cost=2.5 --previous=before.csv a.csv
    grep -q '"previous_min":10,"previous_max":40,"min_change":20,"max_change":25,"value_change":25}' out
    ! grep '"sku":"b"' out | grep -q previous
    head -1 a.csv > none.csv
    vmi-threshold -q -s min=12 -s max=50 a.csv > now.csv
    status 0 vmi-threshold -q -s min=12 -s max=50 --previous=now.csv a.csv
    same '12,50,0,0,' "$(sed -n 2p out | rev | cut -d, -f1-5 | rev)"
    vmi-plan -q out > proposals.csv
    same 2 "$(tail -n +2 proposals.csv | wc -l)"
    status 3 vmi-threshold -q -s min=12 -s max=50 --previous=a.csv a.csv
    status 4 vmi-threshold -q -s min=12 -s max=50 --previous=gone.csv a.csv
}

@test "--hold keeps levels of which neither moves by more, and says so" {
    rows 2026-01-01,S,a,on_hand,5 2026-01-01,S,b,on_hand,5
    printf 'location,sku,min,max\nS,a,10,40\nS,b,10,46\n' > before.csv
    hold=(-q -s min=11 -s max=44 --previous=before.csv)
    of a min 10 "${hold[@]}" --hold=10
    of a max 40 "${hold[@]}" --hold=10
    why a 'held at min 10 and max 40: they move by no more than 10 %' "${hold[@]}" --hold=10
    of a min 11 "${hold[@]}" --hold=9.99
    of b min 10 "${hold[@]}" --hold=10
    of a min 11 "${hold[@]}" --hold=0
    status 0 vmi-threshold -s min=11 -s max=44 --previous=before.csv --hold=10 a.csv
    says '2 corridors held'
    status 2 vmi-threshold -q -s min=1 -s max=2 --hold=10 a.csv
    says '--hold takes --previous'
    status 2 vmi-threshold -q "${hold[@]}" --hold=ten a.csv
    says "'ten' is not a percentage"
    status 2 vmi-threshold -q "${hold[@]}" --hold=-1 a.csv
}

@test "--explain writes every step; the last of each level is that of the position" {
    four 2026-01-04,S,b,on_hand,5
    for terms in "-s policy=service -s lead_time=3" \
        "-s policy=service -s lead_time=3 -s service_measure=fill -s stock_cap=9" \
        "-s policy=service -s lead_time=3 -s safety_stock=4 -s min_floor=90" \
        "-s policy=days -s min_days=3 -s max_days=9" "-s min=3 -s max=8" \
        "-s policy=safety_days -s safety_days=2 -s lead_time=2" "-s policy=ddmrp -s lead_time=4" \
        "-s policy=newsvendor -s lead_time=4 -s unit_cost=2 -s unit_price=5" \
        "-s policy=least_cost -s lead_time=4 -s unit_cost=20 -s holding_rate=0.3 -s order_cost=5 -s shortage_cost=1"; do
        # shellcheck disable=SC2086
        status 0 vmi-threshold -q $terms a.csv
        for level in min max; do
            eval "$level=$(column $level out | head -1)"
        done
        # shellcheck disable=SC2086
        status 0 vmi-threshold -q $terms --explain=a a.csv
        same "$min $max" "$(awk -F, '$4 == "min" { a = $5 } $4 == "max" { b = $5 } END { print a, b }' out)"
        ! grep -q '^S,b,' out
        same "$(tail -n +2 out | wc -l)" "$(tail -1 out | cut -d, -f3)"
    done
    status 0 vmi-threshold -q -s min=3 -s max=8 --explain=S/a --explain='?' -t ndjson a.csv
    grep -q '"sku":"b","step":"1","symbol":"known_days","value":' out
    status 0 vmi-threshold -s min=3 -s max=8 --explain=X/a a.csv
    says 'no item is chosen by --explain'
    same 1 "$(wc -l < out)"
}

@test "--classify: ABC by value, XYZ by the variation of a week" {
    { echo date,location,sku,measure,quantity
      echo 2026-01-01,S,odd,on_hand,20
      for day in 1 2 3 4 5 6 7 8; do
          echo "2026-01-0$day,S,big,sold,80"
          echo "2026-01-0$day,S,mid,sold,$((day % 2 ? 1 : 31))"
          echo "2026-01-0$day,S,small,sold,2"
      done
      echo 2026-01-08,S,odd,sold,20; } > a.csv
    # values a day: big 80, mid 16, odd 2.5, small 2: 79.6 %, 95.5 %, 98 %
    status 0 vmi-threshold -q -s min=1 -s max=2 --classify a.csv
    same 'big AX
mid AX
odd CZ
small CX' "$(paste -d' ' <(tail -n +2 out | cut -d, -f2) <(column class out))"
    printf '{"terms": "t.csv"}' > ag.json
    printf 'location,sku,min,max,unit_cost\nS,big,1,2,0.01\nS,mid,1,2,1\nS,odd,1,2,1\nS,small,1,2,1\n' > t.csv
    status 0 vmi-threshold -q -a ag.json --classify a.csv
    same 'C A A B' "$(column class out | cut -c1 | tr '\n' ' ' | sed 's/ $//')"
}

@test "a successor has its predecessor's demand, and uses up its stock first" {
    rows 2026-01-01,S,old,sold,6 2026-01-02,S,old,sold,4 2026-01-03,S,old,sold,5 2026-01-03,S,old,on_hand,7 \
        2026-01-04,S,new,sold,5 2026-01-04,S,new,on_hand,3 2026-01-04,S,old,on_hand,7
    echo '{"defaults": {"policy": "days", "min_days": 3, "max_days": 6}, "rules": [{"match": {"sku": "old"}, "set": {"successor": "new"}}, {"match": {"sku": "new"}, "set": {"min_floor": 0}}]}' > ag.json
    of new demand_mean 5 -a ag.json
    of new min 8 -a ag.json # 15 - 7
    of new max 23 -a ag.json
    why new 'both less 7 that its predecessor still has; history of its predecessor taken over' -a ag.json
    of old min '' -a ag.json
    why old 'succeeded by new' -a ag.json
    vmi-threshold -q -a ag.json a.csv > before.csv
    status 0 vmi-plan -q -s order_multiple=1 before.csv
    same 'new 20' "$(tail -n +2 out | cut -d, -f2,4 | tr , ' ')" # 23 - 3
    rows 2026-01-01,S,old,sold,6 2026-01-02,S,old,sold,4
    of new demand_mean 5 -a ag.json # it is an item before anything is known of it
    rows 2026-01-01,S,older,sold,8 2026-01-02,S,old,sold,4 2026-01-03,S,new,sold,6
    sed -i 's/"rules": \[/&{"match": {"sku": "older"}, "set": {"successor": "old"}}, /' ag.json
    of new demand_mean 6 -a ag.json
}

@test "a new item has the demand of the one that it is like, else of its class" {
    rows 2026-01-01,S,a,sold,2 2026-01-02,S,a,sold,4 2026-01-01,S,b,sold,6 2026-01-02,S,b,sold,12 2026-01-02,S,n,on_hand,40 2026-01-02,T,n,on_hand,9
    echo '{"defaults": {"policy": "days", "min_days": 3, "max_days": 6}, "terms": "t.csv"}' > ag.json
    printf 'location,sku,class,life,like\nS,a,K,,\nS,b,K,,\nS,n,K,new,b\nT,n,,,\n' > t.csv
    why n 'new: demand as that of b, which it is like' -a ag.json
    grep -q '"location":"S","sku":"n".*"demand_mean":9,' out
    same 'new' "$(sed -n 's/.*"location":"S","sku":"n".*"status":"\([a-z_]*\)".*/\1/p' out)"
    printf 'location,sku,class,life,like\nS,a,K,,\nS,b,K,,\nS,n,K,new,gone\nT,n,,,\n' > t.csv
    why n 'new: demand as that of its class K, the mean of 2 items' -a ag.json
    grep -q '"location":"S","sku":"n".*"demand_mean":6,' out
    printf 'location,sku,class,life,like\nS,a,K,,\nS,b,K,,\nS,n,,new,\nT,n,K,,\n' > t.csv
    vmi-threshold -q -t ndjson -a ag.json a.csv > out
    grep -q '"location":"T","sku":"n".*"demand_mean":6,' out # seen once
    grep -q '"location":"S","sku":"n".*"demand_mean":0,' out # nobody to be like
}

@test "demand to come is what the forecast says, day by day" {
    four 2026-01-05,S,a,forecast,10,,,,2026-01-04 2026-01-06,S,a,forecast,6,,,,2026-01-03
    days=(-s policy=safety_days -s safety_days=1 -s lead_time=2)
    of a demand_mean 6.666667 "${days[@]}" # 10 + 6 + 4 over three days
    of a min 27 "${days[@]}"               # 20 + 6.67
    why a 'forecasts cover 2 of 3 days, the mean of history the other 1' "${days[@]}"
    of a stockout_date 2026-01-07 "${days[@]}" # 20 - 10 - 6 - 4
    of a days_of_supply 3 "${days[@]}"
    of a demand_mean 4 "${days[@]}" -s demand=history
    of a demand_mean 3 "${days[@]}" -s demand_mean=3
    four
    of a stockout_date 2026-01-09 "${days[@]}"
}

@test "demand_factor multiplies the days of its rule, and history on them is divided" {
    rows 2026-01-01,S,a,sold,4 2026-01-02,S,a,sold,12 2026-01-03,S,a,sold,4 2026-01-03,S,a,on_hand,20
    cat > ag.json <<'J'
{"defaults": {"policy": "safety_days", "safety_days": 0, "lead_time": 2},
 "rules": [{"match": {"sku": "a"}, "from": "2026-01-02", "until": "2026-01-02", "set": {"demand_factor": 3}},
           {"match": {"sku": "a"}, "from": "2026-01-05", "until": "2026-01-06", "set": {"demand_factor": 2}}]}
J
    of a demand_mean_raw 6.666667 -a ag.json
    of a demand_mean 6.666667 -a ag.json # 4, 8 and 8 on the days to come
    of a min 20 -a ag.json
    why a '1 days of history divided by their demand_factor' -a ag.json
    of a stockout_date 2026-01-06 -a ag.json
}

@test "lots that have expired are no stock; those that will are told, or not counted" {
    rows 2026-01-01,S,a,sold,4 2026-01-02,S,a,sold,4 2026-01-02,S,a,on_hand,10,,A,2026-01-01 2026-01-02,S,a,on_hand,30,,B,2026-01-06 2026-01-02,S,a,on_hand,5
    of a on_hand 35 -s min=5 -s max=9
    why a '10 expired and not counted; 14 will expire before they can sell, the first on 2026-01-06' -s min=5 -s max=9
    of a on_hand 21 -s min=5 -s max=9 -s expiring_lots=net
    of a position 21 -s min=5 -s max=9 -s expiring_lots=net
    why a 'and are not counted' -s min=5 -s max=9 -s expiring_lots=net
    of a on_hand 5 -s min=5 -s max=9 -d 2026-01-07
    rows 2026-01-01,S,a,sold,4 2026-01-02,S,a,on_hand,30,,B,2026-01-03 2026-01-02,S,a,on_hand,-20
    of a on_hand 0 -s min=5 -s max=9 -s expiring_lots=net # no more than there is
}

@test "bounds after the policy, and why names each" {
    four
    days=(-s policy=days -s min_days=5 -s max_days=20) # 20 and 80
    of a max 60 "${days[@]}" -s min_remaining_life=15
    why a 'max cut to 60 by min_remaining_life' "${days[@]}" -s min_remaining_life=15
    of a max 40 "${days[@]}" -s shelf_life=13 -s lead_time=3
    why a 'max cut to 40 by shelf_life less lead time' "${days[@]}" -s shelf_life=13 -s lead_time=3
    of a min 16 "${days[@]}" -s shelf_life=7 -s lead_time=3
    of a max 0 "${days[@]}" -s shelf_life=2 -s lead_time=3
    of a max 80 "${days[@]}" -s shelf_life=90 -s lead_time=3
    of a max 31 "${days[@]}" -s stock_cap=31 -s stock_cap_days=9
    of a min 25 "${days[@]}" -s min_floor=25
}

@test "stock-outs, returns and unlikely days, by the terms" {
    rows 2026-01-01,S,a,on_hand,8 2026-01-02,S,a,sold,8 2026-01-04,S,a,on_hand,9 2026-01-05,S,a,sold,3 2026-01-05,S,a,returned,4
    terms=(-s min=1 -s max=2)
    of a stockout_days 1 "${terms[@]}" # the third
    of a demand_mean_raw 1.4 "${terms[@]}"
    of a demand_mean 1.75 "${terms[@]}"
    of a demand_mean 2 "${terms[@]}" -s returns=clip
    of a demand_mean 2.75 "${terms[@]}" -s returns=apart
    of a demand_mean 1.4 "${terms[@]}" -s stockout_correction=none
    why a '1 days without stock are not in the mean' "${terms[@]}"
    why a '4 returned and not in the mean' "${terms[@]}" -s returns=apart
    rows 2026-01-01,S,a,sold,9 2026-01-02,S,a,sold,10 2026-01-03,S,a,sold,11 2026-01-04,S,a,sold,90
    of a demand_mean 30 "${terms[@]}"
    of a demand_mean 10.125 "${terms[@]}" -s outlier=hampel
    why a '1 unlikely observations count as the median 10.5' "${terms[@]}" -s outlier=hampel
}

@test "stock below 0 is owed, a mistake, or nothing" {
    four 2026-01-05,S,a,on_hand,-3
    terms=(-s min=1 -s max=20)
    of a on_hand -3 "${terms[@]}"
    of a on_hand 0 "${terms[@]}" -s negative_on_hand=zero
    of a on_hand '' "${terms[@]}" -s negative_on_hand=error
    why a 'on_hand is below 0, which is a mistake' "${terms[@]}" -s negative_on_hand=error
    vmi-threshold -q "${terms[@]}" -s negative_on_hand=error a.csv > positions.csv
    status 0 vmi-plan -q positions.csv
    same 1 "$(wc -l < out)"
}

@test "lead times value by value, and as they were" {
    four 2026-01-01,S,a,ordered,1,,,,A 2026-01-03,S,a,received,1,,,,A 2026-01-01,S,a,ordered,1,,,,B 2026-01-03,S,a,received,1,,,,B \
        2026-01-01,S,a,ordered,1,,,,C 2026-01-04,S,a,received,1,,,,C
    terms=(-s policy=service -s service_level=0.9)
    of a lead_time 2.333333 "${terms[@]}" -s lead_time=9 -s lead_time_from=measured
    of a lead_time_sd 0.471405 "${terms[@]}" -s lead_time=9 -s lead_time_from=measured
    why a '(3 orders measured)' "${terms[@]}" -s lead_time=9 -s lead_time_from=measured
    of a lead_time 9 "${terms[@]}" -s lead_time=9
    grep -v ,C, a.csv > b.csv && mv b.csv a.csv
    why a 'lead time 9 (agreed: fewer than 3 orders have come)' "${terms[@]}" -s lead_time=9 -s lead_time_from=measured
    of a lead_time 2 "${terms[@]}" -s 'lead_times=1=0.8 6=0.2'
    of a lead_time_sd 2 "${terms[@]}" -s 'lead_times=1=0.8 6=0.2'
    of a min 28 "${terms[@]}" -s 'lead_times=1=0.8 6=0.2' -s distribution=poisson # 0.8 Poisson(8), 0.2 Poisson(28)
}

@test "policies of cost, of what does not keep, and of buffers, by hand" {
    four
    # red base 0.5 * 4 * 10, red safety half of it, yellow 40, green the larger of 20 and 7 * 4
    of a min 70 -s policy=ddmrp -s lead_time=10 -s review_period=7
    of a max 98 -s policy=ddmrp -s lead_time=10 -s review_period=7
    of a max 120 -s policy=ddmrp -s lead_time=10 -s review_period=7 -s order_min=50
    of a min 58 -s policy=ddmrp -s lead_time=10 -s lead_time_factor=0.3 # 12 + 6 + 40
    # Poisson of mean 8: P(X <= 8) = 0.5925, P(X <= 9) = 0.7166; 3 / (3 + 2) = 0.6
    news=(-s policy=newsvendor -s lead_time=1 -s unit_cost=2 -s distribution=poisson)
    of a min 9 "${news[@]}" -s unit_price=5
    of a max 9 "${news[@]}" -s unit_price=5
    of a min 11 "${news[@]}" -s unit_price=5 -s shortage_cost=7 # 10 / 12 = 0.8333: P(X <= 10) = 0.8159, P(X <= 11) = 0.8881
    why a 'both must be above 0' "${news[@]}" -s unit_price=1
    cost=(-s policy=least_cost -s lead_time=4 -s unit_cost=73 -s holding_rate=0.5 -s shortage_cost=0.9)
    status 2 vmi-threshold -q "${cost[@]}" a.csv
    says 'no item has the term order_cost'
    why a 'holding 0.5 * 73 / 365 = 0.1 and shortage 0.9 a unit and day, 20 an order: least cost' "${cost[@]}" -s order_cost=20
    # with orders for nothing it is the newsvendor's level over P = 5 days of Poisson demand: 0.9 at 26, min one less
    of a max 26 "${cost[@]}" -s order_cost=0 -s distribution=poisson
}
