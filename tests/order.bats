#!/usr/bin/env bats
# vmi-order: which proposals become which orders, their numbers, and what is written of them.
load helpers

agree() {
    cat > a.json <<'JSON'
{"agreement": "ACME-2026", "version": 3, "currency": "EUR",
 "vendor": {"id": "VENDOR", "name": "Vendor Ltd", "edi": {"x12": ["ZZ", "VENDOR"], "edifact": ["8712345678902", "14"]}},
 "customer": {"id": "ACME", "edi": {"x12": ["ZZ", "ACME"], "edifact": ["5412345000013", "14"]}},
 "defaults": {"unit_price": 2.5, "unit": "EA", "units": "CS=12", "order_unit": "CS"}}
JSON
}

# proposals ROW...: a file p.csv of them.
proposals() {
    printf '%s\n' location,sku,source,quantity,unit,order_unit_quantity,order_unit,order_date,ship_date,due_date,approval,need,load "$@" > p.csv
}

# order ARGUMENT...: with numbers out of a pattern, kept in s.csv.
order() { vmi-order -q --state=s.csv --number=N%03d "$@"; }

@test "what is approved and due becomes orders by location, source, due date and load; what is left is said" {
    proposals S1,b,DC1,5,,,,2026-01-03,,2026-01-06,auto,, S1,a,DC1,6,,,,2026-01-03,,2026-01-06,approved,, \
        S1,c,DC2,7,,,,2026-01-03,,2026-01-06,auto,, S1,d,DC1,8,,,,2026-01-03,,2026-01-07,auto,, \
        S1,e,DC1,9,,,,2026-01-03,,2026-01-06,auto,,T1 S2,a,DC1,1,,,,2026-01-03,,2026-01-06,auto,, \
        S1,f,DC1,9,,,,2026-01-03,,2026-01-06,review,, S1,g,DC1,9,,,,2026-01-03,,2026-01-06,refused,, \
        S1,h,DC1,9,,,,2026-01-04,,2026-01-06,auto,, S1,i,DC1,0,,,,2026-01-03,,2026-01-06,auto,, \
        S1,j,DC1,9,,,,2026-01-03,,2026-01-06,,, S1,b,DC1,5,,,,2026-01-03,,2026-01-06,auto,,
    status 0 vmi-order -d 2026-01-03 --state=s.csv --number=N%03d p.csv
    says "5 orders of 6 lines; left: 2 review, 1 refused, 1 later, 1 nothing, 1 twice"
    same "N001,1,S1,a,DC1,6
N001,2,S1,b,DC1,5
N002,1,S1,e,DC1,9
N003,1,S1,d,DC1,8
N004,1,S1,c,DC2,7
N005,1,S2,a,DC1,1" "$(tail -n +2 out | cut -d, -f1-6)"
    status 0 vmi-order -n -d 2026-01-03 --ahead p.csv
    says "5 orders of 7 lines"
    status 0 vmi-order -n p.csv
    says "as of 2026-01-03, the first order date in the input"
}

@test "a quantity that was edited by hand is booked under manual_delta, and needs approved" {
    proposals S1,a,,30,EA,2,CS,2026-01-03,,2026-01-06,approved,24, S1,b,,30,EA,2,CS,2026-01-03,,2026-01-06,auto,24, \
        S1,c,,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24, S1,d,,36,EA,2,CS,2026-01-03,,2026-01-06,approved,24,
    status 0 vmi-order -n p.csv
    says "left: 1 edited"
    same "a,30,2.5,CS,6
c,24,2,CS,
d,36,3,CS,12" "$(tail -n +2 out | cut -d, -f4,6,8,9,20)"
    proposals S1,a,,24,EA,3,CS,2026-01-03,,2026-01-06,approved,24,
    status 3 vmi-order -n -s units=CS=12 p.csv
    says "p.csv:2: order_unit_quantity: is another quantity than quantity"
    proposals S1,a,,-1,EA,,,2026-01-03,,2026-01-06,auto,,
    status 3 vmi-order -n p.csv
    says "p.csv:2: quantity: is below 0"
    proposals S1,a,,1,EA,,,2026-01-03,,2026-01-06,aproved,,
    status 3 vmi-order -n p.csv
    says "p.csv:2: approval: is no approval; auto, review, approved or refused"
}

@test "what a split takes further is a further order, in which the item stands once" {
    proposals S1,a,,12,,,,2026-01-03,,2026-01-06,auto,30, S1,a,,12,,,,2026-01-03,,2026-01-06,auto,18, \
        S1,b,,5,,,,2026-01-03,,2026-01-06,auto,5,
    sed -i 's/$/,/; 1s/,$/,order_max_delta/; 2s/,$/,-18/; 3s/,$/,-6/' p.csv
    order p.csv > out
    same "N001,1,a,12
N001,2,b,5
N002,1,a,12" "$(tail -n +2 out | cut -d, -f1,2,4,6)"
}

@test "the same proposals on the same day are the same orders with the same numbers, in every kind" {
    agree
    proposals S1,a,,24,EA,2,CS,2026-01-03,2026-01-04,2026-01-06,auto,24, S2,a,,12,EA,1,CS,2026-01-03,2026-01-04,2026-01-06,auto,12,
    for kind in activity 855 850 orders ordrsp gs1 documents; do order -a a.json -k $kind p.csv > first.$kind; done
    cp s.csv before
    for kind in activity 855 850 orders ordrsp gs1 documents; do
        status 0 vmi-order -a a.json --state=s.csv --number=N%03d -k $kind p.csv
        says "2 of 2 orders given before: the same numbers again"
        cmp out first.$kind
        grep -q N001 out
        grep -q N002 out
    done
    cmp s.csv before
    # Another order of the line, or another price, is no other order; another day is.
    { head -1 p.csv; tail -n +2 p.csv | tac; } > q.csv
    order -a a.json -s unit_price=3 -k activity q.csv > out
    cmp out first.activity
    order -a a.json -d 2026-01-04 -k activity p.csv | cut -d, -f9 | tail -n +2 | same "N003
N004" "$(cat)"
}

@test "what was sent goes out in the same interchange again, what is new in one of its own" {
    agree
    proposals S1,a,,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24,
    order -a a.json -k 855 p.csv > first
    echo S2,a,,12,EA,1,CS,2026-01-03,,2026-01-06,auto,12, >> p.csv
    order -a a.json -k 855 p.csv > second
    head -c "$(wc -c < first)" second | cmp - first
    same "000000001 000000002" "$(tr '~' '\n' < second | sed -n 's/^IEA.1.//p' | paste -sd' ')"
    order -a a.json -k 855 p.csv | cmp - second
}

@test "a further order for the same place on the same day is told" {
    proposals S1,a,,24,,,,2026-01-03,,2026-01-06,auto,24,
    order p.csv > out
    sed -i s/24/36/g p.csv
    status 0 vmi-order --state=s.csv --number=N%03d p.csv
    says "order N002 for 'S1', due 2026-01-06: N001 has been ordered for it on the same day, with other lines"
}

@test "a dry run gives no numbers and touches no state" {
    agree
    proposals S1,a,,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24,
    for kind in documents 855 850 orders ordrsp gs1; do
        status 0 vmi-order -n -a a.json --state=s.csv --number=N%03d -k $kind p.csv
        [ -s out ]
        ! grep -q N001 out || false
        [ ! -e s.csv ]
    done
    status 0 vmi-order -n -a a.json -k 855 p.csv
    grep -q '\*0\*T\*>~' out
    status 2 vmi-order -n -k activity p.csv
    says "-k activity needs order numbers"
}

@test "numbers come from the customer's ranges, in their order, for the location, while they hold" {
    agree
    cat > pool.csv <<'CSV'
partner,location,first,last,since,through
ACME,S1,0099,0100,2025-12-29,2026-01-04
OTHER,S1,7000,7999,2025-12-29,2026-01-04
ACME,S2,X8,X8,2025-12-29,2026-01-04
ACME,,500,501,2025-12-01,2025-12-20
CSV
    proposals S1,a,,1,,,,2026-01-03,,2026-01-06,auto,, S1,a,,1,,,,2026-01-03,,2026-01-07,auto,, S2,a,,1,,,,2026-01-03,,2026-01-06,auto,,
    status 0 vmi-order -q -a a.json --state=s.csv --numbers=pool.csv --number=SO%d p.csv
    same "0099,SO1 0100,SO2 X8,SO3" "$(tail -n +2 out | cut -d, -f1,25 | paste -sd' ')"
    vmi-order -q -a a.json --state=s.csv --numbers=pool.csv --number=SO%d -k orders p.csv > out
    grep -q "BGM+22E::9+SO1+9'.*RFF+CR:0099'" out
    vmi-order -q -a a.json --state=s.csv --numbers=pool.csv --number=SO%d -k ordrsp p.csv > out
    grep -q "BGM+231+SO1+9'.*RFF+ON:0099'" out
    vmi-order -q -a a.json --state=s.csv --numbers=pool.csv --number=SO%d -k 855 p.csv > out
    grep -q "BAK\*00\*AP\*0099\*20260103\*\*\*\*SO1\*20260103~" out
    vmi-ingest -q out | grep -q ',ordered,1,EA,,,0099,'
    # None is left: nothing is written, neither the output nor the state.
    cp s.csv before
    echo S1,b,,1,,,,2026-01-03,,2026-01-09,auto,, >> p.csv
    echo old > result
    status 3 vmi-order -a a.json --state=s.csv --numbers=pool.csv -o result p.csv
    says "pool.csv: no order number is left for 'S1' on 2026-01-03: of 4 ranges 1 used up, 1 not for this day, 2 for others; nothing was written"
    same old "$(cat result)"
    cmp s.csv before
    printf 'partner,location,first,last\nACME,S1,A9,B1\n' > bad.csv
    status 3 vmi-order -a a.json --state=s.csv --numbers=bad.csv p.csv
    says "bad.csv:2: from 'A9' to 'B1' is no range of numbers"
}

@test "a pattern that is used up is an error before anything is written" {
    proposals S1,a,,1,,,,2026-01-03,,2026-01-06,auto,, S2,a,,1,,,,2026-01-03,,2026-01-06,auto,,
    for n in 3 4 5 6 7 8; do
        status 0 vmi-order -q -d 2026-01-0$n --state=s.csv --number=%01d -o out.$n p.csv || break
    done > log || true
    cp s.csv before
    status 3 vmi-order -q -d 2026-01-07 --state=s.csv --number=%01d -o result p.csv
    says "the pattern '%01d' has no number left behind 9; nothing was written"
    [ ! -e result ]
    cmp s.csv before
    for bad in ACME %s %5d 'A%dB%d' '%' '%020d' '%08'; do
        status 2 vmi-order --state=s.csv --number="$bad" p.csv
        says "is no pattern with one number in it"
    done
}

@test "a state that was cut off or changed is refused; one that cannot be written costs nothing" {
    proposals S1,a,,1,,,,2026-01-03,,2026-01-06,auto,,
    order p.csv > out
    sed '$d' s.csv > cut.csv
    status 3 vmi-order --state=cut.csv --number=N%03d p.csv
    sed 's/N001/N002/' s.csv > changed.csv
    status 3 vmi-order --state=changed.csv --number=N%03d p.csv
    echo rubbish > other.csv
    status 3 vmi-order --state=other.csv --number=N%03d p.csv
    [ ! -s out ]
    status 4 vmi-order --state=nofolder/s.csv --number=N%03d p.csv
    says "nofolder/s.csv: cannot be opened"
    status 4 vmi-order --state=/dev/null --number=N%03d p.csv
    says "/dev/null: is no regular file"
    [ -c /dev/null ]
    # An output that cannot be opened costs no number.
    cp s.csv before
    status 4 vmi-order -d 2026-01-04 --state=s.csv --number=N%03d -o nofolder/out p.csv
    cmp s.csv before
}

@test "options that need each other say so" {
    proposals S1,a,,1,,,,2026-01-03,,2026-01-06,auto,,
    status 2 vmi-order p.csv
    says "where do order numbers come from? --number=PATTERN, --numbers=FILE, or -n for none"
    status 2 vmi-order --number=%d p.csv
    says "--state=FILE keeps the numbers that are given"
    status 2 vmi-order -n -t json -k 855 p.csv
    status 2 vmi-order -n -t table -k 855 p.csv
    status 2 vmi-order --state=s.csv --number=%d -o s.csv p.csv
    says "the same file"
    status 2 vmi-order -n -k 856 p.csv
    says "is none of documents|activity|855|850|orders|ordrsp|gs1"
    status 2 vmi-order -n --time=25:00 p.csv
    status 2 vmi-order --state=s.csv --number=%d -k 855 p.csv
    says "the agreement (-a) does not say who the vendor is"
    printf 'location,sku,quantity,approval\nS1,a,1,auto\n' > undated.csv
    status 2 vmi-order -n undated.csv
    says "--as-of gives the day of the orders"
    [ ! -e s.csv ]
}

@test "what a message cannot hold is refused, and in names replaced with a warning" {
    agree
    proposals 'S1,A*B,,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24,'
    for kind in 855 850; do
        status 3 vmi-order -q -a a.json --state=s.csv --number=N%d -k $kind p.csv
        says "sku 'A*B' cannot be sent"
        [ ! -s out ] && [ ! -e s.csv ]
    done
    for kind in orders ordrsp gs1; do vmi-order -q -a a.json --state=s.csv --number=N%d -k $kind p.csv > /dev/null; done
    rm -f s.csv
    printf '{"edi": {"orders": {"delimiters": "|>~"}}}' > m.json
    vmi-order -q -a a.json -m m.json --state=s.csv --number=N%d -k 855 p.csv > out
    vmi-ingest -q out | grep -q 'A\*B,ordered,2,CS'
    status 0 vmi-order -a a.json -m m.json -s 'location_name=A|B~C' --state=s.csv --number=N%d -k 855 p.csv
    says "2 bytes of names that the standard cannot send became blanks"
    grep -q 'A B C' out
    proposals "S1,$(printf 'x%.0s' {1..36}),,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24,"
    status 3 vmi-order -q -a a.json --state=s.csv --number=N%d -k orders p.csv
    says "is longer than the 35 bytes"
    proposals S,a,,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24,
    status 3 vmi-order -q -a a.json --state=s.csv --number=N%d -k 855 p.csv
    says "N104: 'S' is nothing that this element may hold"
    printf '{"edi": {"orders": {"delimiters": "A>~"}}}' > m.json
    status 2 vmi-order -q -a a.json -m m.json -n -k 855 p.csv
    says "m.json:1:35: delimiters: is no set of delimiters"
    printf '{"edi": {"orders": {"loction": "9"}}}' > m.json
    status 2 vmi-order -q -a a.json -m m.json -n -k 855 p.csv
    says "did you mean location?"
    printf '{"edi": {"orders": {"delimiters": ":+.? !"}}}' > m.json
    status 2 vmi-order -q -a a.json -m m.json -n -k 855 p.csv
    says "are those of EDIFACT"
}

@test "nothing to order is a header, or no byte, and no state" {
    agree
    proposals S1,a,,24,EA,2,CS,2026-01-03,,2026-01-06,review,24,
    for kind in documents activity; do
        status 0 vmi-order -a a.json --state=s.csv --number=N%d -k $kind p.csv
        same 1 "$(wc -l < out)"
    done
    for kind in 855 orders gs1; do
        status 0 vmi-order -a a.json --state=s.csv --number=N%d -k $kind p.csv
        [ ! -s out ]
        says "0 orders of 0 lines; left: 1 review"
    done
    [ ! -e s.csv ]
}

@test "GS1 XML is well formed, and says what the order says" {
    command -v xmllint > /dev/null || command -v python3 > /dev/null || skip "nothing reads XML"
    agree
    proposals 'S&1,a<b>c,DC>1,24,EA,2,CS,2026-01-03,,2026-01-06,auto,24,' 5412345000020,00012345678905,,12,EA,1,CS,2026-01-03,,2026-01-06,auto,12,
    order -a a.json -k gs1 p.csv > out
    if command -v xmllint > /dev/null; then xmllint --noout out; else python3 -c 'import xml.dom.minidom as m; m.parse("out")'; fi
    grep -q '<additionalPartyIdentificationValue>S&amp;1</additionalPartyIdentificationValue>' out
    grep -q '<additionalTradeItemIdentificationValue>a&lt;b&gt;c</additionalTradeItemIdentificationValue>' out
    grep -q '<gtin>00012345678905</gtin>' out
    grep -q '<gln>5412345000020</gln>' out
    same "1 2" "$(grep -o '<value>[0-9]*' out | tr -dc '0-9\n' | sort | paste -sd' ')"
}

@test "eight runs at once give each order a number of its own" {
    for i in 1 2 3 4 5 6 7 8; do
        proposals "S$i,a,,1,,,,2026-01-03,,2026-01-06,auto,,"
        mv p.csv p$i.csv
    done
    for round in 3 4 5; do
        for i in 1 2 3 4 5 6 7 8; do
            vmi-order -q -d 2026-01-0$round --state=s.csv --number=N%03d -k activity -o out.$round.$i p$i.csv &
        done
        wait
    done
    same "$(printf 'N%03d\n' {1..24})" "$(tail -qn +2 out.* | cut -d, -f9 | sort)"
}
