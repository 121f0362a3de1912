#!/usr/bin/env bats
# Sealed streams: a stream that was cut, changed or joined wrongly is never taken for a whole one.
load helpers

@test "a seal is the last line, counts the records, and is checked and dropped by the next tool" {
    vmi-ingest -q --seal stock.csv > sealed.csv
    tail -1 sealed.csv | grep -qE '^#vmi-end records=2 crc32c=[0-9a-f]{8}$'
    vmi-threshold -q -s min=10 -s max=24 sealed.csv > got
    vmi-ingest -q stock.csv | vmi-threshold -q -s min=10 -s max=24 | cmp - got
    vmi-ingest -q --seal -t ndjson stock.csv > sealed.ndjson
    tail -1 sealed.ndjson | grep -qE '^\{"#vmi-end":\{"records":2,"crc32c":"[0-9a-f]{8}"\}\}$'
    vmi-threshold -q --sealed -s min=10 -s max=24 sealed.ndjson | cmp - got
}

@test "the checksum is CRC-32C of all bytes before the seal" {
    # Worked out by the bits, reflected, polynomial 82f63b78.
    vmi-ingest -q --seal stock.csv > sealed.csv
    head -n -1 sealed.csv | od -An -v -tu1 | awk '
        function exclusive_or(a, b,    r, p) { r = 0; for (p = 1; a || b; p *= 2) { if (a % 2 != b % 2) r += p; a = int(a / 2); b = int(b / 2) } return r }
        BEGIN { crc = 4294967295 }
        { for (i = 1; i <= NF; i++) { crc = exclusive_or(crc, $i)
            for (k = 0; k < 8; k++) crc = crc % 2 ? exclusive_or(int(crc / 2), 2197175160) : crc / 2 } }
        END { printf "#vmi-end records=2 crc32c=%08x\n", exclusive_or(crc, 4294967295) }' > expected
    tail -1 sealed.csv | cmp - expected
}

@test "--sealed: a stream cut at any byte is exit 3 and leaves no output file" {
    for form in csv ndjson; do
        vmi-ingest -q --seal -t $form stock.csv > whole
        size=$(stat -c %s whole)
        # Every byte of CSV; of NDJSON every third, and of both every byte in the C tests.
        for n in $(seq 0 $([ $form = csv ] && echo 1 || echo 3) $((size - 1))); do
            code=0
            head -c "$n" whole | vmi-threshold -q --sealed -s min=10 -s max=24 -o result 2> err || code=$?
            [ "$code" = 3 ] || { echo "# cut at $n of $size: $code"; false; }
            [ ! -e result ]
        done
        vmi-threshold -q --sealed -s min=10 -s max=24 -o result whole
        [ -s result ]
        rm result
    done
}

@test "a byte that was changed anywhere is noticed" {
    vmi-ingest -q --seal stock.csv > whole
    size=$(stat -c %s whole)
    for n in $(seq 0 7 $((size - 2))); do
        { head -c "$n" whole; printf '~'; tail -c +$((n + 2)) whole; } > changed
        code=0
        vmi-threshold -q --sealed -s min=10 -s max=24 changed > out 2> err || code=$?
        [ "$code" = 3 ] || { echo "# changed at $n: $code"; false; }
    done
}

@test "two sealed streams joined by cat are accepted; a record moved from one to the other is not" {
    vmi-ingest -q --seal stock.csv > one
    printf 'location,sku,on_hand\nS2,a,4\nS2,b,5\n' | vmi-ingest -q --seal > two
    cat one two > both
    vmi-threshold -q --sealed -s min=10 -s max=24 both > out
    [ "$(wc -l < out)" = 4 ]
    { sed '2d' one; head -1 two; sed -n 2p one; tail -n +2 two; } > moved
    status 3 vmi-threshold -q -s min=10 -s max=24 moved
    says "the seal counts 2 records, and 1 are there"
    { sed -n 1p one; sed -n 2p two; sed -n '3,$p' one; cat two; } > swapped
    status 3 vmi-threshold -q -s min=10 -s max=24 swapped
    says "the stream was changed"
}

@test "what follows a seal without one of its own is refused under --sealed" {
    vmi-ingest -q --seal stock.csv > one
    vmi-ingest -q stock.csv > two
    cat one two > both
    status 0 vmi-threshold -q -s min=10 -s max=24 both
    status 3 vmi-threshold -q --sealed -s min=10 -s max=24 both
    says "does not end in a seal"
    status 3 vmi-threshold -q --sealed -s min=10 -s max=24 one two
}

@test "VMI_SEAL=1 seals and demands; --no-seal is for the end of the pipe; agreements and partner files need none" {
    export VMI_SEAL=1
    vmi-ingest -q stock.csv | vmi-threshold -q -s min=10 -s max=24 | vmi-plan -q --no-seal > out
    same 21 "$(column quantity out)"
    status 3 vmi-plan -q positions.csv
    status 0 vmi-ingest -q stock.csv
    tail -1 out | grep -q '^#vmi-end'
    echo '{"defaults": {"min": 10, "max": 24}}' > a.json
    vmi-ingest -q stock.csv | vmi-threshold -q -a a.json -t table > out
    ! grep -q vmi-end out || false
}

@test "a filter that dies upstream leaves no sealed end" {
    { cat activity.csv; echo rubbish; } > broken.csv
    vmi-threshold -q --seal -s min=1 -s max=2 broken.csv > out 2> err || [ $? = 3 ]
    ! grep -q vmi-end out || false
    vmi-plan -q --sealed < out > out2 2> err && false || [ $? = 3 ]
}

@test "--seal does not go with a table" {
    status 2 vmi-plan --seal -t table positions.csv
    says "--seal does not go with --to=table"
}

@test "vmi-ingest checks a seal that it meets: changed, miscounted and cut streams are exit 3" {
    for form in csv ndjson; do
        vmi-ingest -q --seal -t $form stock.csv > whole
        status 0 vmi-ingest -q whole
        sed 's/:3}/:4}/; s/,3,/,4,/' whole > changed
        status 3 vmi-ingest -q changed -o result
        says "the stream was changed"
        [ ! -e result ]
        sed 2d whole > missing
        status 3 vmi-ingest -q missing
        says "the seal counts 2 records, and 1 are there"
        cat whole whole > both
        status 0 vmi-ingest -q both
    done
}
