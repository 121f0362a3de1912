#!/usr/bin/env bats
# vmi-track: what becomes of order lines, what to look at, and what was used of the vendor's stock.
load helpers

# ledger ROW...: "DAY,MEASURE,QUANTITY,REF,UNTIL", of one item; days are of January 2026.
ledger() {
    local row
    echo date,location,sku,measure,quantity,ref,until > l.csv
    for row in "$@"; do
        IFS=, read -r day measure quantity ref until <<< "$row"
        echo "2026-01-$day,S1,007,$measure,$quantity,$ref,${until:+2026-01-$until}" >> l.csv
    done
}

# line ARGUMENT...: ordered to open, and status and exception, of each line.
line() { vmi-track -q "$@" l.csv | tail -n +2 | cut -d, -f1,5-10,17,18; }

@test "a line's life, message by message" {
    ledger 01,ordered,10,A,05
    same "A,10,,0,0,0,10,open," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,10,A,05
    same "A,10,10,0,0,0,10,confirmed," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,8,A,05
    same "A,10,8,0,0,2,8,changed," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,6,A,05 02,confirmed,4,A,
    same "A,10,10,0,0,0,10,backordered," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,0,A,
    same "A,10,0,0,0,10,0,rejected," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,10,A,05 03,shipped,10,A,05
    same "A,10,10,10,0,0,10,shipped," "$(line)"
    ledger 01,ordered,10,A,05 03,shipped,10,A,05 05,received,6,A,
    same "A,10,,10,6,0,4,partly_received," "$(line)"
    ledger 01,ordered,10,A,05 03,shipped,10,A,05 05,received,6,A, 06,received,4,A,
    same "A,10,,10,10,0,0,received," "$(line)"
    ledger 01,ordered,10,A,05 05,received,11,A,
    same "A,10,,0,11,0,0,over_received,over_tolerance" "$(line)"
    same "A,10,,0,11,0,0,over_received," "$(line -s receipt_tolerance=0.1)"
    ledger 01,ordered,10,A,05 05,received,6,A, 06,cancelled,4,A,
    same "A,10,,0,6,4,0,closed_short," "$(line)"
    ledger 01,ordered,10,A,05 02,cancelled,10,A,
    same "A,10,,0,0,10,0,cancelled," "$(line)"
}

@test "messages in the wrong order, and twice" {
    ledger 01,ordered,10,A,05 04,received,10,A, 05,shipped,10,A,05
    same "A,10,,10,10,0,0,received," "$(line)"
    ledger 01,received,10,A, 02,ordered,10,A,05
    same "A,10,,0,10,0,0,received," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,8,A,05 03,received,4,A, 04,confirmed,8,A,05
    same "A,10,8,0,4,2,4,partly_received," "$(line)"
    ledger 01,ordered,10,A,05 02,shipped,10,A, 03,cancelled,10,A,
    same "A,10,,10,0,0,10,shipped,late_cancel" "$(line)"
    ledger 01,ordered,10,A,05 02,shipped,4,A, 03,cancelled,10,A,
    same "A,10,,4,0,6,4,shipped,late_cancel" "$(line)"
    ledger 01,ordered,10,A,05 02,cancelled,10,A, 03,shipped,10,A,
    same "A,10,,10,0,0,10,shipped,late_cancel" "$(line)"
    ledger 01,ordered,10,A,05 02,shipped,10,A, 03,shipped,10,A, 04,received,10,A,
    same "A,10,,20,10,0,0,received,receipt_differs" "$(line)"
    ledger 01,ordered,10,A,05 02,shipped,10,A, 03,confirmed,10,A,05
    same "A,10,10,10,0,0,10,shipped," "$(line)"
    ledger 01,ordered,10,A,05 02,confirmed,10,A,05 03,ordered,12,A,06
    same "A,12,,0,0,0,12,open," "$(line)"
    ledger 01,confirmed,10,A,05
    same "A,,10,0,0,0,10,confirmed," "$(line)"
}

@test "exceptions, with the windows of the agreement" {
    ledger 01,ordered,10,A,06
    same "A,10,,0,0,0,10,open," "$(line -d 2026-01-03 -s confirm_days=2)"
    same "A,10,,0,0,0,10,open,unconfirmed" "$(line -d 2026-01-04 -s confirm_days=2)"
    same "A,10,,0,0,0,10,open," "$(line -d 2026-01-04 -s transit_time=2)"
    same "A,10,,0,0,0,10,open,ship_notice_overdue" "$(line -d 2026-01-05 -s transit_time=2)"
    same "A,10,,0,0,0,10,open,ship_notice_overdue;overdue" "$(line -d 2026-01-07)"
    ledger 01,ordered,10,A,05 02,confirmed,10,A,07
    same "A,10,10,0,0,0,10,changed,promised_late" "$(line)"
    ledger 01,ordered,10,A,05 02,shipped,10,A, 05,received,10,A, 05,received,1,A,
    same "A,10,,10,11,0,0,over_received,receipt_differs;over_tolerance" "$(line)"
    ledger 01,received,3,A, 02,received,4,,
    same ",,,0,4,0,0,received,unordered
A,,,0,3,0,0,received,unordered" "$(line)"
}

@test "a receipt without a ref is that of the oldest open line, and said" {
    ledger 01,ordered,10,B,05 01,ordered,10,A,05 02,ordered,10,C,03 06,received,25,,
    status 0 vmi-track l.csv
    says "1 receipt that names no order: taken for the oldest open line of the item"
    same "A,10,,0,10,0,0,received,matched
B,10,,0,10,0,0,received,matched
C,10,,0,5,0,5,partly_received,ship_notice_overdue;overdue;matched" "$(line)"
}

@test "what is overdue for too long is closed short, and cancelled in the ledger once" {
    ledger 01,ordered,10,A,05 05,received,6,A, 01,ordered,5,B,05 02,shipped,5,B,
    same "A,10,,0,6,0,4,partly_received,ship_notice_overdue;overdue" "$(line -d 2026-01-07 -s close_after=2 | head -1)"
    same "A,10,,0,6,4,0,closed_short,
B,5,,5,0,5,0,closed_short," "$(line -d 2026-01-08 -s close_after=2)"
    # What was shipped is not cancelled: it is on its way, or lost.
    vmi-track -q -d 2026-01-08 -s close_after=2 --close l.csv > closed
    same "2026-01-08,S1,007,cancelled,4,,,,A," "$(tail -n +2 closed)"
    cut -d, -f1-5,9,10 closed >> l.csv
    vmi-track -q -d 2026-01-09 -s close_after=2 --close l.csv > closed
    same 1 "$(wc -l < closed)"
}

@test "--open writes what is still to come; ended lines have their cycle time" {
    ledger 01,ordered,10,A,05 05,received,10,A, 02,ordered,10,B,06
    same B "$(vmi-track -q --open l.csv | tail -n +2 | cut -d, -f1)"
    same "4 " "$(vmi-track -q l.csv | tail -n +2 | cut -d, -f16 | paste -sd' ')"
    status 0 vmi-track -t table --open l.csv
    status 0 vmi-track l.csv
    says "2 order lines: 1 open, 1 received"
}

@test "--consumption settles what was used of the vendor's stock, by item" {
    cat > l.csv <<'CSV'
date,location,sku,measure,quantity,until
2026-01-01,S1,a,sold,5,
2026-01-02,S1,a,sold,3,
2026-01-02,S1,a,returned,1,
2026-01-03,S1,a,sold,2,
2026-01-01,S1,b,sold,5,
2026-01-01,S2,a,sold,7,2026-01-03
CSV
    cat > a.json <<'JSON'
{"agreement": "X", "version": 1, "currency": "EUR", "defaults": {"unit_price": 1.25}, "terms": "t.csv"}
JSON
    printf 'location,sku,ownership\n*,a,vendor\n*,b,customer\n' > t.csv
    status 0 vmi-track -q -a a.json --consumption l.csv
    same "S1,a,,,2026-01-03,10,1,9,1.25,11.25,EUR
S2,a,,,2026-01-03,7,0,7,1.25,8.75,EUR" "$(tail -n +2 out | cut -d, -f1-11)"
    # Two settlements that follow each other are one: nothing is lost and nothing is twice.
    vmi-track -q -a a.json --consumption --through=2026-01-02 l.csv > first
    vmi-track -q -a a.json --consumption --since=2026-01-03 l.csv > second
    same "S1,a,8,1,7 S1,a,2,0,2 S2,a,7,0,7" "$(tail -qn +2 first second | cut -d, -f1,2,6-8 | paste -sd' ')"
    status 2 vmi-track --since=2026-01-01 l.csv
    says "--since and --through are for --consumption"
    status 2 vmi-track --open --consumption l.csv
    status 2 vmi-track --open --close l.csv
}

@test "the registry maps every status to what the standards call it" {
    status 0 vmi-track --list
    same "open confirmed changed backordered rejected shipped partly_received received over_received closed_short cancelled" \
        "$(sed -n 's/^status,\([a-z_]*\),.*/\1/p' out | paste -sd' ')"
    grep -q '^status,rejected,IR,7,,' out
    grep -q '^status,backordered,IB,6,BP,' out
    grep -q '^exception,late_cancel,,,,' out
}
