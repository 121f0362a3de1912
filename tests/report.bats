#!/usr/bin/env bats
# Files that come twice, and the report of a run.
load helpers

# member PATH: a value of report.json.
member() { sqlite3 :memory: "select json_extract(readfile('report.json'), '\$.$1')"; }

# adds_up: everything that came is in one place, and MEASURES is how much came.
adds_up() {
    same "$1" "$(($(member totals.records) + $(member totals.set_aside.total) + $(member totals.duplicates.total)))"
}

@test "a file that is given twice is read once, and its records count as duplicates" {
    printf 'date,location,sku,on_hand,sold\n2026-01-01,S1,1,5,x\n2026-01-01,S1,2,6,7\n' > a.csv
    cp a.csv b.csv
    status 1 vmi-ingest --report=report.json a.csv b.csv
    same 4 "$(wc -l < out)"
    says 'vmi-ingest: b.csv: has the same bytes as a.csv, and is passed over'
    says '2 files, 4 rows: 3 records written, 1 set aside (1 number); 4 duplicates left out (4 duplicate_file); found: 1 duplicate_file'
    adds_up 8
    same a.csv "$(member files[1].duplicate_of)"
    same "$(sha256sum < b.csv | cut -c1-64)" "$(member files[1].sha256)"
    # One of the same size with other bytes is another file; the same one a third time counts again.
    sed 's/6,7/6,8/' a.csv > c.csv
    status 1 vmi-ingest --report=report.json a.csv c.csv b.csv a.csv
    same 7 "$(wc -l < out)"
    adds_up 16
    echo '{"checks": {"duplicate_file": "ignore"}}' > a.json
    status 1 vmi-ingest -a a.json a.csv b.csv
    same 7 "$(wc -l < out)"
}

@test "a pipe that turns out to be a file that came before is exit 3; a file behind a pipe is passed over" {
    printf 'location,sku,on_hand\nS1,1,5\n' > a.csv
    status 3 vmi-ingest -o result a.csv <(cat a.csv)
    says 'has the same bytes as a.csv, and its records are written twice'
    [ ! -e result ]
    cat a.csv | vmi-ingest - a.csv > out 2> err
    same 2 "$(wc -l < out)"
    says 'a.csv: has the same bytes as <stdin>, and is passed over'
    cat a.csv | (! vmi-ingest a.csv - > out 2> err)
    says '<stdin>: has the same bytes as a.csv'
}

@test "the report tells what was read, how, and what became of it; the same run gives the same bytes" {
    printf 'day;store;item;stock;sales;remark\n2026-01-01;K\366ln;1;5;2;x\n2026-01-09;Bonn;1;;3;\n2026-01-09;Bonn;2;;;\n2026-01-09;Bonn;;1;;\n' > a.txt
    printf 'date,location,sku,on_hand,available,uom\n2026-01-09,Bonn,1,4,3,CS\n' > b.csv
    echo '{"agreement": "A", "version": 1, "defaults": {"unit": "EA", "units": "CS=12"}}' > a.json
    status 1 vmi-ingest -q -a a.json -o result --report=report.json a.txt b.csv
    cp report.json first.json
    status 1 vmi-ingest -q -a a.json -o result --report=report.json a.txt b.csv
    cmp first.json report.json
    same 1 "$(sqlite3 :memory: "select json_valid(readfile('report.json'))")"
    same vmi-ingest "$(member tool)"
    same quiet "$(member options[0].name)"
    same a.json "$(member options[1].value)"
    same 'A/1' "$(member agreement | cut -d@ -f1)"
    same 2026-01-09 "$(member as_of)"
    same "$(sha256sum < a.txt | cut -c1-64)" "$(member files[0].sha256)"
    same "$(wc -c < a.txt)" "$(member files[0].bytes)"
    same 'csv WINDOWS-1252 ; 4 3 1 ["remark"]' "$(for k in format encoding delimiter rows records set_aside unused_columns; do member "files[0].$k"; done | paste -sd' ')"
    same '5 4 1 1 {"superseded":1} 1 1 {"first":"2026-01-01","last":"2026-01-09"} 2 2' \
        "$(for k in rows records set_aside.by_code.key duplicates.total duplicates.by_kind converted empty dates locations items; do member "totals.$k"; done | paste -sd' ')"
    adds_up 6
    same '{"location":"Bonn","first":"2026-01-09","last":"2026-01-09","records":2,"items":1,"days_late":0,"feed_days":3,"late":false}' "$(member freshness[0] | tr -d ' \n')"
    same '8 1' "$(member freshness[1].days_late) $(member freshness[1].late)"
    same '{"late_location":1}' "$(member totals.warnings)"
    same 'read as WINDOWS-1252' "$(member settled[0].text)"
    same 'cells are parted by ;' "$(member settled[1].text)"
}

@test "the report is written like rejects: whole or not at all, also where too much was set aside, never into another output" {
    printf 'location,sku,on_hand\nS1,1,x\n' > a.csv
    status 3 vmi-ingest --strict -o result --report=report.json a.csv
    [ ! -e result ]
    adds_up 1
    rm report.json
    status 3 vmi-ingest --report=report.json <(echo location,b)
    [ ! -e report.json ]
    status 2 vmi-ingest --report=- a.csv
    says '--report and the output are the same: -'
    status 2 vmi-ingest -r same --report=same a.csv
    status 1 vmi-ingest -q -o result --report=- a.csv
    grep -q '"tool": "vmi-ingest"' out
    status 4 vmi-ingest -o result2 --report=nofolder/report a.csv
    [ ! -e result2 ]
    status 4 vmi-ingest -o result2 --report=/dev/full a.csv
    [ ! -e result2 ]
}

@test "items that should come are counted beside those that did" {
    printf 'location,sku\nS1,1\nS1,2\nS2,1\n' > items.csv
    printf 'date,location,sku,on_hand\n2026-01-01,S1,1,5\n' > a.csv
    status 0 vmi-ingest --items=items.csv --report=report.json a.csv
    same '1 2 0' "$(member freshness[0].items) $(member freshness[0].items_expected) $(member freshness[0].late)"
    same 'S2 0 1 1' "$(member freshness[1].location) $(member freshness[1].items) $(member freshness[1].items_expected) $(member freshness[1].late)"
}
