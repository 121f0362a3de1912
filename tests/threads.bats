#!/usr/bin/env bats
# --threads of vmi-threshold and vmi-kpi: more threads change no byte of what is written and no message, and end as one does.
load helpers

# 70 days of 400 items of several patterns at three locations, item by item within a day, with what they have on hand.
history() {
    awk '
        function day(n) { return strftime("%Y-%m-%d", (20454 + n) * 86400, 1) }
        BEGIN {
            srand(11)
            print "date,location,sku,measure,quantity,unit,lot,expires,ref,until"
            for (n = 0; n < 70; n++)
                for (item = 0; item < 400; item++) {
                    if (item % 50 == 7 && n < 69) continue
                    if (rand() < (item % 4 == 3 ? 0.1 : item % 4 == 2 ? 0.4 : 0.9))
                        print day(n) ",L" item % 3 ",I" item ",sold," int(-log(1 - rand()) * (1 + item % 23)) ",,,,,"
                    if (n % 7 == item % 7 || n == 69) print day(n) ",L" item % 3 ",I" item ",on_hand," int(rand() * 90) ",,B" n "," day(n + 40) ",,"
                }
        }'
}

setup_file() {
    export LC_ALL=C TZ=UTC
    history > "$BATS_FILE_TMPDIR/history.csv"
    # What the items of an agreement can have to do with each other.
    cat > "$BATS_FILE_TMPDIR/a.json" <<'JSON'
{"agreement": "T-1", "version": 1, "terms": "t.csv",
 "defaults": {"policy": "service", "lead_time": 4, "review_period": 2, "order_days": "MO-WE,FR", "unit_cost": 2.5},
 "rules": [{"match": {"sku": "I1*"}, "set": {"service_level": 0.99, "service_measure": "fill"}},
           {"match": {"class": "one"}, "set": {"quantum": 3}},
           {"match": {"sku": ["I2?", "I3?"]}, "from": "2026-03-01", "until": "2026-04-30", "set": {"demand_factor": 1.5}},
           {"match": {"location": "L2", "sku": "I*5"}, "set": {"policy": "days", "min_days": 5, "max_days": 12, "outlier": "hampel"}}]}
JSON
    cat > "$BATS_FILE_TMPDIR/t.csv" <<'CSV'
location,sku,successor,like,life,class
L1,*,,,,one
L1,I7,,I10,new,
L1,I157,,,new,one
L0,I57,,,new,none
L0,I0,I3,,,
L0,I3,I6,,,
L2,I2,I2X,,,
L1,I307,,,new,one
CSV
}

setup() {
    export PATH=$BIN:$PATH LC_ALL=C TZ=UTC TERM=dumb
    unset NO_COLOR VMI_SEAL COLUMNS
    cd "$BATS_TEST_TMPDIR" || return 1
    cp "$BATS_FILE_TMPDIR"/{history.csv,a.json,t.csv} .
    inputs
}

# alike STATUS ARGUMENTS...: output, messages and exit status are those of one thread, whatever their number.
alike() {
    local wanted=$1 n
    shift
    STDIN=${STDIN:-/dev/null} status "$wanted" "${tool:-vmi-threshold}" "$@"
    mv out one.out
    mv err one.err
    for n in 1 2 3 8 64; do
        status "$wanted" "${tool:-vmi-threshold}" --threads=$n "$@"
        cmp one.out out
        diff one.err err
    done
}

service=(-s policy=service -s lead_time=4)

@test "the same bytes for several policies" {
    alike 0 "${service[@]}" history.csv
    [ "$(wc -l < one.out)" = 401 ]
    alike 0 "${service[@]}" -s lead_time_sd=1 -s service_measure=fill -s review_period=7 -s stockout_correction=em history.csv
    alike 0 "${service[@]}" -s distribution=empirical -s outlier=hampel -s trigger=below history.csv
    alike 0 -s policy=ddmrp -s lead_time=4 history.csv
    alike 0 -s policy=least_cost -s lead_time=4 -s unit_cost=3 -s holding_rate=0.2 -s order_cost=9 -s shortage_cost=4 history.csv
}

@test "the same bytes where items have to do with each other" {
    alike 0 -a a.json history.csv
    grep -q 'which it is like' one.out
    grep -q 'its class one, the mean of' one.out
    [ "$(wc -l < one.out)" = 402 ]
}

@test "the same bytes in every form" {
    alike 0 -a a.json -t ndjson history.csv
    alike 0 -a a.json -t table history.csv
    alike 0 -a a.json --seal history.csv
    alike 0 -a a.json --classify history.csv
    vmi-threshold -q -a a.json -s lead_time=5 history.csv > before.csv
    alike 0 -a a.json --previous=before.csv --hold=20 history.csv
    grep -q 'corridors held' one.err
    alike 0 -a a.json --explain='I1*' history.csv
}

@test "the same from every kind of input" {
    vmi-threshold -q -a a.json history.csv > expected
    awk -F, -v q='"' 'NR == 1 { split($0, names); next }
        { printf "{"; for (i = 1; i <= NF; i++) if ($i != "") printf "%s\"%s\":%s", (i > 1 ? "," : ""), names[i], $i ~ /^[0-9]+$/ ? $i : q $i q; print "}" }' history.csv > history.ndjson
    alike 0 -q -a a.json history.ndjson
    cmp one.out expected
    STDIN=history.csv alike 0 -q -a a.json
    cmp one.out expected
    sed 's/,L\([0-9]\),I/,"L\1","I/; s/\("I[0-9]*\),/\1",/' history.csv > quoted.csv
    alike 0 -q -a a.json quoted.csv
    cmp one.out expected
    for part in 0 1 2; do awk -v part=$part 'NR == 1 || NR % 3 == part' history.csv > part$part.csv; done
    alike 0 -q -a a.json part2.csv part0.csv part1.csv
    cmp one.out expected
    alike 0 -a a.json -d 2026-02-20 history.csv
    grep -q 'left out' one.err
}

@test "sealed input, and input that lost its seal" {
    vmi-ingest -q --seal history.csv > sealed.csv
    alike 0 -a a.json --sealed sealed.csv
    alike 3 -a a.json --sealed history.csv
    grep -q 'does not end in a seal' one.err
    head -n 5000 sealed.csv > cut.csv
    alike 3 -a a.json --sealed cut.csv
    sed '300s/sold,/sold,1/' sealed.csv > changed.csv
    alike 3 -a a.json changed.csv
}

@test "broken input: the place and the words are the same" {
    awk 'NR == 9000 { sub(/,sold,/, ",sld,") } { print }' history.csv > broken.csv
    alike 3 "${service[@]}" broken.csv
    grep -q 'broken.csv:9000:' one.err
    awk 'NR == 5000 { $0 = $0 ",more" } { print }' history.csv > broken.csv
    alike 3 "${service[@]}" broken.csv
    awk 'NR == 5000 { print "\"never closed" } { print }' history.csv > broken.csv
    alike 3 "${service[@]}" broken.csv
    alike 3 "${service[@]}" history.csv broken.csv
    # What the reader takes and the history does not: another unit for an item.
    awk -F, -v OFS=, 'NR == 20 || NR == 9000 { $2 = "L9"; $3 = "U"; $6 = NR == 20 ? "PCE" : "KGM" } { print }' history.csv > broken.csv
    alike 3 "${service[@]}" broken.csv
    grep -q 'broken.csv:9000: unit: is' one.err
    alike 4 "${service[@]}" history.csv missing.csv
    alike 3 "${service[@]}" history.csv /dev/null
    grep -q '/dev/null: the input is empty' one.err
    head -1 history.csv > header.csv
    alike 0 "${service[@]}" history.csv header.csv
}

# 60,000 records, which two threads and more read in parts, and what may come to stand where one part ends.
long() {
    awk -v seed="$1" '
        function day(n) { return strftime("%Y-%m-%d", (20454 + n) * 86400, 1) }
        BEGIN {
            srand(seed)
            print "date,location,sku,measure,quantity,unit,lot,ref,until"
            for (n = 0; n < 60000; n++)
                print day(int(n / 600)) ",L" int(rand() * 3) ",I" int(rand() * 300) "," (rand() < 0.05 ? "on_hand" : "sold") "," int(rand() * 40) (rand() < 0.2 ? ".125" : "") ",,,,"
        }'
}

corridor=(-s min=10 -s max=24)

@test "a file that is read in parts: what it may hold" {
    long 1 > long.csv
    [ "$(stat -c %s long.csv)" -gt 1500000 ]
    alike 0 "${corridor[@]}" long.csv
    STDIN=long.csv alike 0 "${corridor[@]}"
    sed 's/$/\r/' long.csv > crlf.csv
    alike 0 "${corridor[@]}" crlf.csv
    { printf '\xEF\xBB\xBF'; head -c -1 long.csv; } > mark.csv
    alike 0 "${corridor[@]}" mark.csv
    # Line ends within quotes, with what looks like a record behind them: in some records, in most, and in one that is longer than a part.
    awk -F, -v OFS=, 'NR > 1 && NR % 97 == 0 { $4 = "ordered"; $8 = "\"R\n2026-01-01,L0,QUOTED,sold,1,,,,\n\"" } { print }' long.csv > quotes.csv
    alike 0 "${corridor[@]}" quotes.csv
    ! grep -q QUOTED one.out
    awk -F, -v OFS=, 'NR > 1 { $8 = "\"\n2026-01-01,L0,QUOTED,sold,1,,,,\n\"" } { print }' long.csv > quotes.csv
    alike 0 "${corridor[@]}" quotes.csv
    ! grep -q QUOTED one.out
    awk 'NR == 20000 { printf "2026-01-02,L0,I1,ordered,1,,,\""; for (i = 0; i < 40000; i++) print "2026-01-01,L0,QUOTED,sold,1,,,,"; print "\"," } { print }' long.csv > quotes.csv
    alike 0 --max-record=4M "${corridor[@]}" quotes.csv
    ! grep -q QUOTED one.out
    alike 3 "${corridor[@]}" quotes.csv
    grep -q 'quotes.csv:20000: .*--max-record' one.err
    # Blank lines, and the header again and again.
    awk 'NR % 3 == 0 { print "" } NR % 5 == 0 { print "   " } { print } NR == 1 { header = $0 } NR % 7 == 0 { print header; print "" }' long.csv > blank.csv
    alike 0 "${corridor[@]}" blank.csv
}

@test "a file that is read in parts: what one part does to another" {
    long 2 > long.csv
    # The later of two that state the same stands, and an item may come first in any part.
    { cat long.csv; tail -n +2 long.csv | awk -F, -v OFS=, '$4 == "on_hand" { $5++ } { print }'; echo 2026-01-05,L9,NEW,on_hand,5,,,,; } > twice.csv
    alike 0 "${corridor[@]}" twice.csv
    alike 0 "${corridor[@]}" -d 2026-02-01 twice.csv
    grep -q 'left out' one.err
    # Documents and lots, which have numbers of their own in each part.
    awk -F, -v OFS=, 'NR > 1 && NR % 11 == 0 { $4 = "ordered"; $8 = "R" (NR * 7919 % 500); $9 = $1 } NR > 1 && NR % 13 == 0 && $4 == "on_hand" { $7 = "B" NR % 9 } { print }' long.csv > documents.csv
    alike 0 "${corridor[@]}" documents.csv
    alike 0 "${corridor[@]}" long.csv documents.csv twice.csv
    vmi-ingest -q --seal long.csv > sealed.csv
    alike 0 --sealed "${corridor[@]}" sealed.csv
    cat sealed.csv sealed.csv > joined.csv
    alike 0 --sealed "${corridor[@]}" joined.csv
    sed '30001s/sold/returned/' sealed.csv > changed.csv
    ! cmp -s sealed.csv changed.csv
    alike 3 "${corridor[@]}" changed.csv
    grep -q 'changed' one.err
    head -n 50000 sealed.csv > cut.csv
    alike 3 --sealed "${corridor[@]}" cut.csv
    # Units that the agreement knows, and one that it does not, at last.
    awk -F, -v OFS=, 'NR > 1 && NR % 2 { $6 = "PCE" } { print }' long.csv > units.csv
    alike 0 "${corridor[@]}" -s unit=PCE units.csv
    alike 3 "${corridor[@]}" units.csv
    awk -F, -v OFS=, 'NR == 55000 { $6 = "KGM" } { print }' units.csv > other.csv
    alike 3 "${corridor[@]}" -s unit=PCE other.csv
    grep -q 'other.csv:55000: unit: is' one.err
}

@test "a file that is read in parts: what is wrong in any of them" {
    long 3 > long.csv
    local line
    for line in 2 7000 15001 30001 45001 59999 60001; do
        sed "${line}s/,sold,/,sld,/; ${line}s/,on_hand,/,onhand,/" long.csv > broken.csv
        alike 3 "${corridor[@]}" broken.csv
        grep -q "broken.csv:$line:" one.err
        sed "${line}s/\$/\"/" long.csv > broken.csv
        alike 3 "${corridor[@]}" broken.csv
        { head -n $((line - 1)) long.csv; printf '"never closed,'; tail -n +$line long.csv; } > broken.csv
        alike 3 "${corridor[@]}" broken.csv
    done
    awk 'NR > 1 { sub(/,sold,/, ",sld,") } { print }' long.csv > broken.csv
    alike 3 "${corridor[@]}" broken.csv
    head -c 1500000 long.csv > cut.csv
    alike 3 "${corridor[@]}" cut.csv
    : > empty.csv
    alike 3 "${corridor[@]}" empty.csv
    alike 3 "${corridor[@]}" long.csv empty.csv
    # Each can be held, and the sum can not.
    awk -F, -v OFS=, 'NR == 100 || NR == 59000 { $2 = "L8"; $3 = "BIG"; $4 = "on_order"; $5 = 9000000000000; $1 = "2026-01-0" (NR == 100 ? 1 : 2) }
        NR == 101 || NR == 59001 { $1 = "2026-01-03"; $2 = "L8"; $3 = "BIG"; $4 = "sold"; $5 = 9000000000000 } { print }' long.csv > large.csv
    alike 3 "${corridor[@]}" large.csv
    grep -q 'BIG at L8' one.err
}

@test "an item that cannot be worked out is named, and nothing is written" {
    # Each quantity can be held, and so can their sums of one measure; what is on hand and on its way together can not.
    { cat history.csv
        echo 2026-03-11,L1,I301,on_hand,9000000000000,,,,,
        echo 2026-03-11,L1,I301,on_order,9000000000000,,,,,
        echo 2026-03-11,L2,I302,on_hand,9000000000000,,,,,
        echo 2026-03-11,L2,I302,on_order,9000000000000,,,,,; } > large.csv
    alike 3 "${service[@]}" large.csv -o result
    grep -q 'I301 at L1: the quantities add up to more than can be held' one.err
    [ "$(wc -l < one.err)" = 2 ]
    [ ! -e result ]
    sed 's/{"match": {"sku": "I1\*"}, "set": {/{"match": {"sku": "I301"}, "set": {"min": 9}}, {"match": {"sku": "I30*"}, "set": {"max": 4, /' a.json > b.json
    alike 2 -a b.json history.csv -o result
    grep -q 'I301 at L1' one.err
    [ ! -e result ]
}

@test "an output that cannot be written" {
    [ -w /dev/full ] || skip "no /dev/full"
    alike 4 -q -a a.json -o /dev/full history.csv
    for n in 1 2 8; do
        { code=0; vmi-threshold -q -a a.json --threads=$n history.csv || code=$?; echo $code > code; } 2> err | true
        [ "$(cat code)" = 141 ]
        [ ! -s err ]
    done
}

@test "bad input ends the work at once, though more is to come" {
    for n in 1 2 8; do
        { sed '3s/sold/sld/' history.csv; sleep 12; } | status 3 timeout 10 vmi-threshold -q "${service[@]}" --threads=$n - &
        wait $!
    done
}

@test "vmi-kpi: the same bytes" {
    long 3 > long.csv
    tool=vmi-kpi alike 0 --by=location,week long.csv
    [ "$(wc -l < one.out)" -gt 1000 ]
    tool=vmi-kpi alike 0 --by=sku -a a.json history.csv
    sed '40000s/sold/sld/' long.csv > broken.csv
    tool=vmi-kpi alike 3 broken.csv
    tool=vmi-kpi alike 0 --spark --by=location --baseline=history.csv long.csv
    tool=vmi-kpi alike 3 --baseline=broken.csv long.csv
}

@test "vmi-kpi --findings: the same bytes" {
    long 3 > long.csv
    tool=vmi-kpi alike 0 --findings -a a.json history.csv
    [ "$(wc -l < one.out)" -gt 100 ]
    tool=vmi-kpi alike 0 --findings -s min=10 -s max=24 -s lead_time=3 -s unit_cost=2 long.csv
    [ "$(wc -l < one.out)" -gt 100 ]
    { cat long.csv; printf '2026-01-01,L0,I9,ordered,9000000000000,,,r,2026-05-%s\n' 01 02; } > huge.csv # their sum cannot be held
    tool=vmi-kpi alike 3 --findings -s min=10 -s max=24 huge.csv
}

@test "a signal ends all threads" {
    for n in 1 2 8; do
        code=0
        timeout -s TERM 0.3 vmi-threshold -q "${service[@]}" --threads=$n - -o result < <(cat history.csv; sleep 2) || code=$?
        [ "$code" = 124 ]
        [ ! -e result ]
    done
    [ -z "$(find . -name '.vmi-*')" ]
}

@test "more threads than there are items, and no items" {
    alike 0 -q -s min=10 -s max=24 activity.csv
    head -1 activity.csv > none.csv
    alike 0 -q -s min=10 -s max=24 none.csv
    [ "$(wc -l < one.out)" = 1 ]
}

@test "where no thread can be had, one does it all" {
    vmi-threshold -q "${service[@]}" history.csv > expected
    cat > none.c <<'C'
#include <errno.h>
#include <pthread.h>
int pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *c) { (void)t; (void)a; (void)f; (void)c; return EAGAIN; }
C
    [ "${VMI_VARIANT:-release}" != asan ] || skip "AddressSanitizer is to be the first library"
    "${CC:-cc}" -shared -fPIC none.c -o none.so || skip "no compiler"
    LD_PRELOAD=$PWD/none.so vmi-threshold -q "${service[@]}" --threads=8 history.csv | cmp expected -
}

@test "options that are no number of threads" {
    for n in 0 65 1000 x 2x -1 '' 00000000000000000001 4294967297; do
        status 2 vmi-threshold --threads="$n" -s min=1 -s max=2 activity.csv
        says "--threads: "
        says "1 to 64 was expected"
        [ ! -s out ]
    done
    status 0 vmi-threshold --threads=64 -q -s min=1 -s max=2 activity.csv
    status 0 vmi-threshold --threads 02 -q -s min=1 -s max=2 activity.csv
}
