#!/usr/bin/env bats
# Bad input is normal input: what each tool says of it, and that nothing half-written is left behind.
load helpers

# refused N FILE TEXT: every filter of streams ends with N on FILE, says TEXT once, and leaves no output file.
refused() {
    for tool in vmi-threshold vmi-plan vmi-kpi; do
        head=$(head -1 "$(input_of "$tool")")
        sed "1s/^HEADER/$head/" "$2" > given
        status "$1" "$tool" -q $(terms_of "$tool") given -o result
        says "$tool: given:"
        says "$3"
        [ "$(wc -l < err)" = 1 ]
        [ ! -e result ]
    done
}

@test "an empty file is exit 3; a header alone gives a header" {
    : > empty
    for tool in "${FILTERS[@]}"; do
        status 3 "$tool" -q $(terms_of "$tool") empty -o result
        says "is empty"
        one_line
        [ ! -e result ]
        head -1 "$(input_of "$tool")" > header
        status 0 "$tool" -q $(terms_of "$tool") header
        [ "$(wc -l < out)" = 1 ]
        status 0 "$tool" -q -f ndjson $(terms_of "$tool") empty
    done
}

@test "a line longer than --max-record is exit 3, on a line and within quotes" {
    { echo HEADER; printf '%5000s\n' x; } > long
    for tool in vmi-threshold vmi-plan vmi-kpi; do
        sed "1s/.*/$(head -1 "$(input_of "$tool")")/" long > given
        status 3 "$tool" -q --max-record=4K given
        says "given:2: the record is longer than 4096 bytes (see --max-record)"
        one_line
    done
    { cat stock.csv; printf 'S1,"'; head -c 3000000 /dev/zero | tr '\0' 'x'; } > open
    status 1 vmi-ingest -q open
    grep -q 'S1,007,on_hand,3' out
    says "the record is longer than 1048576 bytes"
}

@test "NUL, other encodings, stray quotes, lone CRs: exit 3 for streams, with the line" {
    printf 'HEADER\nS1\0,x\n' > bad
    refused 3 bad 'given:2: the line holds a NUL byte'
    printf 'HEADER\nS1\xff,x\n' > bad
    refused 3 bad 'given:2: the line is not UTF-8'
    printf 'HEADER\nS1,5" pipe\n' > bad
    refused 3 bad 'given:2: a quote stands within a cell'
    printf 'HEADER\nS1,"open\nand on\n' > bad
    refused 3 bad 'given:2: a quote that opens here is never closed'
    printf 'HEADER\nS1\rS2,x\n' > bad
    refused 3 bad 'given:2: a carriage return stands alone'
    printf 'HEADER\nS1\n' > bad
    refused 3 bad 'given:2: 1 cells where the header has'
    printf '#hello\n' | sed '1s/^/HEADER\n/' > bad
    refused 3 bad "given:2: '#hello' is neither a record nor a seal"
}

@test "UTF-16 is refused with a hint in streams of ours" {
    iconv -f UTF-8 -t UTF-16LE stock.csv | sed '1s/^/\xff\xfe/' > wide
    for tool in "${FILTERS[@]:1}"; do
        status 3 "$tool" -q $(terms_of "$tool") wide
        says "the text is UTF-16"
        one_line
    done
}

@test "a BOM, CR LF, blank lines and a missing last line end change nothing" {
    for tool in "${FILTERS[@]}"; do
        file=$(input_of "$tool")
        "$tool" -q $(terms_of "$tool") "$file" > expected
        { printf '\xef\xbb\xbf'; sed 's/$/\r/' "$file"; } > windows
        "$tool" -q $(terms_of "$tool") windows | cmp - expected
        { sed 'a\\' "$file"; echo '  '; } > blank
        "$tool" -q $(terms_of "$tool") blank | cmp - expected
        head -c -1 "$file" > cut
        "$tool" -q $(terms_of "$tool") cut | cmp - expected
    done
}

@test "a cell that is wrong is named by line and column, and cut to 40 bytes with its control bytes shown" {
    row() { { head -1 activity.csv; echo "$1"; } > one.csv; status 3 vmi-threshold -q -s min=1 -s max=2 one.csv -o result; one_line; [ ! -e result ]; }
    row '2026-02-30,S1,007,sold,2,,,,,'
    says "vmi-threshold: one.csv:2: date: '2026-02-30' is not a date"
    row '2026-02-03T10:00:00,S1,007,sold,2,,,,,'
    says "date-time with its offset"
    row '2026-02-03,S1,007,sold,"2,5",,,,,'
    says "one.csv:2: quantity: '2,5' is not a number"
    row '2026-02-03,S1,007,sold,0.0000001,,,,,'
    says "quantity: '0.0000001' has more than 6 decimals"
    row '2026-02-03,S1,007,sold,9200000000000,,,,,'
    says "is too large; below 9.2e12"
    row '2026-02-03,S1,007,sole,2,,,,,'
    says "measure: 'sole' is not a measure; did you mean sold?"
    row '2026-02-03,,007,sold,2,,,,,'
    says "location: is empty"
    row ',S1,007,sold,2,,,,,'
    says "date: is empty; only a level may be without a date"
    row '2026-02-03,S1,007,sold,2,,,,,2026-02-01'
    says "until: is before date"
    row '2026-02-03,S1,007,ordered,2,,,,,'
    says "ref: is empty; a document needs its number"
    row "2026-02-03,S1,007,$(printf 'a\033b%060d' 0),2,,,,,"
    says "'a\\x1Bb0000000000000000000000000000000000000'..."
}

@test "sums that leave the range are exit 3, not wrapped" {
    { head -1 activity.csv; echo 2026-01-01,S1,a,sold,9e12,,,,,; } | sed 's/9e12/9000000000000/' > big.csv
    tail -1 big.csv >> big.csv
    status 3 vmi-threshold -q -s min=1 -s max=2 big.csv
    says "add up to more than can be held"
    printf 'location,sku,position,min,max\nS1,a,-9000000000000,0,9000000000000\n' > far.csv
    status 3 vmi-plan -q far.csv
    says "far.csv:2: the quantity leaves the range"
}

@test "two units of one item are exit 3; the agreement's base unit is no unit" {
    { cat activity.csv; echo 2026-01-03,S1,007,on_order,4,CS,,,,; } > units.csv
    status 3 vmi-threshold -q -s min=1 -s max=2 units.csv
    says "units.csv:7: unit: is 'CS'"
    sed -i s/CS/EA/ units.csv
    status 0 vmi-threshold -q -s unit=EA -s min=1 -s max=2 units.csv
    same "EA EA" "$(column unit out | xargs)"
    status 3 vmi-threshold -q -s unit=PC -s min=1 -s max=2 units.csv
    says "the base unit of 007 at S1 is 'PC'"
}

@test "NDJSON: bad objects are exit 3, with line and column" {
    row() { printf '%s\n' '{"date":"2026-01-01","location":"S1","sku":"007","measure":"sold","quantity":2}' "$1" > one.ndjson
        status 3 vmi-kpi -q one.ndjson -o result; one_line; [ ! -e result ]; }
    row '{"date":"2026-01-01","location":"S1"'
    says "vmi-kpi: one.ndjson:2:"
    row '[1]'
    says "the record is an array; an object was expected"
    row '{"date":"2026-01-01","location":"S1","sku":7,"measure":"sold","quantity":2}'
    says "sku: '7' is a number; a text in quotes was expected"
    row '{"date":"2026-01-01","location":"S1","sku":"7","sku":"8","measure":"sold","quantity":2}'
    says "duplicate"
    row '{"date":"2026-01-01","location":"S1","sku":"7","measure":"sold","quantity":[2]}'
    says "quantity: '[2]' is neither a text nor a number"
    row '{"date":"2026-01-01","location":"S1","sku":"7","measure":"sold"}'
    says "quantity: is empty"
    row 'null'
    says "the record is null"
}

@test "after ten messages of one kind the rest are counted, and -v shows all" {
    { echo location,sku,on_hand; seq 1 25 | sed 's/.*/S1,&,x/'; echo S1,26,5; } > many.csv
    status 1 vmi-ingest -q many.csv
    [ "$(grep -c 'is not a number' err)" = 10 ]
    says "15 more messages of the kind 'number' (-v shows all)"
    status 1 vmi-ingest -q -v many.csv
    [ "$(grep -c 'is not a number' err)" = 25 ]
}

@test "memory does not grow with the rows of a feed, nor with repeated days of an item" {
    [ "${VMI_VARIANT:-release}" != asan ] || skip "AddressSanitizer maps more than a limit allows"
    { echo date,location,sku,sold; for i in $(seq 1 40); do seq 1 5000 | sed "s/.*/2026-01-01,S1,007,1/"; done; } > long.csv
    (ulimit -v 60000; vmi-ingest -q long.csv > a.csv)
    (ulimit -v 60000; vmi-threshold -q -s min=1 -s max=2 a.csv > p.csv)
    same 200000 "$(column demand_mean p.csv)"
}

@test "memory does not grow with the segments of a message, nor with what one item or message repeats" {
    [ "${VMI_VARIANT:-release}" != asan ] || skip "AddressSanitizer maps more than a limit allows"
    head="ISA*00*          *00*          *ZZ*S              *ZZ*R              *240604*0412*U*00401*000000001*0*P*>~GS*PD*S*R*20240604*0412*1*X*004010~ST*852*1~XQ*H*20240527*20240602~N1*RL*A*92*DC7~"
    # repeats EVERY: a message in which the segments EVERY come again and again.
    repeats() { { printf '%s' "$head"; yes "$1" | head -150000 | tr -d '\n'; printf 'SE*1*1~GE*1*1~IEA*1*000000001~'; } > long.x12; }
    repeats 'LIN**VP*TEA~ZA*QS*1*EA~'
    (ulimit -v 60000; vmi-ingest -q long.x12 2> err > a.csv)
    same 150000 "$(grep -c sold a.csv)"
    repeats 'ZA*QS*1*EA~'
    sed -i 's/~XQ/~XQ/; s/DC7~/DC7~LIN**VP*TEA~/' long.x12
    (ulimit -v 80000; vmi-ingest -q long.x12 2> err > a.csv)
    same 150000 "$(awk -F, '$4 == "sold" { sum += $5 } END { print sum }' a.csv)"
    for segments in 'FOO*1~' 'ZA*Z9*1~' 'XPO*1*2~' 'N1*ST*A*92*B~' 'XQ*H*2024*x~' 'SDQ*EA*92*S1*1~' 'ZA*QS*x~'; do
        repeats "$segments"
        (ulimit -v 120000; vmi-ingest -q -r r.csv long.x12 2> err > a.csv || [ $? = 1 ]) || { echo "# $segments"; tail -3 err; return 1; }
    done
}

@test "a quantity below 0 is refused where the measure has none" {
    header=date,location,sku,measure,quantity
    for measure in sold received on_order in_transit ordered; do
        printf '%s\n2026-01-01,S1,7,%s,-1,A\n' $header,ref $measure > below.csv
        status 3 vmi-threshold -s min=1 -s max=2 below.csv
        says "below.csv:2: quantity: is below 0, where it cannot be"
    done
    printf '%s\n2026-01-01,S1,7,on_hand,-1\n2026-01-02,S1,7,adjusted,-1\n' $header > below.csv
    status 0 vmi-threshold -s min=1 -s max=2 below.csv
}
