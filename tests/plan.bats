#!/usr/bin/env bats
# vmi-plan: what to order, and why exactly so much.
load helpers

# line POSITION MIN MAX OPTIONS...: "quantity need cap order_min multiple order_max reasons" of the proposal, or nothing.
line() {
    printf 'location,sku,position,min,max\nS1,a,%s,%s,%s\n' "$1" "$2" "$3" > p.csv
    shift 3
    vmi-plan "$@" p.csv > out 2> err || return
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { print $c["quantity"], $c["need"], $c["cap_delta"], $c["order_min_delta"], $c["multiple_delta"], $c["order_max_delta"], $c["reasons"] }' out
}

@test "an item at or below its min is ordered up to its max" {
    same "21 21 0 0 0 0 " "$(line 3 10 24)"
    same "14 14 0 0 0 0 " "$(line 10 10 24)"
    same "" "$(line 11 10 24)"
    says "1 item: 0 proposed, 1 above_min"
    same "" "$(line 10 10 24 -s trigger=below)"
    same "27 27 0 0 0 0 " "$(line -3 10 24)"
    same "" "$(line 30 40 24)"
    says "1 max_reached"
    same "" "$(line '' 10 24)"
    says "1 no_position"
    same "" "$(line 3 '' '')"
    says "1 no_levels"
}

@test "modifiers in their order, each with its delta and reason" {
    same "24 21 0 0 3 0 order_multiple" "$(line 3 10 24 -s order_multiple=6)"
    same "30 21 0 9 0 0 order_min" "$(line 3 10 24 -s order_min=30)"
    same "36 21 0 9 6 0 order_min;order_multiple" "$(line 3 10 24 -s order_min=30 -s order_multiple=12)"
    same "18 21 0 0 3 -6 order_multiple;order_max" "$(line 3 10 24 -s order_multiple=6 -s order_max=20)"
    same "15 21 -6 0 0 0 stock_cap" "$(line 3 10 24 -s stock_cap=18)"
    same "12 21 -6 0 -3 0 stock_cap;order_multiple" "$(line 3 10 24 -s stock_cap=18 -s order_multiple=12)"
    same "21 20.5 0 0 0.5 0 order_multiple" "$(line 3.5 10 24)"
}

@test "order_min and the multiple never pass the cap; what does not fit leaves no line, and says so" {
    same "" "$(line 3 10 24 -s order_min=30 -s stock_cap=30)"
    says "1 order_min_over_cap"
    same "30 21 0 9 0 0 order_min" "$(line 3 10 24 -s order_min=30 -s stock_cap=33)"
    same "" "$(line 3 10 24 -s order_multiple=30 -s stock_cap=30)"
    says "1 multiple_over_cap"
    same "" "$(line 3 10 24 -s order_min=25 -s order_multiple=20 -s stock_cap=30)"
    says "1 order_min_over_cap"
    same "" "$(line 9 10 24 -s stock_cap=9)"
    says "1 cap_reached"
    same "" "$(line 3 10 24 -s order_multiple=6 -s order_max=5)"
    says "1 order_max_too_small"
}

@test "dates: the first order day on or after as-of, then lead time, then back by transit time" {
    printf 'location,sku,date,lead_time,position,min,max\nS1,a,2026-11-21,2.5,3,10,24\n' > p.csv
    dates() { vmi-plan -q "$@" p.csv > out; echo "$(column order_date out) $(column ship_date out) $(column due_date out)"; }
    same "2026-11-21 2026-11-21 2026-11-24" "$(dates)"
    same "2026-11-23 2026-11-25 2026-11-26" "$(dates -s order_days=MO-FR -s transit_time=1)"
    same "2026-12-01 2026-12-01 2026-12-04" "$(dates -d 2026-11-26 -s order_days=TU)"
    same "order_days" "$(column reasons out)"
    printf 'location,sku,position,min,max\nS1,a,3,10,24\n' > p.csv
    same "  " "$(dates)"
    status 2 vmi-plan -q -s order_days=MO p.csv
    says "--as-of"
}

@test "urgency, approval, value, weight and volume" {
    printf 'location,sku,date,stockout_date,lead_time,position,min,max,status,source\nS1,a,2026-11-21,2026-11-24,5,3,10,24,ok,DC\nS1,b,2026-11-21,2026-11-27,5,3,10,24,stale,DC\n' > p.csv
    vmi-plan -q -s unit_cost=2.5 -s weight=0.2 -s volume=3 p.csv > out
    same "emergency normal" "$(column urgency out | xargs)"
    same "auto review" "$(column approval out | xargs)"
    same "52.5 4.2 63" "$(column value out | head -1) $(column weight out | head -1) $(column volume out | head -1)"
    vmi-plan -q -s unit_cost=2.5 -s unit_price=3.333333 p.csv > out
    same 69.999993 "$(column value out | head -1)"
}

@test "output is in byte order of the items, and an item that stands twice counts once, the later" {
    printf 'location,sku,position,min,max\nS2,a,0,1,2\nS10,b,0,1,3\nS1,c,0,1,4\nS2,a,0,1,9\nS1,c,5,1,4\n' > p.csv
    vmi-plan -q p.csv > out
    same "S10 3
S2 9" "$(paste -d' ' <(column location out) <(column quantity out))"
}

@test "a second run with the first one's lines on order proposes nothing" {
    vmi-ingest -q "$DATA"/demo/sales.csv "$DATA"/demo/stock.csv > a.csv
    terms=(-q -a "$DATA/demo/agreement.json")
    vmi-threshold "${terms[@]}" a.csv | vmi-plan "${terms[@]}" -t ndjson > lines
    [ "$(wc -l < lines)" -ge 10 ]
    # On order is what the feed had and what was just proposed.
    vmi-threshold "${terms[@]}" a.csv > positions
    {
        head -1 a.csv
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $c["on_order"] { printf "1992-10-07,%s,%s,ordered,%s,,,,old,1992-10-09\n", $1, $2, $c["on_order"] }' positions
        sed 's/.*"location":"\([^"]*\)","sku":"\([^"]*\)".*"quantity":\([0-9.]*\),.*"due_date":"\([^"]*\)".*/1992-10-07,\1,\2,ordered,\3,,,,new,\4/' lines
    } > ordered.csv
    vmi-threshold "${terms[@]}" a.csv ordered.csv | vmi-plan "${terms[@]}" > out
    [ "$(wc -l < out)" = 1 ]
}

@test "calendars: what is due on a closed day is due on the next open one, and is shipped on an open day before" {
    cat > a.json <<'JSON'
{"defaults": {"lead_time": 3, "transit_time": 1, "order_days": "MO,TH", "ship_calendar": "DC1", "receive_calendar": "SHOP"},
 "calendars": {"DC1": {"weekdays": "MO-FR", "closed": ["2026-12-23", "2026-12-24"]}, "SHOP": {"weekdays": "MO-SA", "ics": ["h.ics"]}}}
JSON
    printf 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20251225\r\nDTEND;VALUE=DATE:20251227\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' > h.ics
    printf 'location,sku,position,min,max,lead_time\nS1,a,3,10,24,3\n' > p.csv
    dates() { vmi-plan -q -a a.json "$@" p.csv | awk -F, 'NR == 2 { print $8, $9, $10 }'; }
    same "2026-12-14 2026-12-16 2026-12-17" "$(dates -d 2026-12-12)"
    # Monday the 21st: due on the 24th, shipped the day before, on which the source is closed.
    same "2026-12-21 2026-12-22 2026-12-24" "$(dates -d 2026-12-19)"
    # Thursday the 24th: due on Sunday the 27th, received on Monday, shipped before the weekend.
    same "2026-12-24 2026-12-25 2026-12-28" "$(dates -d 2026-12-22)"
    # Due on the first day of Christmas of a later year: the file repeats it.
    same "2027-12-23 2027-12-24 2027-12-27" "$(dates -d 2027-12-22 -s transit_time=2)"
    same "2026-12-14 2026-12-11 2026-12-17" "$(dates -d 2026-12-14 -s transit_time=6)"
    vmi-plan -q -a a.json -d 2026-12-22 p.csv | grep -q 'order_days;receive_calendar;ship_calendar'
    vmi-plan -q -a a.json -d 2026-12-22 p.csv | grep -q '; ordered on 2026-12-24, the next order day; due on 2026-12-28, when the location next receives; shipped on 2026-12-25, when the source last ships before"$'
    status 2 vmi-plan -a a.json -d 2026-12-22 -s ship_calendar=DC p.csv
    says "vmi-plan: ship_calendar: 'DC' is not a calendar of the agreement; did you mean 'DC1'?"
    status 2 vmi-plan -s ship_calendar=DC1 p.csv
    rm h.ics
    status 4 vmi-plan -a a.json p.csv
    says "h.ics: cannot be read"
}

@test "order days by a recurrence rule; when they have ended, nothing is ordered and the reason is told" {
    dates() { printf 'location,sku,position,min,max,lead_time\nS1,a,3,10,24,3\n' | vmi-plan -q "$@" | awk -F, 'NR == 2 { print $8, $10 }'; }
    same "2026-02-02 2026-02-05" "$(dates -d 2026-01-06 -s 'order_days=FREQ=MONTHLY;BYDAY=1MO')"
    same "2026-01-31 2026-02-03" "$(dates -d 2026-01-06 -s 'order_days=FREQ=MONTHLY;BYMONTHDAY=-1')"
    same "2026-01-19 2026-01-22" "$(dates -d 2026-01-06 -s 'order_days=DTSTART:20260105 RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO')"
    printf 'location,sku,position,min,max,lead_time\nS1,a,3,10,24,3\n' > p.csv
    status 0 vmi-plan -d 2026-01-06 -s 'order_days=FREQ=DAILY;UNTIL=20260105' p.csv
    says "0 proposed, 1 no_order_day"
    status 2 vmi-plan -d 2026-01-06 -s 'order_days=FREQ=HOURLY' p.csv
    says "order_days: 'FREQ=HOURLY'"
    # The review period is the longest stretch between two order days.
    same 31 "$(vmi-threshold -q -s min=1 -s max=2 -s 'order_days=FREQ=MONTHLY;BYMONTHDAY=1' activity.csv | column review_period | head -1)"
    same 4 "$(vmi-threshold -q -s min=1 -s max=2 -s order_days=MO,TH activity.csv | column review_period | head -1)"
}
