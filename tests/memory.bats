#!/usr/bin/env bats
# Memory that runs out, at any moment: exit 4, one line, nothing half-written.
load helpers

# The shim lets every allocation from the N-th on fail.
SHIM=${VMI_OUT:-$ROOT/build/release}/tests/inject/fail_memory.so

# runs_out TOOL ARGUMENTS...: for every N until the tool needs no more.
runs_out() {
    local n code failed=0
    [ "${VMI_VARIANT:-release}" != asan ] || skip "AddressSanitizer has its own allocator"
    [ -r "$SHIM" ] || skip "no shim at $SHIM (make units)"
    for n in $(seq 1 "${1:?}"); do
        code=0
        VMI_FAIL_AT=$n LD_PRELOAD=$SHIM "${@:2}" -o result > out 2> err || code=$?
        [ "$code" != 0 ] || break
        [ "$code" = 4 ] || { echo "# allocation $n: $code"; cat err; return 1; }
        grep -q "out of memory" err || { echo "# allocation $n says nothing"; return 1; }
        [ ! -e result ] || { echo "# allocation $n left a file"; return 1; }
        failed=$n
    done
    [ "$failed" -gt 5 ]
    # In the end it had enough, or the loop its fill.
    [ "$code" = 0 ] || [ "$n" = "$1" ]
    rm -f result
    [ -z "$(find . -name '.vmi-*')" ]
}

@test "vmi-ingest" { runs_out 150 vmi-ingest -q stock.csv; }

@test "vmi-ingest, NDJSON" {
    vmi-ingest -q -t ndjson stock.csv > stock.ndjson
    runs_out 150 vmi-ingest -q -t ndjson stock.ndjson
}

@test "vmi-threshold" { runs_out 150 vmi-threshold -q -s min=1 -s max=2 activity.csv; }

@test "vmi-threshold with an agreement and a table" {
    echo '{"defaults": {"min": 1, "max": 3}, "terms": "t.csv"}' > a.json
    printf 'location,sku,min\nS1,*,2\n' > t.csv
    runs_out 180 vmi-threshold -q -a a.json -t table activity.csv
}

@test "vmi-threshold with threads" {
    # More items than are worked out at a time, in a file that is read in two parts.
    awk 'BEGIN { print "date,location,sku,measure,quantity"; for (i = 0; i < 20000; i++) print "2026-01-05,S1,I" i % 130 ",sold," i % 7 }' > long.csv
    runs_out 280 vmi-threshold -q --threads=2 -s min=1 -s max=2 long.csv
}

@test "vmi-plan" { runs_out 150 vmi-plan -q positions.csv; }

@test "vmi-kpi" { runs_out 150 vmi-kpi -q --by=location activity.csv; }

@test "vmi-agree, with rules, calendars and items" {
    cat > a.json <<'JSON'
{"defaults": {"min": 1, "max": 3, "order_days": "FREQ=MONTHLY;BYDAY=1MO", "ship_calendar": "DC1"}, "terms": "t.csv",
 "rules": [{"match": {"sku": "00*"}, "from": "2026-01-01", "set": {"min": 2}, "reason": "r"}], "targets": [{"metric": "turns", "at_least": 1}],
 "calendars": {"DC1": {"weekdays": "MO-FR", "ics": "h.ics"}}}
JSON
    printf 'location,sku,class\nS1,*,A\n' > t.csv
    printf 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' > h.ics
    runs_out 200 vmi-agree -q --items=activity.csv a.json
}

@test "vmi-ingest with an agreement, lots, rejects and a report" {
    echo '{"defaults": {"unit": "EA", "units": "CS=12"}}' > a.json
    printf 'date,location,sku,on_hand,sold,lot,unit\n2026-01-01,S1,1,3,1,,EA\n2026-01-01,S1,1,3,,A,EA\n2026-01-02,S1,1,3,x,,CS\n' > lots.csv
    runs_out 250 vmi-ingest -q -a a.json --balance --flows=restate --previous=activity.csv -r rejects.csv --report=report.json --max-rejects=1 lots.csv
}

@test "vmi-ingest over EDI, with what it writes beside" {
    echo '{"edi": {"codes": {"852/ZA01=QO": "ignore"}}}' > m.json
    runs_out 300 vmi-ingest -q -m m.json --strict --origin --ack=ack --seen=seen --numbers=numbers "$DATA/edi/852-dc-planship.x12" "$DATA/edi/DESADV-D96A.edi"
    rm -f ack seen numbers
}
